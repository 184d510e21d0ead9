import { useEffect, useMemo, useState } from 'preact/hooks'
import type { SiteSettings } from '../lib/format/settings'
import type { TabState } from '../lib/messages/protocol'
import { describeError } from '../lib/platform/describeError'
import { i18n } from './i18n'
import { Live } from './panel/Live'
import { Masking } from './panel/Masking'
import styles from './panel/Panel.module.css'
import { SideBySide } from './panel/SideBySide'
import { useOrphaned } from './panel/useOrphaned'
import { useTab } from './panel/useTab'
import { SessionsPage } from './SessionsPage'
import { useServices } from './services'
import type { SessionsView } from './sessionsView'
import { Button } from './ui/Button'
import { Empty } from './ui/Empty'
import { Notice } from './ui/Notice'
import { Spinner } from './ui/Spinner'
import { Tabs } from './ui/Tabs'
import { createToaster, type Toaster } from './ui/Toast'
import { LockGate } from './vault/LockGate'

const TABS = ['live', 'masking', 'sideBySide', 'sessions'] as const

/** The panel in DevTools: the inspected tab, live and afterwards. */
export function Panel({ view, tabId }: { view: SessionsView; tabId: number }) {
  const toaster = useMemo(createToaster, [])
  const [selected, setSelected] = useState<(typeof TABS)[number]>('live')
  const { view: state, again } = useTab()
  const isOrphaned = useOrphaned()
  const run = (action: Promise<unknown>) => {
    action.catch((error: unknown) => toaster.show(describeError(error)))
  }
  return (
    <main class={styles.panel}>
      <h1 class="visually-hidden">{i18n.t('panel.title')}</h1>
      {isOrphaned && (
        <Notice tone="warn" title={i18n.t('panel.updated')} urgent>
          <p>{i18n.t('panel.updatedHint')}</p>
        </Notice>
      )}
      <Tabs
        label={i18n.t('panel.title')}
        tabs={TABS.map((id) => ({ id, label: i18n.t(`panel.${id}`) }))}
        selected={selected}
        onSelect={setSelected}
      >
        {selected === 'sessions' && (
          <SessionsPage view={view} only={(session) => session.tabId === tabId} />
        )}
        {selected !== 'sessions' && state.status === 'loading' && (
          <Spinner label={i18n.t('popup.loading')} />
        )}
        {selected !== 'sessions' && state.status === 'failed' && (
          <Empty
            icon="alert"
            title={i18n.t('popup.failed')}
            actions={<Button onClick={again}>{i18n.t('common.tryAgain')}</Button>}
          >
            <p>{state.error}</p>
          </Empty>
        )}
        {selected === 'live' && state.status === 'ready' && (
          <LockGate>
            <Live tab={state.tab} run={run} />
          </LockGate>
        )}
        {(selected === 'masking' || selected === 'sideBySide') && state.status === 'ready' && (
          <OfSite
            {...{ tab: state.tab, run, toaster }}
            part={selected === 'masking' ? Masking : SideBySide}
          />
        )}
      </Tabs>
      <toaster.View />
    </main>
  )
}

interface PartProps {
  tab: TabState
  site: SiteSettings
  run: (action: Promise<unknown>) => void
  toaster: Toaster
}

/** What is about the masking of the inspected site. */
function OfSite({
  part: Part,
  tab,
  ...rest
}: Omit<PartProps, 'site'> & { part: (props: PartProps) => preact.JSX.Element }) {
  const services = useServices()
  const [sites, setSites] = useState<SiteSettings[]>([])
  useEffect(() => {
    const watch = services.watchSites(setSites)
    return () => watch.stop()
  }, [services])
  const { origin } = tab
  // The same object while nothing changes: what is shown of the page is made anew for another one.
  const site = useMemo(
    () => sites.find((each) => each.origin === origin) ?? { origin, rules: [] },
    [sites, origin],
  )
  if (origin === '') return <Empty icon="lock" title={i18n.t('panel.noSite')} />
  return <Part tab={tab} site={site} {...rest} />
}
