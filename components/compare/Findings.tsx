import type { StepPair } from '../../lib/exporters/alignSteps'
import type { Comparison } from '../../lib/exporters/compareStories'
import { formatClock } from '../format/clock'
import { i18n } from '../i18n'
import { Chip } from '../ui/Chip'
import styles from './Compare.module.css'

interface FindingsProps {
  comparison: Comparison
  pairs: readonly StepPair[]
  onPair: (index: number) => void
  /** A moment of the second session, in milliseconds since its start. */
  onMoment: (atMs: number) => void
}

/** Where the second visit parts from the first; each leads there. */
export function Findings({ comparison, pairs, onPair, onMoment }: FindingsProps) {
  const parting = pairs.findIndex(({ differs }) => differs !== 'no')
  const { error, request } = comparison
  if (parting < 0 && !error && !request)
    return <Chip tone="ok">{i18n.t('sideBySide.same', pairs.length)}</Chip>
  return (
    <ul class={styles.findings}>
      {parting >= 0 && (
        <li>
          <button type="button" class={styles.finding} onClick={() => onPair(parting)}>
            <strong>{i18n.t('sideBySide.step', [String(parting + 1)])}</strong>
            {i18n.t(`sideBySide.${pairs[parting]?.differs ?? 'outcome'}` as 'sideBySide.outcome')}
          </button>
        </li>
      )}
      {error && (
        <li>
          <button type="button" class={styles.finding} onClick={() => onMoment(error.atMs)}>
            <strong>
              {i18n.t('sideBySide.error', [formatClock(error.atMs, { tenths: true })])}
            </strong>
            <span class={styles.clipped}>{error.message}</span>
          </button>
        </li>
      )}
      {request && (
        <li>
          <button type="button" class={styles.finding} onClick={() => onMoment(request.atMs)}>
            <strong>
              {i18n.t('sideBySide.request', [formatClock(request.atMs, { tenths: true })])}
            </strong>
            <span class={styles.clipped}>{request.text}</span>
          </button>
        </li>
      )}
    </ul>
  )
}
