import type { Overview } from '../../lib/player/player'
import { cx } from '../ui/cx'
import type { EventRow } from './eventRows'
import { holesOf } from './holesOf'
import type { Skip } from './skips'
import styles from './Timeline.module.css'
import { activityPath, binTimes } from './timeScale'
import { shareIn, type TimeWindow } from './timeWindow'

/** More marks than this cannot be told apart on any screen. */
const BINS = 240
const percent = (share: number) => `${share * 100}%`

interface TimelineMarksProps {
  overview: Overview
  steps: EventRow[]
  shown: TimeWindow
  skip: Skip
}

/** Activity, stillness, gaps, pages, actions, errors and notes. For the eye: the panes say the same in words. */
export function TimelineMarks({ overview, steps, shown, skip }: TimelineMarksProps) {
  const times = (tone: (tone: string) => boolean) =>
    binTimes(
      steps.filter((row) => tone(row.tone)).map((row) => row.atMs),
      shown,
      BINS,
    )
  const { values, stepMs } = overview.activity
  const share = (ms: number) => Math.min(1, Math.max(0, shareIn(shown, ms)))
  const isInside = (ms: number) => ms >= shown.fromMs && ms <= shown.toMs
  const overlaps = (from: number, to: number) => to >= shown.fromMs && from <= shown.toMs
  const placed = (from: number, to: number) => ({
    left: percent(share(from)),
    width: percent(share(to) - share(from)),
  })
  return (
    <div aria-hidden="true" style="position: absolute; inset: 0; pointer-events: none">
      <div style="position: absolute; inset: 0 0 8px">
        {overview.pauses
          .filter(({ fromMs, toMs }) => toMs - fromMs >= skip.afterMs && overlaps(fromMs, toMs))
          .map(({ fromMs, toMs }) => (
            <div
              key={fromMs}
              class={cx(styles.inactive, skip.isOn && styles.skipped)}
              style={placed(fromMs, toMs)}
            />
          ))}
        <svg
          aria-hidden="true"
          class={styles.activity}
          viewBox={`${shown.fromMs / stepMs} 0 ${Math.max(0.001, (shown.toMs - shown.fromMs) / stepMs)} 1`}
          preserveAspectRatio="none"
        >
          <path d={activityPath(values)} />
        </svg>
        {holesOf(overview)
          .filter(({ fromMs, toMs }) => overlaps(fromMs, toMs))
          .map(({ fromMs, toMs }, index) => (
            <div key={index} class={styles.gap} style={placed(fromMs, toMs)} />
          ))}
      </div>
      {overview.pages
        .filter(({ atMs }) => isInside(atMs))
        .map(({ atMs }) => (
          <div key={atMs} class={styles.page} style={{ left: percent(share(atMs)) }} />
        ))}
      {times((tone) => tone === 'normal').map((bin) => (
        <div key={bin.atMs} class={styles.mark} style={{ left: percent(bin.share) }} />
      ))}
      {times((tone) => tone === 'warn').map((bin) => (
        <div
          key={bin.atMs}
          class={cx(styles.mark, styles.signal)}
          style={{ left: percent(bin.share) }}
        />
      ))}
      {times((tone) => tone === 'danger').map((bin) => (
        <div
          key={bin.atMs}
          class={cx(styles.mark, styles.error)}
          style={{ left: percent(bin.share) }}
        />
      ))}
      {times((tone) => tone === 'mark').map((bin) => (
        <div
          key={bin.atMs}
          class={cx(styles.mark, styles.note)}
          style={{ left: percent(bin.share) }}
        />
      ))}
    </div>
  )
}
