import { useEffect, useRef, useState } from 'preact/hooks'
import type { Session } from '../../lib/format/session'
import { ExportDialog } from '../export/ExportDialog'
import { toHost } from '../format/address'
import { formatBytes } from '../format/bytes'
import { formatDuration } from '../format/clock'
import { formatMoment, formatWhen } from '../format/when'
import { i18n } from '../i18n'
import { sessionBytes, sessionLength } from '../library/filterSessions'
import { StatusChip } from '../library/StatusChip'
import { formatRoute } from '../routes'
import { useServices } from '../services'
import type { SessionsView } from '../sessionsView'
import { Button, IconButton, LinkButton } from '../ui/Button'
import { cx } from '../ui/cx'
import type { Toaster } from '../ui/Toast'
import { Cover } from './Cover'
import { DeviceFrame } from './DeviceFrame'
import styles from './PlayerPage.module.css'
import { UrlBar } from './UrlBar'
import { type OpenPlayer, usePlayer } from './usePlayer'
import { Workbench } from './Workbench'

interface PlayerPageProps {
  sessionId: string
  /** Where a link into the session points. */
  timeMs: number | undefined
  view: SessionsView
  toaster: Toaster
  /** Inside another page, which has a main part of its own. */
  isEmbedded: boolean
}

/** One session: its stage, its timeline, its panes. */
export function PlayerPage({ sessionId, timeMs, view, toaster, isEmbedded }: PlayerPageProps) {
  const container = useRef<HTMLDivElement>(null)
  const opening = usePlayer(sessionId, container, view)
  const [wantsPanes, setWantsPanes] = useState(true)
  const open = opening.status === 'ready' ? opening.open : undefined
  useTitle(open?.session)
  const withPanes = wantsPanes && open !== undefined
  const Main = isEmbedded ? 'section' : 'main'
  const togglePanes = () => setWantsPanes((on) => !on)
  return (
    <div class={cx(styles.page, withPanes && styles.withPanes)}>
      <header class={styles.header}>
        <LinkButton href={formatRoute({ view: 'library' })} icon="back" kind="quiet">
          <span class={styles.label}>{i18n.t('library.title')}</span>
        </LinkButton>
        <Heading session={open?.session} />
        {open && (
          <LinkButton href={formatRoute({ view: 'report', sessionId })} icon="bug">
            <span class={styles.label}>{i18n.t('composer.button')}</span>
          </LinkButton>
        )}
        {open && <ExportButton open={open} />}
        <IconButton
          icon="panel"
          label={i18n.t('player.panes')}
          shortcut="P"
          pressed={withPanes}
          disabled={!open}
          onClick={togglePanes}
        />
      </header>
      <Main class={styles.stageColumn} aria-label={i18n.t('player.stage')}>
        {open && <UrlBar open={open} toaster={toaster} />}
        <div class={styles.stage}>
          <div
            ref={container}
            class={cx(styles.container, view.isFramed.value && styles.framed)}
            data-stage=""
          />
          {open && view.isFramed.value && <DeviceFrame open={open} container={container} />}
          <Cover opening={opening} sessionId={sessionId} />
        </div>
      </Main>
      {open && (
        <Workbench
          key={sessionId}
          open={open}
          view={view}
          toaster={toaster}
          timeMs={timeMs}
          withPanes={withPanes}
          onTogglePanes={togglePanes}
        />
      )}
    </div>
  )
}

/** The tab's title says which session it shows, as the browser's history does then. */
function useTitle(session: Session | undefined): void {
  const title = session && (session.title || toHost(session.url))
  useEffect(() => {
    if (title === undefined) return
    const before = document.title
    document.title = `${title} - ${i18n.t('extension_name')}`
    return () => {
      document.title = before
    }
  }, [title])
}

function ExportButton({ open }: { open: OpenPlayer }) {
  const [isOpen, setOpen] = useState(false)
  const { timeMs, durationMs } = open.player.state.value
  return (
    <>
      <Button icon="download" onClick={() => setOpen(true)}>
        <span class={styles.label}>{i18n.t('export.button')}</span>
      </Button>
      <ExportDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        sessionId={open.session.sessionId}
        timeMs={timeMs}
        durationMs={durationMs}
      />
    </>
  )
}

function Heading({ session }: { session: Session | undefined }) {
  const now = useServices().now()
  const heading = useRef<HTMLHeadingElement>(null)
  const isThere = session !== undefined
  useEffect(() => {
    // The link that led here is gone, and the focus with it: reading and tabbing go on from the new page's head.
    if (isThere && document.activeElement === document.body) {
      heading.current?.focus({ preventScroll: true })
    }
  }, [isThere])
  if (!session) return <div class={styles.heading} />
  const facts = [
    toHost(session.url),
    formatWhen(session.startedAt, now),
    formatDuration(sessionLength(session, now)),
    formatBytes(sessionBytes(session)),
  ]
  return (
    <div class={styles.heading}>
      <h1 ref={heading} tabIndex={-1} title={session.title}>
        {session.title || toHost(session.url)}
      </h1>
      <StatusChip session={session} />
      <span class={styles.facts} title={formatMoment(session.startedAt)}>
        {facts.join(' · ')}
      </span>
    </div>
  )
}
