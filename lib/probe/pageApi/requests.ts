import { PAGE_REQUEST_EVENT, type PageAsk } from '../../messages/pageBridgeRequest'

/** Tells the recorder what the page asked for. However often it asks in one task, the last word is told once. */
export type Ask = (patch: PageAsk) => void

export function createRequests(world: Window & typeof globalThis): { ask: Ask; last(): PageAsk } {
  // Kept before the page can put its own in their place.
  const { document, CustomEvent } = world
  const { stringify } = world.JSON
  const dispatch = world.EventTarget.prototype.dispatchEvent
  const { apply } = world.Reflect
  const later = world.queueMicrotask.bind(world)
  let last: PageAsk = { recording: 'hold' }
  let isDue = false

  function tell(): void {
    isDue = false
    const { end: _end, ...rest } = last
    const event = new CustomEvent(PAGE_REQUEST_EVENT, { detail: stringify(last) })
    last = rest
    apply(dispatch, document, [event])
  }

  return {
    ask(patch) {
      last = { ...last, ...patch }
      if (isDue) return
      isDue = true
      later(tell)
    },
    last: () => last,
  }
}
