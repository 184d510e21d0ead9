import { useEffect, useMemo } from 'preact/hooks'
import type { Session } from '../lib/format/session'
import { ComparePage } from './compare/ComparePage'
import { i18n } from './i18n'
import { Library } from './library/Library'
import { createLibraryMemory, LibraryMemoryContext } from './library/libraryMemory'
import { PlayerPage } from './player/PlayerPage'
import { ReportPage } from './report/ReportPage'
import { formatRoute } from './routes'
import { useServices } from './services'
import type { SessionsView } from './sessionsView'
import { LinkButton } from './ui/Button'
import { createToaster } from './ui/Toast'
import { LazyUnlock, LockGate } from './vault/LockGate'
import styles from './vault/Vault.module.css'

interface SessionsPageProps {
  view: SessionsView
  /** Inside another page: only these sessions, and no head of its own. */
  only?: (session: Session) => boolean
}

/** The page of all sessions: the library, or one session in the player. */
export function SessionsPage({ view, only }: SessionsPageProps) {
  const toaster = useMemo(createToaster, [])
  const memory = useMemo(createLibraryMemory, [])
  const route = view.route.value
  useEffect(() => {
    document.title = `${i18n.t('library.title')} - ${i18n.t('extension_name')}`
  }, [])
  return (
    <LockGate instead={<Locked isEmbedded={only !== undefined} />}>
      {route.view === 'library' && (
        <LibraryMemoryContext.Provider value={memory}>
          <Library toaster={toaster} only={only} />
        </LibraryMemoryContext.Provider>
      )}
      {route.view === 'compare' && (
        <ComparePage key={formatRoute(route)} before={route.before} after={route.after} />
      )}
      {route.view === 'report' && (
        <ReportPage
          key={route.sessionId}
          sessionId={route.sessionId}
          toaster={toaster}
          isEmbedded={only !== undefined}
        />
      )}
      {route.view === 'session' && (
        <PlayerPage
          key={`${route.sessionId} ${view.attempt.value}`}
          sessionId={route.sessionId}
          timeMs={route.timeMs}
          view={view}
          toaster={toaster}
          isEmbedded={only !== undefined}
        />
      )}
      <toaster.View />
    </LockGate>
  )
}

/** A page of its own has a main part, and settings that can be reached. */
function Locked({ isEmbedded }: { isEmbedded: boolean }) {
  const services = useServices()
  if (isEmbedded) return <LazyUnlock />
  return (
    <div class={styles.locked}>
      <header>
        <LinkButton href={services.pages.options} icon="settings" kind="quiet">
          {i18n.t('popup.settings')}
        </LinkButton>
      </header>
      <main>
        <h1 class="visually-hidden">{i18n.t('library.title')}</h1>
        <LazyUnlock />
      </main>
    </div>
  )
}
