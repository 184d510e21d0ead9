import type { Milliseconds } from '../format/events'
import type { Scope } from './scope'

/** On the stream's clock: a moment by `performance.now()`, such as an event's `timeStamp`. Never later than now. */
export function timeOf(scope: Pick<Scope, 'now'>, atMs: number): Milliseconds {
  const ago = Math.max(0, performance.now() - atMs)
  return Math.max(0, Math.round(scope.now() - ago))
}
