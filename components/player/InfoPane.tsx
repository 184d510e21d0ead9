import { useEffect, useState } from 'preact/hooks'
import type { ResourceRef } from '../../lib/format/session'
import type { Overview } from '../../lib/player/player'
import { formatBytes, formatCount } from '../format/bytes'
import { formatClock, formatDuration } from '../format/clock'
import { formatMoment } from '../format/when'
import { i18n, translateCode } from '../i18n'
import { sessionLength } from '../library/filterSessions'
import { useServices } from '../services'
import styles from './Facts.module.css'
import { holesOf } from './holesOf'
import { NoteFields } from './NoteFields'
import type { OpenPlayer } from './usePlayer'

/** Where, when and how it was recorded, and what is missing. */
export function InfoPane({ open, overview }: { open: OpenPlayer; overview: Overview }) {
  const { now: clock, readOnly } = useServices()
  const now = clock()
  const { session } = open
  const { environment } = session
  const screen = environment && `${environment.screen.width} × ${environment.screen.height}`
  const facts: [string, string | 0 | undefined][] = [
    [i18n.t('info.page'), session.url],
    [i18n.t('info.started'), formatMoment(session.startedAt)],
    [i18n.t('info.length'), formatDuration(sessionLength(session, now))],
    [i18n.t('info.level'), translateCode('level', session.level, session.level)],
    [
      i18n.t('info.maskFailures'),
      session.maskFailures && i18n.t('info.maskFailuresText', session.maskFailures),
    ],
    [i18n.t('info.why'), translateCode('startReason', session.startReason, session.startReason)],
    [i18n.t('info.end'), session.endReason && translateCode('reason', session.endReason, '')],
    [i18n.t('info.pages'), formatCount(overview.pages.length)],
    [i18n.t('info.documents'), formatCount(overview.streams.length)],
    [i18n.t('info.events'), formatCount(session.events)],
    [i18n.t('info.size'), formatBytes(session.storedBytes)],
    [i18n.t('info.resources'), formatBytes(session.resourceBytes)],
    [i18n.t('info.browser'), environment?.userAgent],
    [i18n.t('info.platform'), environment?.platform],
    [i18n.t('info.screen'), screen],
    [i18n.t('info.language'), environment?.language],
    [i18n.t('info.timezone'), environment?.timezone],
    [i18n.t('info.note'), readOnly ? session.note : undefined],
  ]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class={styles.scroll} tabIndex={0} aria-label={i18n.t('pane.info')}>
      {!readOnly && <NoteFields session={session} />}
      <dl class={styles.facts}>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <>
              <dt key={name}>{name}</dt>
              <dd>{value}</dd>
            </>
          ))}
      </dl>
      <Holes overview={overview} />
      <Missing open={open} />
    </section>
  )
}

/** Stretches of which something is missing, and why. */
function Holes({ overview }: { overview: Overview }) {
  const holes = holesOf(overview)
  if (holes.length === 0) return null
  return (
    <section class={styles.section} style="margin-top: 18px">
      <h2>{i18n.t('info.holes', holes.length)}</h2>
      <ul class={styles.missing}>
        {holes.map(({ fromMs, toMs, reason }, index) => (
          <li key={index}>
            <span>
              {formatClock(fromMs)}
              {toMs > fromMs && ` – ${formatClock(toMs)}`}
            </span>
            <span>
              {reason ? translateCode('gap', reason, i18n.t('step.gap')) : i18n.t('blank.title')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Missing({ open }: { open: OpenPlayer }) {
  const { missing } = open.player
  const [refs, setRefs] = useState<ResourceRef[]>(missing.value)
  useEffect(() => missing.subscribe(setRefs), [missing])
  if (refs.length === 0) return null
  return (
    <section class={styles.section} style="margin-top: 18px">
      <h2>{i18n.t('info.missing', refs.length)}</h2>
      <ul class={styles.missing}>
        {refs.map((ref) => (
          <li key={ref.key}>
            <span>{ref.key}</span>
            <span>{translateCode('missing', ref.missing ?? 'failed', '')}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
