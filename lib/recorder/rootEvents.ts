import { type ListenEach, listenEach } from '../platform/listenEach'
import type { Stoppable } from '../platform/stoppable'

/** Events that do not leave a shadow tree, so that each root is listened to: once, whoever wants to hear of them. */
export interface RootEvents extends Stoppable {
  /** Before the first root is added. */
  on(types: readonly string[], listener: (event: Event) => void): void
  add(root: Document | ShadowRoot): void
}

export function createRootEvents(): RootEvents {
  const listeners = new Map<string, ((event: Event) => void)[]>()
  let roots: ListenEach | undefined
  const hear = (event: Event) => {
    for (const listener of listeners.get(event.type) ?? []) listener(event)
  }
  return {
    on(types, listener) {
      for (const type of types) listeners.set(type, [...(listeners.get(type) ?? []), listener])
    },
    add(root) {
      roots ??= listenEach([...listeners.keys()], hear, { capture: true, passive: true })
      roots.add(root)
    },
    stop: () => roots?.stop(),
  }
}
