import type { Overview } from '../../lib/player/player'
import { toPath } from '../format/address'
import { formatClock } from '../format/clock'
import type { EventRow } from './eventRows'
import styles from './Timeline.module.css'
import { indexAt, timeToShare } from './timeScale'

/** A step is named when the pointer is within this share of the bar of it. */
const NEAR = 0.008

interface TimelineTipProps {
  timeMs: number
  durationMs: number
  overview: Overview | undefined
  steps: EventRow[]
}

/** What was going on at the time under the pointer. */
export function TimelineTip({ timeMs, durationMs, overview, steps }: TimelineTipProps) {
  const share = timeToShare(timeMs, durationMs)
  const page = overview?.pages[indexAt(overview.pages, timeMs)]
  const reach = durationMs * NEAR
  const near = steps
    .slice(indexAt(steps, timeMs - reach) + 1, indexAt(steps, timeMs + reach) + 1)
    .slice(0, 4)
  // Kept inside the bar: the tip is centred on its place.
  const left = Math.min(0.9, Math.max(0.1, share))
  return (
    <div class={styles.tip} style={{ left: `${left * 100}%` }} aria-hidden="true">
      <div>
        {formatClock(timeMs, { tenths: true })}
        {page && ` · ${toPath(page.url)}`}
      </div>
      {near.map((row) => (
        <div key={row.id}>{row.text}</div>
      ))}
    </div>
  )
}
