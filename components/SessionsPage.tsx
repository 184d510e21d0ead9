import { useEffect, useMemo } from 'preact/hooks'
import { i18n } from './i18n'
import { Library } from './library/Library'
import { PlayerPage } from './player/PlayerPage'
import type { SessionsView } from './sessionsView'
import { createToaster } from './ui/Toast'

/** The page of all sessions: the library, or one session in the player. */
export function SessionsPage({ view }: { view: SessionsView }) {
  const toaster = useMemo(createToaster, [])
  const route = view.route.value
  useEffect(() => {
    document.title = `${i18n.t('library.title')} - ${i18n.t('extension_name')}`
  }, [])
  return (
    <>
      {route.view === 'library' ? (
        <Library toaster={toaster} />
      ) : (
        <PlayerPage
          key={route.sessionId}
          sessionId={route.sessionId}
          timeMs={route.timeMs}
          view={view}
          toaster={toaster}
        />
      )}
      <toaster.View />
    </>
  )
}
