import { useEffect, useState } from 'preact/hooks'
import type { Session } from '../../lib/format/session'
import { toHost } from '../format/address'
import { formatCount } from '../format/bytes'
import { formatDuration } from '../format/clock'
import { formatWhen } from '../format/when'
import { i18n } from '../i18n'
import { formatRoute } from '../routes'
import { useServices } from '../services'
import styles from './RecentSessions.module.css'

/** As many as fit without making the popup scroll. */
const SHOWN = 3

/** The newest sessions, each a link into the player. */
export function RecentSessions() {
  const services = useServices()
  const [sessions, setSessions] = useState<Session[]>()
  const [isUnread, setUnread] = useState(false)
  useEffect(() => {
    const watch = services.watchSessions(setSessions, () => setUnread(true))
    return () => watch.stop()
  }, [services])
  // Not "nothing recorded": they may all be there.
  if (isUnread) return <p class={styles.unread}>{i18n.t('library.failed')}</p>
  if (!sessions) return null
  const now = services.now()
  return (
    <section class={styles.section} aria-labelledby="recent">
      <div class={styles.head}>
        <h2 id="recent">{i18n.t('popup.recent')}</h2>
        {sessions.length > SHOWN && (
          <a href={services.pages.sessions} target="_blank" rel="noreferrer">
            {i18n.t('popup.showAll', [formatCount(sessions.length)])}
          </a>
        )}
      </div>
      {sessions.length === 0 && <p class={styles.none}>{i18n.t('popup.noSessions')}</p>}
      <ul>
        {sessions.slice(0, SHOWN).map((session) => (
          <li key={session.sessionId}>
            <a
              class={styles.link}
              href={
                services.pages.sessions +
                formatRoute({ view: 'session', sessionId: session.sessionId })
              }
              target="_blank"
              rel="noreferrer"
            >
              <span class={styles.title}>{session.title || toHost(session.url)}</span>
              <span class={styles.facts}>
                {session.status === 'recording'
                  ? i18n.t('status.recording')
                  : formatDuration((session.endedAt ?? session.startedAt) - session.startedAt)}
                {' · '}
                {formatWhen(session.startedAt, now)}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
