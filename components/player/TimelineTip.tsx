import { useComputed } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Overview, Peek } from '../../lib/player/player'
import { toPath } from '../format/address'
import { formatClock } from '../format/clock'
import type { EventRow } from './eventRows'
import styles from './Timeline.module.css'
import { indexAt } from './timeScale'
import { shareIn, type TimeWindow } from './timeWindow'
import type { OpenPlayer } from './usePlayer'

/** A step is named when the pointer is within this share of the bar of it. */
const NEAR = 0.008
/** A pointer that only passes by opens no preview. */
const REST_MS = 120
/** The second document is given back when nobody has looked at it for so long. */
const KEPT_MS = 20_000

interface TimelineTipProps {
  open: OpenPlayer
  /** Under the pointer; undefined while it is elsewhere. */
  timeMs: number | undefined
  shown: TimeWindow
  overview: Overview | undefined
  steps: EventRow[]
}

/** What the page looked like, and what was going on, at the time under the pointer. */
export function TimelineTip({ open, timeMs, shown, overview, steps }: TimelineTipProps) {
  const last = useRef(0)
  if (timeMs !== undefined) last.current = timeMs
  const at = timeMs ?? last.current
  const isKept = useKept(timeMs !== undefined)
  if (!isKept) return null
  const page = overview?.pages[indexAt(overview.pages, at)]
  const reach = (shown.toMs - shown.fromMs) * NEAR
  const near = steps
    .slice(indexAt(steps, at - reach) + 1, indexAt(steps, at + reach) + 1)
    .slice(0, 3)
  // Kept inside the bar: the tip is centred on its place.
  const left = `clamp(calc(var(--tip) / 2 + 8px), ${shareIn(shown, at) * 100}%, calc(100% - var(--tip) / 2 - 8px))`
  return (
    <div
      class={styles.tip}
      style={{ left, visibility: timeMs === undefined ? 'hidden' : 'visible' }}
      aria-hidden="true"
    >
      <Preview open={open} timeMs={timeMs} />
      <div class={styles.tipText}>
        <strong>{formatClock(at, { tenths: true })}</strong>
        {page && ` ${toPath(page.url)}`}
      </div>
      {near.map((row) => (
        <div key={row.id} class={styles.tipText}>
          {row.text}
        </div>
      ))}
    </div>
  )
}

/** The page at that time, in a small document of its own. */
function Preview({ open, timeMs }: { open: OpenPlayer; timeMs: number | undefined }) {
  const box = useRef<HTMLDivElement>(null)
  const peek = useRef<Peek>(undefined)
  const [isReady, setReady] = useState(false)
  const ratio = useComputed(() => {
    const { width, height } = open.state.value.viewport
    return `${Math.max(1, width)} / ${Math.max(1, height)}`
  }).value
  useEffect(() => () => peek.current?.stop(), [])
  useEffect(() => {
    const container = box.current
    if (timeMs === undefined || !container) return
    const look = () => {
      peek.current ??= open.player.peek(container)
      peek.current.show(timeMs).then(
        () => setReady(true),
        () => undefined, // the time and the steps are still there
      )
    }
    if (peek.current) return look()
    const timer = setTimeout(look, REST_MS)
    return () => clearTimeout(timer)
  }, [open, timeMs])
  return (
    <div
      ref={box}
      class={styles.preview}
      data-stage=""
      style={{ aspectRatio: ratio, opacity: isReady ? 1 : 0 }}
    />
  )
}

/** True while wanted and some time longer. */
function useKept(isWanted: boolean): boolean {
  const [isKept, setKept] = useState(false)
  useEffect(() => {
    if (isWanted) {
      setKept(true)
      return
    }
    const timer = setTimeout(() => setKept(false), KEPT_MS)
    return () => clearTimeout(timer)
  }, [isWanted])
  return isKept || isWanted
}
