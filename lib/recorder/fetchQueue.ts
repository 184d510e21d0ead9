import { delayedTask } from '../platform/schedule'
import type { Stoppable } from '../platform/stoppable'
import type { WantedResource } from './resources'

/** Addresses wait so long for company before the worker is asked to fetch them. */
const FETCH_DELAY_MS = 300
const FETCH_BATCH = 100

export interface FetchQueue extends Stoppable {
  add(resource: WantedResource): void
  /** Asks now for what waits. */
  now(): void
}

/** What a stream wants fetched, handed over in batches. */
export function createFetchQueue(ask: (items: WantedResource[]) => void): FetchQueue {
  let wanted: WantedResource[] = []
  const later = delayedTask(now, FETCH_DELAY_MS)

  function now(): void {
    later.cancel()
    for (let from = 0; from < wanted.length; from += FETCH_BATCH)
      ask(wanted.slice(from, from + FETCH_BATCH))
    wanted = []
  }

  return {
    add(resource) {
      wanted.push(resource)
      later.request()
    },
    now,
    stop: later.stop,
  }
}
