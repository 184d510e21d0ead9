import type { Stoppable } from './stoppable'

/** A piece of work that waits for its turn. Asking twice before it ran is the same as asking once. */
export interface Task extends Stoppable {
  request(): void
  cancel(): void
  readonly pending: boolean
}

/** Runs when the page is idle, at the latest `capMs` after the first request. */
export function idleTask(run: () => void, capMs: number): Task {
  let handle: number | undefined
  const fire = () => {
    handle = undefined
    run()
  }
  const hasIdle = typeof requestIdleCallback === 'function'
  const cancel = () => {
    if (handle === undefined) return
    if (hasIdle) cancelIdleCallback(handle)
    else clearTimeout(handle)
    handle = undefined
  }
  return {
    get pending() {
      return handle !== undefined
    },
    request() {
      if (handle !== undefined) return
      handle = hasIdle
        ? requestIdleCallback(fire, { timeout: capMs })
        : Number(setTimeout(fire, capMs))
    },
    cancel,
    stop: cancel,
  }
}

export interface PacedTask extends Task {
  /** As soon as the page is idle, whatever the pace. */
  requestNow(): void
  /** The work took so long, wherever it was called from. */
  took(durationMs: number): void
}

/**
 * Runs when the page is idle, at the latest `capMs` after the first request, and so seldom that it takes no more than
 * `share` of the time, as far as the cap lets it.
 */
export function pacedTask(run: () => void, pace: { capMs: number; share: number }): PacedTask {
  const soon = idleTask(run, pace.capMs)
  const late = idleTask(run, pace.capMs / 4)
  let earliest = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const cancel = () => {
    clearTimeout(timer)
    timer = undefined
    soon.cancel()
    late.cancel()
  }
  const isPending = () => timer !== undefined || soon.pending || late.pending
  return {
    get pending() {
      return isPending()
    },
    request() {
      if (isPending()) return
      const delayMs = earliest - performance.now()
      if (delayMs <= MIN_DELAY_MS) return soon.request()
      timer = setTimeout(() => {
        timer = undefined
        late.request()
      }, delayMs)
    },
    requestNow() {
      if (soon.pending || late.pending) return
      clearTimeout(timer)
      timer = undefined
      soon.request()
    },
    took(durationMs) {
      const waitMs = Math.min(durationMs / pace.share, pace.capMs * 0.75)
      earliest = performance.now() + waitMs
    },
    cancel,
    stop: cancel,
  }
}

/** A shorter wait is not worth a timer. */
const MIN_DELAY_MS = 4

/** Runs `delayMs` after the first request. No timer exists while nothing is requested. */
export function delayedTask(run: () => void, delayMs: number): Task {
  let handle: ReturnType<typeof setTimeout> | undefined
  const cancel = () => {
    if (handle !== undefined) clearTimeout(handle)
    handle = undefined
  }
  return {
    get pending() {
      return handle !== undefined
    },
    request() {
      handle ??= setTimeout(() => {
        handle = undefined
        run()
      }, delayMs)
    },
    cancel,
    stop: cancel,
  }
}
