import type { Stoppable } from './stoppable'

export interface ListenEach extends Stoppable {
  /** Once per target, however often it is added. Does not keep the target alive. */
  add(target: EventTarget): void
}

/** One listener on many targets that come and go. */
export function listenEach(
  types: readonly string[],
  listener: (event: Event) => void,
  options: AddEventListenerOptions = {},
): ListenEach {
  const known = new WeakSet<EventTarget>()
  let targets: WeakRef<EventTarget>[] = []
  let sweepAt = FIRST_SWEEP
  return {
    add(target) {
      // Adding the same listener again is silent, and needed where `document.open` took it away.
      for (const type of types) target.addEventListener(type, listener, options)
      if (known.has(target)) return
      known.add(target)
      targets.push(new WeakRef(target))
      if (targets.length < sweepAt) return
      targets = targets.filter((reference) => reference.deref() !== undefined)
      sweepAt = Math.max(FIRST_SWEEP, targets.length * 2)
    },
    stop() {
      for (const reference of targets) {
        const target = reference.deref()
        for (const type of types) target?.removeEventListener(type, listener, options)
      }
      targets = []
    },
  }
}

/** References to targets that are gone are dropped when there are this many, and again when they have doubled. */
const FIRST_SWEEP = 100
