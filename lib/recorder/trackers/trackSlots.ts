import type { ElementState } from '../../format/tree'
import { listenEach } from '../../platform/listenEach'
import type { Stoppable } from '../../platform/stoppable'
import type { Scope } from '../scope'

/** Slots that script fills by hand (`slotAssignment: 'manual'`): no attribute says what stands in them. */
export interface SlotTracker extends Stoppable {
  attach(root: ShadowRoot): void
  look(slot: HTMLSlotElement): void
}

export function trackSlots(scope: Scope): SlotTracker {
  const told = new WeakMap<HTMLSlotElement, Element[]>()

  function look(slot: HTMLSlotElement): void {
    const root = slot.getRootNode()
    const id = scope.idOf(slot)
    if (id === 0 || !(root instanceof ShadowRoot) || root.slotAssignment !== 'manual') return
    state(slot, { byHand: true })
    // Bare texts cannot be named: the replay shows none in such a slot.
    const now = slot.assignedElements()
    for (const element of told.get(slot) ?? []) {
      if (element.assignedSlot === null) state(element, { slot: null })
    }
    for (const element of now) state(element, { slot: id })
    told.set(slot, now)
  }

  function state(
    element: Element,
    change: { [Member in keyof ElementState]?: ElementState[Member] | null },
  ): void {
    const id = scope.idOf(element)
    if (id !== 0) scope.emit({ kind: 'state', time: scope.now(), id, state: change })
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
