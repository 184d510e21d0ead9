import { delayedTask, type Task } from '../platform/schedule'
import type { Scope } from './scope'

/**
 * Runs `delayMs` after the first request, or some such delays later: when all of the tree is written. To ask for the rest
 * at once would make one long task of the first walk, which goes in slices.
 */
export function whenSettled(
  scope: Pick<Scope, 'guard' | 'settled'>,
  run: () => void,
  delayMs: number,
): Task {
  const task = delayedTask(
    scope.guard(() => {
      if (scope.settled()) run()
      else task.request()
    }),
    delayMs,
  )
  return task
}
