import { listenEach } from '../../platform/listenEach'
import type { Stoppable } from '../../platform/stoppable'
import type { Scope } from '../scope'

/** Slots that script fills by hand (`slotAssignment: 'manual'`): no attribute says what stands in them. */
export interface SlotTracker extends Stoppable {
  attach(root: ShadowRoot): void
  look(slot: HTMLSlotElement): void
}

export function trackSlots(scope: Scope): SlotTracker {
  const told = new WeakSet<HTMLSlotElement>()

  function look(slot: HTMLSlotElement): void {
    const root = slot.getRootNode()
    if (!(root instanceof ShadowRoot) || root.slotAssignment !== 'manual') return
    const nodes = slot.assignedNodes()
    const id = scope.idOf(slot)
    if (id === 0 || (nodes.length === 0 && !told.has(slot))) return
    told.add(slot)
    const slotted = nodes.map((node) => scope.idOf(node)).filter((each) => each !== 0)
    scope.emit({ kind: 'state', time: scope.now(), id, state: { slotted } })
  }

  const onChange = scope.guard((event: Event) => {
    if (event.target instanceof HTMLSlotElement) look(event.target)
  })
  const changes = listenEach(['slotchange'], onChange, { capture: true, passive: true })
  return {
    look,
    attach(root) {
      if (root.slotAssignment === 'manual') changes.add(root)
    },
    stop: () => changes.stop(),
  }
}
