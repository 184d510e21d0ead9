import { useComputed } from '@preact/signals'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Overview } from '../../lib/player/player'
import { formatClock, spokenDuration } from '../format/clock'
import { i18n } from '../i18n'
import type { EventRow } from './eventRows'
import { latestOnly } from './latestOnly'
import styles from './Timeline.module.css'
import { TimelineMarks } from './TimelineMarks'
import { TimelineTip } from './TimelineTip'
import { TimelineWindow } from './TimelineWindow'
import { ticks, xToShare } from './timeScale'
import { isWhole, shareIn, type TimeWindow, timeAtShare } from './timeWindow'
import type { OpenPlayer } from './usePlayer'
import type { Zoom } from './useZoom'

interface TimelineProps {
  open: OpenPlayer
  overview: Overview | undefined
  steps: EventRow[]
  zoom: Zoom
}

const MOST_TICKS = 9
/** Per CSS px of the wheel: one notch of a mouse is about a quarter closer. Sideways, or with Shift, it moves along. */
const WHEEL_ZOOM = 0.0025
const percent = (share: number) => `${share * 100}%`

/** The session from left to right. One slider for keyboard and screen reader, a drawing for the eye. */
export function Timeline({ open, overview, steps, zoom }: TimelineProps) {
  const { player, state } = open
  const bar = useRef<HTMLDivElement>(null)
  const [hoverMs, setHoverMs] = useState<number>()
  const durationMs = useComputed(() => state.value.durationMs).value
  const isSkipping = useComputed(() => state.value.skipInactivity).value
  const skipAfterMs = useComputed(() => state.value.skipAfterMs).value
  const seek = useMemo(() => latestOnly<number>((ms) => player.seek(ms).catch(() => {})), [player])
  const { shown } = zoom

  const timeOf = (event: MouseEvent) => {
    const box = bar.current?.getBoundingClientRect()
    return box ? timeAtShare(shown, xToShare(event.clientX, box)) : 0
  }
  useWheel(bar, (event, width) => {
    const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)
    const delta = isSideways ? event.deltaX || event.deltaY : event.deltaY
    // Nothing to move along, nothing more to show: the page may scroll.
    if (isWhole(shown, durationMs) && (isSideways || delta > 0) && !event.ctrlKey) return false
    if (isSideways) zoom.pan((delta / Math.max(1, width)) * (shown.toMs - shown.fromMs))
    else zoom.around(Math.exp(delta * WHEEL_ZOOM), timeOf(event))
    return true
  })
  return (
    <div class={styles.timeline}>
      <TimelineTip open={open} timeMs={hoverMs} shown={shown} overview={overview} steps={steps} />
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
        {overview && (
          <TimelineMarks
            overview={overview}
            steps={steps}
            shown={shown}
            skip={{ isOn: isSkipping, afterMs: skipAfterMs }}
          />
        )}
        <Head open={open} shown={shown} />
      </div>
      <div class={styles.ticks} aria-hidden="true">
        {ticks(shown, MOST_TICKS).map((time) => (
          <span key={time} style={{ left: percent(shareIn(shown, time)) }}>
            {formatClock(time, { tenths: shown.toMs - shown.fromMs < 10_000 })}
          </span>
        ))}
      </div>
      {!isWhole(shown, durationMs) && (
        <TimelineWindow shown={shown} durationMs={durationMs} onPan={zoom.pan} />
      )}
    </div>
  )
}

/** Listens where the browser lets a listener keep the page from zooming; `act` answers whether it used the event. */
function useWheel(
  target: { readonly current: HTMLElement | null },
  act: (event: WheelEvent, width: number) => boolean,
): void {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const element = target.current
    if (!element) return
    const onWheel = (event: WheelEvent) => {
      if (latest.current(event, element.clientWidth)) event.preventDefault()
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [target])
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

function Head({ open, shown }: { open: OpenPlayer; shown: TimeWindow }) {
  const share = shareIn(shown, open.state.value.timeMs)
  if (share < 0 || share > 1) return null
  return <div class={styles.head} style={{ left: percent(share) }} />
}
