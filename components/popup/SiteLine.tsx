import type { TabState } from '../../lib/messages/protocol'
import { toHost } from '../format/address'
import { i18n } from '../i18n'
import styles from '../Popup.module.css'
import { Chip } from '../ui/Chip'
import { Icon } from '../ui/Icon'

/** Which site this is and whether anything of it is recorded now. */
export function SiteLine({ tab }: { tab: TabState }) {
  return (
    <div class={styles.site}>
      <Icon name="globe" />
      <span class={styles.host} title={tab.origin || tab.url}>
        {toHost(tab.origin || tab.url) || i18n.t('popup.noPage')}
      </span>
      <StateChip tab={tab} />
    </div>
  )
}

function StateChip({ tab }: { tab: TabState }) {
  if (tab.recording?.paused) return <Chip tone="warn">{i18n.t('popup.statePaused')}</Chip>
  if (tab.recording?.buffer) return <Chip tone="accent">{i18n.t('popup.stateBuffer')}</Chip>
  if (tab.recording) {
    return (
      <Chip tone="danger" live>
        {i18n.t('popup.stateRecording')}
      </Chip>
    )
  }
  if (tab.blocked) return <Chip>{i18n.t('popup.stateBlocked')}</Chip>
  if (tab.refusal && tab.refusal !== 'ask') return <Chip>{i18n.t('popup.stateWaiting')}</Chip>
  if (tab.granted && tab.consent === 'always') {
    return <Chip tone="ok">{i18n.t('popup.stateArmed')}</Chip>
  }
  if (tab.granted && tab.consent === 'ask') return <Chip>{i18n.t('popup.stateAsks')}</Chip>
  return <Chip>{i18n.t('popup.stateIdle')}</Chip>
}
