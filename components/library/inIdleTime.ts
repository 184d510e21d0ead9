import { createLogger } from '../../lib/platform/logger'
import { idleTask } from '../../lib/platform/schedule'
import type { Stoppable } from '../../lib/platform/stoppable'

const log = createLogger('library')

/** Work of the library waits at most so long for an idle moment. */
const IDLE_CAP_MS = 2000

export interface IdleQueue<Item> extends Stoppable {
  /** What is to be done, the most wanted first; replaces what was there. */
  set(items: readonly Item[]): void
  /** So long nothing is begun after something was done. */
  pace(pauseMs: number): void
}

/** While something is being recorded: what the library reads must not be felt there. */
export const PACE_WHILE_RECORDING_MS = 3000

/** Works off a list one after the other, each when the page is idle and in sight. */
export function inIdleTime<Item>(work: (item: Item) => Promise<void>): IdleQueue<Item> {
  let items: readonly Item[] = []
  let pauseMs = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let isWorking = false
  let isOver = false

  const next = () => {
    if (isOver || isWorking || document.visibilityState === 'hidden') return
    const [item, ...rest] = items
    if (item === undefined) return
    items = rest
    isWorking = true
    work(item)
      .catch((error: unknown) => log.error(error))
      .finally(() => {
        isWorking = false
        clearTimeout(timer)
        timer = setTimeout(go, pauseMs)
      })
  }
  const task = idleTask(next, IDLE_CAP_MS)
  const go = () => {
    if (!isOver && !isWorking && items.length > 0) task.request()
  }
  document.addEventListener('visibilitychange', go)
  return {
    set(wanted) {
      items = wanted
      go()
    },
    pace(ms) {
      pauseMs = ms
    },
    stop() {
      isOver = true
      clearTimeout(timer)
      task.stop()
      document.removeEventListener('visibilitychange', go)
    },
  }
}
