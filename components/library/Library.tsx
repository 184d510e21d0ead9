import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Session } from '../../lib/format/session'
import { describeError } from '../../lib/platform/describeError'
import { formatBytes } from '../format/bytes'
import { i18n } from '../i18n'
import { useServices } from '../services'
import { Button, LinkButton } from '../ui/Button'
import { Empty } from '../ui/Empty'
import { Spinner } from '../ui/Spinner'
import type { Toaster } from '../ui/Toast'
import { VirtualList } from '../ui/VirtualList'
import { useMedia } from '../useMedia'
import { useNow } from '../useNow'
import { type Filter, filterSessions, NO_FILTER, sessionBytes } from './filterSessions'
import styles from './Library.module.css'
import { LibraryTools } from './LibraryTools'
import { SessionRow } from './SessionRow'

type State =
  | { status: 'loading' }
  | { status: 'ready'; sessions: Session[] }
  | { status: 'failed'; error: string }

/** Must be as tall as a row with two lines and some air. */
const ROW_HEIGHT = 58
/** Narrow rows have a third line. */
const NARROW_ROW_HEIGHT = 82

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

  // A page has one main part; inside another page that is the other's.
  const Main = only ? 'div' : 'main'
  const known = state.status === 'ready' ? state.sessions : undefined
  const sessions = only ? known?.filter(only) : known
  return (
    <div class={styles.page}>
      {!only && <Head sessions={sessions} />}
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
        {sessions && sessions.length > 0 && <Sessions sessions={sessions} toaster={toaster} />}
      </Main>
    </div>
  )
}

function Head({ sessions }: { sessions: Session[] | undefined }) {
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

function Sessions({ sessions, toaster }: { sessions: Session[]; toaster: Toaster }) {
  const services = useServices()
  const now = useNow()
  const isNarrow = useMedia('(max-width: 900px)')
  const [filter, setFilter] = useState<Filter>(NO_FILTER)
  const shown = useMemo(() => filterSessions(sessions, filter), [sessions, filter])

  const report = (error: unknown) => toaster.show(describeError(error))
  const remove = (session: Session) => {
    const ids = [session.sessionId]
    services.deleteSessions(ids).then(
      () =>
        toaster.show(i18n.t('library.deleted', [session.title]), {
          action: {
            label: i18n.t('common.undo'),
            run: () => void services.restoreSessions(ids).catch(report),
          },
        }),
      report,
    )
  }

  return (
    <>
      <LibraryTools sessions={sessions} filter={filter} onChange={setFilter} />
      <p class="visually-hidden" role="status">
        {i18n.t('library.shown', shown.length)}
      </p>
      <div class={styles.card}>
        {shown.length === 0 ? (
          <Empty
            icon="search"
            title={i18n.t('library.noMatch')}
            actions={
              <Button onClick={() => setFilter(NO_FILTER)}>{i18n.t('library.clearFilter')}</Button>
            }
          />
        ) : (
          <>
            <div class={styles.head} aria-hidden="true">
              <span>{i18n.t('library.columnSession')}</span>
              <span>{i18n.t('library.columnStatus')}</span>
              <span>{i18n.t('library.columnWhen')}</span>
              <span>{i18n.t('library.columnLength')}</span>
              <span>{i18n.t('library.columnSize')}</span>
            </div>
            <VirtualList
              class={styles.list}
              label={i18n.t('library.title')}
              items={shown}
              itemHeight={isNarrow ? NARROW_ROW_HEIGHT : ROW_HEIGHT}
              itemKey={(session) => session.sessionId}
              renderItem={(session) => (
                <SessionRow
                  session={session}
                  now={now}
                  onPin={(pinned) =>
                    void services.updateSession(session.sessionId, { pinned }).catch(report)
                  }
                  onRename={(title) =>
                    void services.updateSession(session.sessionId, { title }).catch(report)
                  }
                  onDelete={() => remove(session)}
                />
              )}
            />
          </>
        )}
      </div>
    </>
  )
}
