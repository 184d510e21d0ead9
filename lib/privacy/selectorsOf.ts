/** Ways to name an element in a rule, narrow to broad. All hold within the element's own tree. */
export interface ElementSelectors {
  /** Finds the element and nothing else, as the page is now. */
  element: string
  /** Find it and those like it: by test id, name, classes, kind. */
  similar: string[]
}

/**
 * How a rule can name an element. Self-contained on purpose: DevTools evaluates its source in the inspected page, with
 * the element of the Elements panel, so it may use nothing from outside itself.
 */
export function selectorsOf(element: Element): ElementSelectors {
  // What frameworks and people toggle on and off: a rule on it would come and go.
  const fleeting =
    /^(?:is-|has-|js-)|active|hover|focus|open|selected|visible|hidden|disabled|loading|[0-9a-f]{8}|\d{3}/i
  // A form answers `parentElement` with its field of that name.
  const { prototype } = Element
  const read = <Name extends 'localName' | 'parentElement' | 'children' | 'classList'>(
    of: Element,
    name: Name,
  ) => Reflect.get(prototype, name, of) as Element[Name]
  const attribute = (of: Element, name: string) => prototype.getAttribute.call(of, name)
  const tree = prototype.getRootNode.call(element) as Document | ShadowRoot
  const count = (selector: string) => {
    try {
      return tree.querySelectorAll(selector).length
    } catch {
      return 0
    }
  }
  const quote = (value: string) => `"${value.replace(/["\\\n]/g, '\\$&')}"`
  const tag = CSS.escape(read(element, 'localName'))
  const parts: string[] = []
  for (let at: Element | null = element; at; at = read(at, 'parentElement')) {
    const id = attribute(at, 'id')
    const same: Element[] = []
    const kind = read(at, 'localName')
    const parent = read(at, 'parentElement')
    for (const other of parent ? read(parent, 'children') : [])
      if (read(other, 'localName') === kind) same.push(other)
    const name = CSS.escape(kind)
    if (id) parts.unshift(`#${CSS.escape(id)}`)
    else parts.unshift(same.length > 1 ? `${name}:nth-of-type(${same.indexOf(at) + 1})` : name)
    if (count(parts.join(' > ')) === 1) break
  }
  const own = parts.join(' > ')
  const similar: string[] = []
  const offer = (selector: string) => {
    if (selector !== own && !similar.includes(selector) && count(selector) > 0)
      similar.push(selector)
  }
  for (const name of ['data-testid', 'data-test', 'data-qa', 'data-cy']) {
    const value = attribute(element, name)
    if (value) offer(`[${name}=${quote(value)}]`)
  }
  const given = attribute(element, 'name')
  if (given) offer(`${tag}[name=${quote(given)}]`)
  const classes: string[] = []
  for (const name of read(element, 'classList'))
    if (!fleeting.test(name)) classes.push(CSS.escape(name))
  if (classes.length > 1) offer(`${tag}.${classes.slice(0, 3).join('.')}`)
  for (const name of classes.slice(0, 3)) offer(`.${name}`)
  const type = attribute(element, 'type')
  if (type) offer(`${tag}[type=${quote(type)}]`)
  offer(tag)
  return { element: own, similar: similar.slice(0, 6) }
}
