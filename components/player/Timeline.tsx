import { useComputed } from '@preact/signals'
import { useMemo, useRef, useState } from 'preact/hooks'
import type { Overview } from '../../lib/player/player'
import { formatClock, spokenDuration } from '../format/clock'
import { i18n } from '../i18n'
import type { EventRow } from './eventRows'
import { latestOnly } from './latestOnly'
import styles from './Timeline.module.css'
import { TimelineMarks } from './TimelineMarks'
import { TimelineTip } from './TimelineTip'
import { ticks, timeToShare, xToTime } from './timeScale'
import type { OpenPlayer } from './usePlayer'

interface TimelineProps {
  open: OpenPlayer
  overview: Overview | undefined
  steps: EventRow[]
}

const MOST_TICKS = 9
const percent = (share: number) => `${share * 100}%`

/** The session from left to right. One slider for keyboard and screen reader, a drawing for the eye. */
export function Timeline({ open, overview, steps }: TimelineProps) {
  const { player, state } = open
  const bar = useRef<HTMLDivElement>(null)
  const [hoverMs, setHoverMs] = useState<number>()
  const durationMs = useComputed(() => state.value.durationMs).value
  const seek = useMemo(() => latestOnly<number>((ms) => player.seek(ms).catch(() => {})), [player])

  const timeOf = (event: PointerEvent) => {
    const box = bar.current?.getBoundingClientRect()
    return box ? xToTime(event.clientX, box, durationMs) : 0
  }
  return (
    <div class={styles.timeline}>
      {hoverMs !== undefined && (
        <TimelineTip timeMs={hoverMs} durationMs={durationMs} overview={overview} steps={steps} />
      )}
      <div
        ref={bar}
        class={styles.bar}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          seek(timeOf(event))
        }}
        onPointerMove={(event) => {
          setHoverMs(timeOf(event))
          if (event.currentTarget.hasPointerCapture(event.pointerId)) seek(timeOf(event))
        }}
        onPointerLeave={() => setHoverMs(undefined)}
      >
        <Slider open={open} durationMs={durationMs} />
        {overview && <TimelineMarks overview={overview} steps={steps} durationMs={durationMs} />}
        <Head open={open} />
      </div>
      <div class={styles.ticks} aria-hidden="true">
        {ticks(durationMs, MOST_TICKS).map((time) => (
          <span key={time} style={{ left: percent(timeToShare(time, durationMs)) }}>
            {formatClock(time)}
          </span>
        ))}
      </div>
    </div>
  )
}

/** The keys of a slider are those of the whole player, see `keyboard.ts`. */
function Slider({ open, durationMs }: { open: OpenPlayer; durationMs: number }) {
  // Whole seconds: a value that changes with every frame would keep a screen reader talking.
  const second = useComputed(() => Math.floor(open.state.value.timeMs / 1000)).value
  return (
    <div
      class={styles.track}
      role="slider"
      tabIndex={0}
      aria-label={i18n.t('player.position')}
      aria-valuemin={0}
      aria-valuemax={Math.ceil(durationMs / 1000)}
      aria-valuenow={second}
      aria-valuetext={i18n.t('player.positionOf', [
        spokenDuration(second * 1000),
        spokenDuration(durationMs),
      ])}
    />
  )
}

function Head({ open }: { open: OpenPlayer }) {
  const left = useComputed(() =>
    percent(timeToShare(open.state.value.timeMs, open.state.value.durationMs)),
  )
  return <div class={styles.head} style={{ left: left.value }} />
}
