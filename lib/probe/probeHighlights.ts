import { stopAll } from '../platform/stoppable'
import type { Probe } from './probe'

/** Custom highlights (`CSS.highlights`): only that they changed is said; the recorder sees the same registry and reads it. */
export const probeHighlights: Probe = ({ natives, patcher, outbox }) => {
  const { Highlight, HighlightRegistry } = natives.world
  let isChanged = false
  const changed = () => {
    isChanged = true
    outbox.wake()
  }
  outbox.addSource(() => {
    const text = isChanged ? '{"kind":"highlights"}' : ''
    isChanged = false
    return text
  })
  return () => {
    // Absent in browsers without them.
    const registry = HighlightRegistry?.prototype
    const highlight = Highlight?.prototype
    const patches = [
      patcher.after(registry, 'set', changed),
      patcher.after(registry, 'delete', changed),
      patcher.after(registry, 'clear', changed),
      patcher.after(highlight, 'add', changed),
      patcher.after(highlight, 'delete', changed),
      patcher.after(highlight, 'clear', changed),
      patcher.afterSet(highlight, 'priority', changed),
    ]
    return { stop: () => stopAll(patches) }
  }
}
