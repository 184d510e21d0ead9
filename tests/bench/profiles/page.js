/** Runs in the page before any recorder: shadow roots, and what happens after the recorder has begun. */
{
  for (const host of document.querySelectorAll('[data-shadow]')) {
    const root = host.attachShadow({ mode: 'open' })
    root.append(...host.childNodes)
  }

  const find = (number) => {
    for (const root of [
      document,
      ...[...document.querySelectorAll('[data-shadow]')].map((e) => e.shadowRoot),
    ]) {
      const found = root.querySelector(`#n${number}`)
      if (found) return found
    }
    return undefined
  }

  globalThis.__find = find
  globalThis.__act = (canaries) => {
    for (const [number, { kind, secret }] of canaries.entries()) {
      const element = find(number)
      if (!element) continue
      if (kind === 'typed') {
        element.focus()
        const prototype = element.localName === 'textarea' ? HTMLTextAreaElement : HTMLInputElement
        Object.getOwnPropertyDescriptor(prototype.prototype, 'value').set.call(element, secret)
        element.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
        element.dispatchEvent(new Event('change', { bubbles: true }))
        element.blur()
      } else if (kind === 'later') element.append(document.createTextNode(secret))
      else if (kind.startsWith('later ')) element.setAttribute(kind.slice(6), secret)
    }
  }
}
