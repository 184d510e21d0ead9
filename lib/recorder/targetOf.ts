/** Where an event happened, inside open shadow trees too. To ask for the whole path makes an object of each node on it. */
export function targetOf(event: Event): EventTarget | null {
  const { target } = event
  return target instanceof Element && target.shadowRoot !== null
    ? (event.composedPath()[0] ?? null)
    : target
}
