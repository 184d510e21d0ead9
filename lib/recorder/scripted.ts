import type { NodeIds } from './nodeIds'

/** What scripts do as if a person did it: told with the next batch, for they may do it a thousand times before. */
export interface Scripted {
  add(target: Node, tell: () => void): void
  /** Before a batch is written: what happened to nodes of the recorded tree, which the batch may take out of it. */
  tellKnown(): void
  /** After it: what happened to nodes that came with it. */
  tellRest(): void
}

/** `soon`: somebody has to write a batch. */
export function createScripted(ids: () => NodeIds, soon: () => void): Scripted {
  let waiting: { target: Node; tell: () => void }[] = []
  return {
    add(target, tell) {
      waiting.push({ target, tell })
      soon()
    },
    tellKnown() {
      const taken = waiting
      waiting = []
      // In their order: a click on something new keeps those after it waiting as well.
      let next = 0
      for (; next < taken.length; next++) {
        const each = taken[next]
        if (each === undefined || ids().id(each.target) === 0) break
        each.tell()
      }
      waiting.unshift(...taken.slice(next))
    },
    tellRest() {
      const taken = waiting
      waiting = []
      for (const { tell } of taken) tell()
    },
  }
}
