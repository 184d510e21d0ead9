import type { Session } from '../../lib/format/session'
import { i18n, translateCode } from '../i18n'
import { Chip } from '../ui/Chip'

/** How a session stands: running, how it ended, or that it was cut off. */
export function StatusChip({ session }: { session: Session }) {
  if (session.damage) {
    return (
      <Chip tone="danger" title={translateCode('damageHint', session.damage, '')}>
        {translateCode('damage', session.damage, '')}
      </Chip>
    )
  }
  if (session.status === 'recording') {
    return (
      <Chip tone="danger" live>
        {i18n.t('status.recording')}
      </Chip>
    )
  }
  const reason = session.endReason ? translateCode('reason', session.endReason, '') : ''
  if (session.status === 'interrupted') {
    return (
      <Chip tone="warn" title={i18n.t('status.interruptedHint')}>
        {reason || i18n.t('status.interrupted')}
      </Chip>
    )
  }
  return <Chip>{reason || i18n.t('status.complete')}</Chip>
}
