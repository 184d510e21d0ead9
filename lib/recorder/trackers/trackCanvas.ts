import { listenEach } from '../../platform/listenEach'
import { delayedTask } from '../../platform/schedule'
import type { Stoppable } from '../../platform/stoppable'
import { keepPixels, type Pictured, sizeOf } from '../pixels'
import type { Scope } from '../scope'

/** Charts change seldom; games are shown as a slow series of pictures, and the page does not feel it. */
const SAMPLE_INTERVAL_MS = 1000
/** A new canvas is looked at sooner: what it shows was drawn with the page around it. */
const FIRST_LOOK_MS = 100
/** A canvas that did not change is looked at ever more seldom. */
const MAX_INTERVAL_MS = 8000
/** Of all canvases of a document together, as encoded: a game of 1280 x 720 takes about a third of it. */
const MAX_CHARS_PER_MINUTE = 10_000_000
const MINUTE_MS = 60_000

export interface CanvasTracker extends Stoppable {
  /** A canvas or video of the recorded tree. */
  add(canvas: Sampleable): void
  /** A new snapshot shows none of what was told. */
  reset(): void
}

type Sampleable = Exclude<Pictured, HTMLImageElement>

interface Sampled {
  canvas: WeakRef<Sampleable>
  key: string | undefined
  nextAt: number
  intervalMs: number
  /** Which drawing it was, where the page's world tells of them. */
  count: number | undefined
}

/**
 * What canvases and videos show, while the page is on show. Only where the person asked for it and pictures may be kept. Nothing
 * runs where there is no canvas.
 */
export function trackCanvas(scope: Scope): CanvasTracker {
  const known = new WeakSet<Sampleable>()
  let samples: Sampled[] = []
  let isBusy = false
  let spentChars = 0
  /** Start of the minute that `spentChars` is of. */
  let minuteAt = 0
  /** Until then nothing is looked at, for the minute's share is spent. */
  let restUntil = 0

  const atNextFrame = scope.guard(() => {
    // Right after the page has drawn: a WebGL canvas is empty at any other time.
    if (scope.document.visibilityState === 'visible') requestAnimationFrame(onFrame)
  })
  const timer = delayedTask(atNextFrame, SAMPLE_INTERVAL_MS)
  const first = delayedTask(atNextFrame, FIRST_LOOK_MS)
  const onFrame = scope.guard(() => {
    if (!isBusy) sample().catch(() => {})
  })
  const shown = listenEach(['visibilitychange'], () => {
    if (samples.length > 0) timer.request()
  })
  shown.add(scope.document)

  async function sample(): Promise<void> {
    const now = performance.now()
    if (now < restUntil) {
      timer.request()
      return
    }
    isBusy = true
    samples = samples.filter(({ canvas }) => canvas.deref() !== undefined)
    // All are read in this frame; the encoding is awaited one after the other.
    const due = samples.filter((each) => isDue(each, now))
    await Promise.all(due.map((each) => sampleOne(each, now)))
    isBusy = false
    if (samples.length > 0) timer.request()
  }

  function isDue({ canvas, nextAt, count }: Sampled, now: number): boolean {
    const drawn = countOf(canvas.deref())
    return drawn === undefined ? nextAt <= now : drawn !== count
  }

  function countOf(canvas: Sampleable | undefined): number | undefined {
    return canvas && scope.drawings?.of(canvas)?.count
  }

  function spend(chars: number, now: number): void {
    if (now - minuteAt >= MINUTE_MS) {
      minuteAt = now
      spentChars = 0
    }
    spentChars += chars
    if (spentChars < MAX_CHARS_PER_MINUTE || restUntil > now) return
    restUntil = minuteAt + MINUTE_MS
    const durationMs = Math.round(restUntil - now)
    scope.emit({ kind: 'gap', time: scope.now(), reason: 'too-many-pictures', durationMs })
  }

  async function sampleOne(each: Sampled, now: number): Promise<void> {
    const canvas = each.canvas.deref()
    if (!canvas?.isConnected) return
    each.count = countOf(canvas)
    const kept = await keepPixels(scope, canvas, 'canvas')
    const id = scope.idOf(canvas)
    const isSame = kept === undefined || kept.key === each.key
    if (sizeOf(canvas).width === 0) return // a video that has not begun
    each.intervalMs = isSame ? Math.min(each.intervalMs * 2, MAX_INTERVAL_MS) : SAMPLE_INTERVAL_MS
    each.nextAt = now + each.intervalMs
    if (isSame || id === 0) return
    each.key = kept.key
    scope.emit({ kind: 'canvas', time: scope.now(), id, image: kept.key })
    spend(kept.base64.length, now)
  }

  return {
    add(canvas) {
      // Below the open level a canvas could show what was typed, and nothing can mask pixels.
      if (!scope.capture.canvas || scope.masker.policy.level !== 'allow' || known.has(canvas))
        return
      known.add(canvas)
      samples.push({
        canvas: new WeakRef(canvas),
        key: undefined,
        nextAt: 0,
        intervalMs: SAMPLE_INTERVAL_MS,
        count: undefined,
      })
      first.request()
    },
    reset() {
      for (const each of samples)
        Object.assign(each, { key: undefined, nextAt: 0, count: undefined })
      if (samples.length > 0) first.request()
    },
    stop() {
      samples = []
      timer.stop()
      first.stop()
      shown.stop()
    },
  }
}
