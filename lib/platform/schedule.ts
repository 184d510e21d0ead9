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
