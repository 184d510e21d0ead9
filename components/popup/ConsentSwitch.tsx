import { useEffect, useId, useState } from 'preact/hooks'
import { CONSENTS, type Consent } from '../../lib/format/settings'
import type { TabState } from '../../lib/messages/protocol'
import { toHost } from '../format/address'
import { i18n, translateCode } from '../i18n'
import styles from '../Popup.module.css'
import { useServices } from '../services'
import { Button } from '../ui/Button'
import { Segmented } from '../ui/Segmented'

interface ConsentSwitchProps {
  tab: TabState
  run: (action: Promise<unknown>) => void
}

/** What Recount may do on this origin from now on, without anybody pressing Record. */
export function ConsentSwitch({ tab, run }: ConsentSwitchProps) {
  const services = useServices()
  const explanation = useId()
  const [refused, setRefused] = useState(false)

  const choose = (consent: Consent) => {
    setRefused(false)
    if (consent === tab.consent && (tab.granted || consent === 'never')) return
    if (consent === 'never' || tab.granted) {
      run(services.setConsent(tab.origin, consent, tab.level))
      return
    }
    // No await before this line: the browser only asks while it handles the click.
    const asked = services.requestGrant(tab.origin, { consent, privacy: tab.level })
    run(asked.then((granted) => setRefused(!granted)))
  }

  return (
    <div class={styles.field}>
      <span class={styles.label}>{i18n.t('consent.label', [toHost(tab.origin)])}</span>
      <Segmented
        label={i18n.t('consent.label', [toHost(tab.origin)])}
        value={tab.consent ?? 'undecided'}
        options={CONSENTS.map((value) => ({
          value: value as Consent | 'undecided',
          label: translateCode('consent', value, value),
        }))}
        onChange={(value) => value !== 'undecided' && choose(value)}
        describedBy={explanation}
      />
      <p class={styles.sentence} id={explanation} aria-live="polite">
        {refused
          ? i18n.t('consent.refused')
          : translateCode('consentMeans', tab.consent ?? 'undecided', '')}
      </p>
      {tab.consent === 'never' && <StoredHere origin={tab.origin} run={run} />}
    </div>
  )
}

/** Who takes consent back may want what was recorded under it gone as well. */
function StoredHere({ origin, run }: { origin: string; run: ConsentSwitchProps['run'] }) {
  const services = useServices()
  const [ids, setIds] = useState<string[]>([])
  useEffect(() => {
    const watch = services.watchSessions(
      (sessions) =>
        setIds(sessions.filter((each) => each.origin === origin).map((each) => each.sessionId)),
      () => setIds([]),
    )
    return () => watch.stop()
  }, [services, origin])
  if (ids.length === 0) return null
  return (
    <p class={styles.sentence}>
      {i18n.t('consent.stored', ids.length)}{' '}
      <Button kind="danger" onClick={() => run(services.deleteSessions(ids))}>
        {i18n.t('consent.deleteStored')}
      </Button>
    </p>
  )
}
