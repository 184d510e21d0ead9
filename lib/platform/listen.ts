import type { Stoppable } from './stoppable'

/** Listens to one or more event types until stopped. */
export function listen(
  target: EventTarget,
  types: string | readonly string[],
  listener: (event: Event) => void,
  options: AddEventListenerOptions = {},
): Stoppable {
  const list = typeof types === 'string' ? [types] : types
  for (const type of list) target.addEventListener(type, listener, options)
  return {
    stop() {
      for (const type of list) target.removeEventListener(type, listener, options)
    },
  }
}
