import { plain } from '../platform/reads'

/** Makes the overlay's elements without a template: the page's Content-Security-Policy may demand Trusted Types. */
export function maker(document: Document) {
  return <Tag extends keyof HTMLElementTagNameMap>(
    tag: Tag,
    options: { class?: string; text?: string; attributes?: Record<string, string> } = {},
    ...children: (Node | string)[]
  ): HTMLElementTagNameMap[Tag] => {
    const element = document.createElement(tag)
    if (options.class) element.className = options.class
    for (const [name, value] of Object.entries(options.attributes ?? {}))
      element.setAttribute(name, value)
    if (options.text !== undefined) element.textContent = options.text
    element.append(...children)
    return element
  }
}

export type Make = ReturnType<typeof maker>

/** `<p#total.price>`: enough to know an element again. */
export function nameOf(element: Element): string {
  const { id, classList, localName } = plain(element)
  const names = [...classList].slice(0, 2).map((name) => `.${name}`)
  return `<${localName}${id && `#${id}`}${names.join('')}>`
}
