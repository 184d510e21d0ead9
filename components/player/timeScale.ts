/** Share of the session at a time, 0 to 1. */
export function timeToShare(timeMs: number, durationMs: number): number {
  if (!(durationMs > 0)) return 0
  return Math.min(1, Math.max(0, timeMs / durationMs))
}

/** Time at a horizontal position within a bar. */
export function xToTime(
  x: number,
  bar: { left: number; width: number },
  durationMs: number,
): number {
  if (!(bar.width > 0)) return 0
  return Math.min(1, Math.max(0, (x - bar.left) / bar.width)) * durationMs
}

/** Distances between labels that people can count in. */
const STEPS_MS = [
  100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000,
  900_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000,
]

/** Times to label, at most `most` of them, the end left out where it would touch the last one. */
export function ticks(durationMs: number, most: number): number[] {
  if (!(durationMs > 0) || most < 1) return [0]
  const step = STEPS_MS.find((candidate) => durationMs / candidate <= most) ?? durationMs
  const times: number[] = []
  for (let time = 0; time < durationMs - step / 3; time += step) times.push(time)
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
export function binTimes(times: readonly number[], durationMs: number, bins: number): Bin[] {
  const found = new Map<number, Bin>()
  for (const atMs of times) {
    const share = timeToShare(atMs, durationMs)
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
