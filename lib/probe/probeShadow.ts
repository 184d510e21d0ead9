import type { Probe } from './probe'

/**
 * Shadow roots that are attached after their host was recorded. A host outside the document is written when it comes in,
 * its root with it: most components attach in their constructor, and naming each would cost more than it tells.
 */
export const probeShadow: Probe = ({ natives, patcher, outbox }) => {
  const { Element, Node } = natives.world
  const isConnected = natives.getter(Node.prototype, 'isConnected')
  return () =>
    patcher.after(Element.prototype, 'attachShadow', (self) => {
      if (isConnected(self) === true) outbox.touch('shadow', self as EventTarget)
    })
}
