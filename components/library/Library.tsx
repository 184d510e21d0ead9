import { useEffect, useState } from 'preact/hooks'
import type { Session } from '../../lib/format/session'
import { describeError } from '../../lib/platform/describeError'
import { formatBytes } from '../format/bytes'
import { i18n } from '../i18n'
import { useServices } from '../services'
import { Button, LinkButton } from '../ui/Button'
import { Empty } from '../ui/Empty'
import { Spinner } from '../ui/Spinner'
import type { Toaster } from '../ui/Toast'
import { sessionBytes } from './filterSessions'
import { DropZone, ImportButton } from './ImportFiles'
import styles from './Library.module.css'
import { SessionTable } from './SessionTable'
import { StorageMeter } from './StorageMeter'
import { useImport } from './useImport'

type State =
  | { status: 'loading' }
  | { status: 'ready'; sessions: Session[] }
  | { status: 'failed'; error: string }

interface LibraryProps {
  toaster: Toaster
  /** Inside another page: only these sessions, and no head of its own. */
  only?: (session: Session) => boolean
}

/** All sessions on this machine. */
export function Library({ toaster, only }: LibraryProps) {
  const services = useServices()
  const [state, setState] = useState<State>({ status: 'loading' })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const watch = services.watchSessions(
      (sessions) => setState({ status: 'ready', sessions }),
      (error) => setState({ status: 'failed', error: describeError(error) }),
    )
    return () => watch.stop()
  }, [services, attempt])

  const { importFiles, passwordDialog } = useImport(toaster)
  // A page has one main part; inside another page that is the other's.
  const Main = only ? 'div' : 'main'
  const known = state.status === 'ready' ? state.sessions : undefined
  const sessions = only ? known?.filter(only) : known
  return (
    <DropZone class={styles.page} onFiles={importFiles}>
      {passwordDialog}
      {!only && <Head sessions={sessions} onFiles={importFiles} />}
      <Main class={styles.main}>
        {state.status === 'loading' && <Spinner label={i18n.t('library.loading')} />}
        {state.status === 'failed' && (
          <Empty
            icon="alert"
            title={i18n.t('library.failed')}
            actions={
              <Button kind="primary" onClick={() => setAttempt(attempt + 1)}>
                {i18n.t('common.tryAgain')}
              </Button>
            }
          >
            <p>{state.error}</p>
          </Empty>
        )}
        {sessions?.length === 0 && <FirstSteps />}
        {sessions && sessions.length > 0 && <SessionTable sessions={sessions} toaster={toaster} />}
      </Main>
    </DropZone>
  )
}

interface HeadProps {
  sessions: Session[] | undefined
  onFiles: (files: File[]) => void
}

function Head({ sessions, onFiles }: HeadProps) {
  const services = useServices()
  return (
    <header class={styles.header}>
      <h1 class={styles.brand}>
        <img src="/icon/icon.svg" alt="" width={24} height={24} />
        {i18n.t('library.title')}
      </h1>
      {sessions && sessions.length > 0 && (
        <span class={styles.total}>{describeTotal(sessions)}</span>
      )}
      <span class={styles.spring} />
      <StorageMeter changes={sessions?.length} />
      <ImportButton onFiles={onFiles} />
      <LinkButton href={services.pages.options} icon="settings" kind="quiet">
        {i18n.t('popup.settings')}
      </LinkButton>
    </header>
  )
}

function describeTotal(sessions: Session[]): string {
  const bytes = sessions.reduce((sum, session) => sum + sessionBytes(session), 0)
  return `${i18n.t('library.sessions', sessions.length)} · ${formatBytes(bytes)}`
}

function FirstSteps() {
  return (
    <Empty icon="replay" title={i18n.t('library.emptyTitle')}>
      <p>{i18n.t('library.emptyText')}</p>
      <ol class={styles.steps}>
        <li>{i18n.t('library.emptyStep1')}</li>
        <li>{i18n.t('library.emptyStep2')}</li>
        <li>{i18n.t('library.emptyStep3')}</li>
      </ol>
    </Empty>
  )
}
