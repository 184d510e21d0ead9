import { useEffect, useState } from 'preact/hooks'
import type { TabState } from '../lib/messages/protocol'
import { describeError } from '../lib/platform/describeError'
import { i18n } from './i18n'
import styles from './Popup.module.css'
import { ConsentSwitch } from './popup/ConsentSwitch'
import { RecentSessions } from './popup/RecentSessions'
import { RecordCard } from './popup/RecordCard'
import { SiteLine } from './popup/SiteLine'
import { useServices } from './services'
import { IconButton } from './ui/Button'
import { Notice } from './ui/Notice'
import { Spinner } from './ui/Spinner'
import { LockGate } from './vault/LockGate'

type State =
  | { status: 'loading' }
  | { status: 'ready'; tab: TabState }
  | { status: 'failed'; error: string }

/** The window under the toolbar button: this tab, this site, the last sessions. */
export function Popup() {
  const services = useServices()
  const [state, setState] = useState<State>({ status: 'loading' })
  const [problem, setProblem] = useState('')

  useEffect(() => {
    const watch = services.watchTab(
      (tab) => setState({ status: 'ready', tab }),
      (error) => setState({ status: 'failed', error: describeError(error) }),
    )
    return () => watch.stop()
  }, [services])

  /** Runs something the person asked for; what goes wrong is shown instead of swallowed. */
  const run = (action: Promise<unknown>) => {
    setProblem('')
    action.catch((error: unknown) => setProblem(describeError(error)))
  }

  return (
    <main class={styles.popup}>
      <header class={styles.header}>
        <h1 class={styles.brand}>
          <img src="/icon/icon.svg" alt="" width={20} height={20} />
          {i18n.t('extension_name')}
        </h1>
        <IconButton
          icon="list"
          label={i18n.t('popup.allSessions')}
          onClick={() => openPage(services.pages.sessions)}
        />
        <IconButton
          icon="settings"
          label={i18n.t('popup.settings')}
          onClick={() => openPage(services.pages.options)}
        />
      </header>
      <div class={styles.body}>
        {problem !== '' && (
          <Notice tone="danger" urgent>
            <p>{problem}</p>
          </Notice>
        )}
        {state.status === 'loading' && <Spinner label={i18n.t('popup.loading')} />}
        {state.status === 'failed' && (
          <Notice tone="danger" title={i18n.t('popup.failed')} urgent>
            <p>{state.error}</p>
          </Notice>
        )}
        {state.status === 'ready' && (
          <>
            <SiteLine tab={state.tab} />
            {state.tab.isPrivate && (
              <Notice icon="lock">
                <p>{i18n.t('popup.private')}</p>
              </Notice>
            )}
            {state.tab.full && (
              <Notice tone="danger" icon="alert" title={i18n.t('popup.fullTitle')}>
                <p>{i18n.t('popup.full')}</p>
              </Notice>
            )}
            <RecordCard tab={state.tab} run={run} />
            {state.tab.origin !== '' && <ConsentSwitch tab={state.tab} run={run} />}
          </>
        )}
        <LockGate>
          <RecentSessions />
        </LockGate>
      </div>
    </main>
  )
}

function openPage(url: string) {
  window.open(url, '_blank')
}
