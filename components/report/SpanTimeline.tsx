import { useMemo, useRef } from 'preact/hooks'
import type { Span } from '../../lib/exporters/exporter'
import { INACTIVE_MS } from '../../lib/player/overview'
import type { Overview } from '../../lib/player/player'
import { formatClock, spokenDuration } from '../format/clock'
import { i18n } from '../i18n'
import type { EventRow } from '../player/eventRows'
import { latestOnly } from '../player/latestOnly'
import timeline from '../player/Timeline.module.css'
import { TimelineMarks } from '../player/TimelineMarks'
import { ticks, xToShare } from '../player/timeScale'
import { shareIn, timeAtShare, wholeOf } from '../player/timeWindow'
import type { OpenPlayer } from '../player/usePlayer'
import styles from './SpanTimeline.module.css'

/** Shorter than this there is nothing to see in it. */
const SHORTEST_MS = 500
const STEP_MS = 1000
const LEAP_MS = 10_000
const MOST_TICKS = 7
const percent = (share: number) => `${Math.min(1, Math.max(0, share)) * 100}%`

/** A report shows pauses and skips none. */
const PLAYS_ALL = { isOn: false, afterMs: INACTIVE_MS }

interface SpanTimelineProps {
  open: OpenPlayer
  overview: Overview | undefined
  steps: EventRow[]
  span: Span
  onChange: (span: Span) => void
}

/** The session from left to right, with the part that goes into the report between two handles. */
export function SpanTimeline({ open, overview, steps, span, onChange }: SpanTimelineProps) {
  const bar = useRef<HTMLDivElement>(null)
  const { player, state } = open
  const { timeMs, durationMs } = state.value
  const whole = wholeOf(durationMs)
  const seek = useMemo(() => latestOnly<number>((ms) => player.seek(ms).catch(() => {})), [player])
  const timeOf = (event: PointerEvent) => {
    const box = bar.current?.getBoundingClientRect()
    return box ? timeAtShare(whole, xToShare(event.clientX, box)) : 0
  }
  const setFrom = (ms: number) =>
    onChange({ ...span, fromMs: Math.max(0, Math.min(ms, span.toMs - SHORTEST_MS)) })
  const setTo = (ms: number) =>
    onChange({ ...span, toMs: Math.min(durationMs, Math.max(ms, span.fromMs + SHORTEST_MS)) })
  return (
    <div class={timeline.timeline}>
      <div
        ref={bar}
        class={timeline.bar}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          seek(timeOf(event))
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) seek(timeOf(event))
        }}
      >
        <div class={timeline.track} />
        {overview && (
          <TimelineMarks overview={overview} steps={steps} shown={whole} skip={PLAYS_ALL} />
        )}
        <div
          class={styles.outside}
          style={{ left: 0, width: percent(shareIn(whole, span.fromMs)) }}
        />
        <div
          class={styles.outside}
          style={{ left: percent(shareIn(whole, span.toMs)), right: 0 }}
        />
        <div class={timeline.head} style={{ left: percent(shareIn(whole, timeMs)) }} />
        <Handle
          label={i18n.t('composer.from')}
          side="from"
          ms={span.fromMs}
          min={0}
          max={span.toMs - SHORTEST_MS}
          share={shareIn(whole, span.fromMs)}
          timeOf={timeOf}
          onMove={setFrom}
        />
        <Handle
          label={i18n.t('composer.until')}
          side="to"
          ms={span.toMs}
          min={span.fromMs + SHORTEST_MS}
          max={durationMs}
          share={shareIn(whole, span.toMs)}
          timeOf={timeOf}
          onMove={setTo}
        />
      </div>
      <div class={timeline.ticks} aria-hidden="true">
        {ticks(whole, MOST_TICKS).map((time) => (
          <span key={time} style={{ left: percent(shareIn(whole, time)) }}>
            {formatClock(time, { tenths: durationMs < 10_000 })}
          </span>
        ))}
      </div>
    </div>
  )
}

interface HandleProps {
  label: string
  side: 'from' | 'to'
  ms: number
  min: number
  max: number
  share: number
  timeOf: (event: PointerEvent) => number
  onMove: (ms: number) => void
}

function Handle({ label, side, ms, min, max, share, timeOf, onMove }: HandleProps) {
  const moves: Record<string, number> = {
    ArrowLeft: ms - STEP_MS,
    ArrowDown: ms - STEP_MS,
    ArrowRight: ms + STEP_MS,
    ArrowUp: ms + STEP_MS,
    PageDown: ms - LEAP_MS,
    PageUp: ms + LEAP_MS,
    Home: min,
    End: max,
  }
  return (
    <div
      class={styles.handle}
      data-side={side}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={Math.round(min / 100) / 10}
      aria-valuemax={Math.round(max / 100) / 10}
      aria-valuenow={Math.round(ms / 100) / 10}
      aria-valuetext={spokenDuration(ms)}
      style={{ left: percent(share) }}
      onPointerDown={(event) => {
        // The bar below moves the moment that is shown.
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
        event.stopPropagation()
        onMove(timeOf(event))
      }}
      onKeyDown={(event) => {
        const to = moves[event.key]
        if (to === undefined) return
        event.preventDefault()
        onMove(to)
      }}
    />
  )
}
