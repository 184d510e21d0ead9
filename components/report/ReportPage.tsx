import { useEffect, useState } from 'preact/hooks'
import type { Session } from '../../lib/format/session'
import { toHost } from '../format/address'
import { i18n } from '../i18n'
import { formatRoute } from '../routes'
import { useServices } from '../services'
import { LinkButton } from '../ui/Button'
import { Empty } from '../ui/Empty'
import { Spinner } from '../ui/Spinner'
import type { Toaster } from '../ui/Toast'
import { Composer } from './Composer'
import styles from './Report.module.css'
import { useDraft } from './useDraft'

interface ReportPageProps {
  sessionId: string
  toaster: Toaster
  /** Inside another page, which has a main part of its own. */
  isEmbedded: boolean
}

/** A bug report about a session, from "I saw it" to a file that a developer can open. */
export function ReportPage({ sessionId, toaster, isEmbedded }: ReportPageProps) {
  const session = useSession(sessionId)
  const open = useDraft(sessionId)
  const Main = isEmbedded ? 'section' : 'main'
  const title = session && (session.title || toHost(session.url))
  return (
    <div class={styles.page}>
      <header class={styles.header}>
        <LinkButton href={formatRoute({ view: 'session', sessionId })} icon="back" kind="quiet">
          {i18n.t('composer.back')}
        </LinkButton>
        <div class={styles.heading}>
          <h1>{i18n.t('composer.title')}</h1>
          <span>{title}</span>
        </div>
      </header>
      <Main class={styles.main} aria-label={i18n.t('composer.title')}>
        {session === null && (
          <Empty
            icon="trash"
            title={i18n.t('gone.title')}
            level={2}
            actions={
              <LinkButton href={formatRoute({ view: 'library' })} kind="primary">
                {i18n.t('player.toLibrary')}
              </LinkButton>
            }
          >
            <p>{i18n.t('gone.unknown')}</p>
          </Empty>
        )}
        {session === undefined && <Spinner label={i18n.t('player.loading')} />}
        {session && open && <Composer session={session} open={open} toaster={toaster} />}
      </Main>
    </div>
  )
}

/** Undefined while it is asked for, null when it is gone. */
function useSession(sessionId: string): Session | null | undefined {
  const services = useServices()
  const [session, setSession] = useState<Session | null>()
  useEffect(() => {
    let isOver = false
    services.getSession(sessionId).then(
      (found) => !isOver && setSession(found && found.deletedAt === undefined ? found : null),
      () => !isOver && setSession(null),
    )
    return () => {
      isOver = true
    }
  }, [services, sessionId])
  return session
}
