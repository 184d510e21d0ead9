import { useMemo, useRef, useState } from 'preact/hooks'
import type { Session } from '../../lib/format/session'
import { toHost } from '../format/address'
import { formatMoment } from '../format/when'
import { i18n, translateCode } from '../i18n'
import { Cover } from '../player/Cover'
import { DeviceFrame } from '../player/DeviceFrame'
import styles from '../player/PlayerPage.module.css'
import { UrlBar } from '../player/UrlBar'
import { usePlayer } from '../player/usePlayer'
import { Workbench } from '../player/Workbench'
import type { SessionsView } from '../sessionsView'
import { IconButton } from '../ui/Button'
import { cx } from '../ui/cx'
import { createToaster } from '../ui/Toast'

interface StandalonePageProps {
  session: Session
  view: SessionsView
}

/** The whole of a single-file export: what it is, and the player. */
export function StandalonePage({ session, view }: StandalonePageProps) {
  const toaster = useMemo(createToaster, [])
  const route = view.route.value
  const container = useRef<HTMLDivElement>(null)
  const opening = usePlayer(session.sessionId, container, view)
  const [wantsPanes, setWantsPanes] = useState(true)
  const open = opening.status === 'ready' ? opening.open : undefined
  const withPanes = wantsPanes && open !== undefined
  const togglePanes = () => setWantsPanes((on) => !on)
  return (
    <div class={cx(styles.page, withPanes && styles.withPanes)}>
      <header class={styles.header}>
        <div class={styles.heading}>
          <h1 title={session.title}>{session.title || toHost(session.url)}</h1>
          <span class={styles.facts}>
            {i18n.t('standalone.facts', [
              toHost(session.url),
              formatMoment(session.startedAt),
              translateCode('level', session.level, session.level),
            ])}
          </span>
        </div>
        <IconButton
          icon="panel"
          label={i18n.t('player.panes')}
          shortcut="P"
          pressed={withPanes}
          disabled={!open}
          onClick={togglePanes}
        />
      </header>
      <main class={styles.stageColumn} aria-label={i18n.t('player.stage')}>
        {open && <UrlBar open={open} toaster={toaster} />}
        <div class={styles.stage}>
          <div
            ref={container}
            class={cx(styles.container, view.isFramed.value && styles.framed)}
            data-stage=""
          />
          {open && view.isFramed.value && <DeviceFrame open={open} container={container} />}
          <Cover opening={opening} sessionId="" />
        </div>
      </main>
      {open && (
        <Workbench
          open={open}
          view={view}
          toaster={toaster}
          timeMs={route.view === 'session' ? route.timeMs : undefined}
          withPanes={withPanes}
          onTogglePanes={togglePanes}
        />
      )}
      <toaster.View />
    </div>
  )
}
