import { shareIn, type TimeWindow } from './timeWindow'

/** Share of a bar at a horizontal position within it, 0 to 1. */
export function xToShare(x: number, bar: { left: number; width: number }): number {
  if (!(bar.width > 0)) return 0
  return Math.min(1, Math.max(0, (x - bar.left) / bar.width))
}

/** Distances between labels that people can count in. */
const STEPS_MS = [
  100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000,
  900_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000,
]

/** Times to label, at most `most` of them, the end left out where it would touch the last one. */
export function ticks(shown: TimeWindow, most: number): number[] {
  const length = shown.toMs - shown.fromMs
  if (!(length > 0) || most < 1) return [shown.fromMs]
  const step = STEPS_MS.find((candidate) => length / candidate <= most) ?? length
  const times: number[] = []
  const first = Math.ceil(shown.fromMs / step) * step
  for (let time = first; time < shown.toMs - step / 3; time += step) times.push(time)
  return times
}

export interface Bin {
  /** 0 to 1. */
  share: number
  /** Time of the first thing in it. */
  atMs: number
  count: number
}

/** Joins times that would be drawn on top of each other; keeps the number of drawn marks bounded. */
export function binTimes(times: readonly number[], shown: TimeWindow, bins: number): Bin[] {
  const found = new Map<number, Bin>()
  for (const atMs of times) {
    const share = shareIn(shown, atMs)
    if (share < 0 || share > 1) continue
    const index = Math.min(bins - 1, Math.floor(share * bins))
    const bin = found.get(index)
    if (!bin) found.set(index, { share, atMs, count: 1 })
    else {
      bin.count += 1
      if (atMs < bin.atMs) Object.assign(bin, { atMs, share })
    }
  }
  return [...found.values()].sort((a, b) => a.atMs - b.atMs)
}

/** Activity as the outline of a filled shape in a box of 0..values.length by 0..1, y downwards. */
export function activityPath(values: readonly number[]): string {
  const bars = values.map((value, index) => {
    const y = round(1 - Math.min(1, Math.max(0, value)))
    return `L${index} ${y}L${index + 1} ${y}`
  })
  return `M0 1${bars.join('')}L${values.length} 1Z`
}

/** Index of the last item at or before the time, -1 when all are later. Items are in order of time. */
export function indexAt(items: readonly { atMs: number }[], timeMs: number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((items[middle]?.atMs ?? 0) <= timeMs) low = middle + 1
    else high = middle
  }
  return low - 1
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
