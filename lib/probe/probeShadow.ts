import type { Probe } from './probe'

/** Shadow roots that are attached after their host was recorded. */
export const probeShadow: Probe = ({ natives, patcher, outbox }) => {
  const { Element } = natives.world
  return () =>
    patcher.after(Element.prototype, 'attachShadow', (self) =>
      outbox.touch('shadow', self as EventTarget),
    )
}
