import { stopAll } from '../platform/stoppable'
import type { Probe } from './probe'

/** Shadow roots attached after their host was recorded, and names that custom elements get. */
export const probeShadow: Probe = ({ natives, patcher, outbox }) => {
  const { Element, CustomElementRegistry } = natives.world
  return () => {
    const patches = [
      patcher.after(Element.prototype, 'attachShadow', (self) =>
        outbox.touch('shadow', self as EventTarget),
      ),
      patcher.after(CustomElementRegistry.prototype, 'define', (_self, args) => {
        if (typeof args[0] !== 'string' || outbox.isFull('defined')) return
        outbox.say('defined', `"name":${natives.quote(natives.slice(args[0], 0, 200))}`)
      }),
    ]
    return { stop: () => stopAll(patches) }
  }
}
