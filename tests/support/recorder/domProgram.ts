/**
 * Random programs over the DOM: what they are, and how a page runs them. A step names its nodes by number, which is
 * taken modulo what there is, so that every program can run on every document and shrinks well.
 */
import * as fc from 'fast-check'

export const STEPS = [
  'create',
  'move',
  'moveBefore',
  'remove',
  'restore',
  'changeRemoved',
  'stealFromRemoved',
  'text',
  'split',
  'normalize',
  'attribute',
  'html',
  'clear',
  'shadow',
  'block',
  'token',
  'flag',
  'clone',
  'wrap',
  'unwrap',
  'swap',
  'reverse',
  'abroad',
  'microtask',
  'task',
  'flush',
] as const

export type StepKind = (typeof STEPS)[number]
export type Step = [kind: StepKind, a: number, b: number, c: number]
export type DomProgram = Step[]

/** Programs with every kind of step; ends of a delivery (microtask, task) and of a batch (flush) among them. */
export function domPrograms(maxLength = 40): fc.Arbitrary<DomProgram> {
  const small = fc.nat(60)
  return fc.array(fc.tuple(fc.constantFrom(...STEPS), small, small, small), {
    minLength: 1,
    maxLength,
  })
}

const SNIPPETS = [
  '<p>one<b>two</b>three</p>',
  'just text',
  '<ul><li>a</li><li>b<i>c</i></li><li>d</li></ul>',
  '<svg viewBox="0 0 9 9"><g><path d="M0 0"/></g><foreignObject><p>in svg</p></foreignObject></svg>',
  '<!-- comment --><span></span>',
  '<x-card><em>custom</em></x-card>',
  '<div><div><div><div>deep</div></div></div></div>',
  '<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>',
  '<select><option>a</option><option selected>b</option></select>',
  '<noscript>no</noscript><template><b>t</b></template><script type="x">s</script>',
  '',
]
const TEXTS = ['', ' ', 'a', 'long text with words', 'é \u{1f600}', '</p>', '\n']
const ATTRIBUTES = ['title', 'class', 'data-x', 'aria-label', 'style', '@click', ':bind', 'UPPER']

/** One step after the other, over nodes that earlier ones took away too. */
export interface DomSteps {
  /** A step that is no end of a delivery or batch. May throw what the DOM throws. */
  step(step: Step): void
  /** Everything below a node, shadow trees included. */
  inside(root: Node): Node[]
  /** Shadow root of an element, a closed one of these programs too. */
  rootOf(element: Element): ShadowRoot | null
}

export function runDomStep(): DomSteps {
  const removed: Node[] = []
  const abroad = document.implementation.createHTMLDocument('')
  const closedRoots = new WeakMap<Element, ShadowRoot>()
  const rootOf = (element: Element) => element.shadowRoot ?? closedRoots.get(element) ?? null

  function inside(root: Node): Node[] {
    const nodes: Node[] = []
    const walk = (node: Node) => {
      for (let child = node.firstChild; child; child = child.nextSibling) {
        nodes.push(child)
        walk(child)
      }
      const shadow = node instanceof Element ? rootOf(node) : null
      if (shadow) {
        nodes.push(shadow)
        walk(shadow)
      }
    }
    walk(root)
    return nodes
  }
  const pick = <T>(list: readonly T[], index: number): T | undefined =>
    list.length === 0 ? undefined : list[index % list.length]
  const child = (index: number) =>
    pick(
      inside(document.body).filter((found) => !(found instanceof ShadowRoot)),
      index,
    )
  const element = (index: number) =>
    pick(
      inside(document.body).filter((found) => found instanceof Element),
      index,
    ) as Element | undefined
  const parent = (index: number) =>
    pick(
      [document.body, ...inside(document.body)].filter(
        (found) => found instanceof Element || found instanceof ShadowRoot,
      ),
      index,
    ) ?? document.body
  const text = (index: number) =>
    pick(
      inside(document.body).filter((found) => found instanceof Text),
      index,
    ) as Text | undefined

  function make(index: number): DocumentFragment {
    const template = document.createElement('template')
    template.innerHTML = pick(SNIPPETS, index) ?? ''
    return document.importNode(template.content, true)
  }

  function step([kind, a, b, c]: Step): void {
    switch (kind) {
      case 'create': {
        const at = parent(a)
        at.insertBefore(make(b), pick([...at.childNodes, null], c) ?? null)
        return
      }
      case 'move':
        parent(b).appendChild(child(a) ?? make(c))
        return
      case 'moveBefore': {
        const next = child(b)
        next?.parentNode?.insertBefore(child(a) ?? make(c), next)
        return
      }
      case 'remove': {
        const gone = child(a)
        if (!gone) return
        gone.parentNode?.removeChild(gone)
        removed.push(gone)
        return
      }
      case 'restore': {
        const back = pick(removed, a)
        if (back) parent(b).appendChild(back)
        return
      }
      case 'changeRemoved': {
        const at = pick(removed, a)
        if (at instanceof Element) {
          at.append(make(b))
          at.setAttribute('title', String(c))
        }
        return
      }
      case 'stealFromRemoved': {
        const stolen = pick(removed.flatMap(inside), a)
        if (stolen && !(stolen instanceof ShadowRoot)) parent(b).appendChild(stolen)
        return
      }
      case 'text': {
        const found = text(a)
        if (found) found.data = pick(TEXTS, b) ?? ''
        return
      }
      case 'split': {
        const found = text(a)
        if (found) found.splitText(b % (found.length + 1))
        return
      }
      case 'normalize':
        parent(a).normalize()
        return
      case 'attribute': {
        const name = pick(ATTRIBUTES, b) ?? 'x'
        const found = element(a)
        if (!found) return
        if (c % 4 === 0) found.removeAttribute(name)
        else if (c % 4 === 1)
          found.setAttributeNS('http://www.w3.org/1999/xlink', 'xlink:href', `#${c}`)
        else if (c % 4 === 2 && name.startsWith(':')) found.toggleAttribute('hidden')
        else if (/^[a-z]/i.test(name)) found.setAttribute(name, String(c))
        else {
          const holder = document.createElement('div')
          holder.innerHTML = `<b ${name}="${c}"></b>`
          const odd = holder.firstElementChild?.attributes[0]?.cloneNode() as Attr | undefined
          if (odd) found.setAttributeNode(odd)
        }
        return
      }
      case 'html': {
        const at = element(a)
        if (at) at.innerHTML = pick(SNIPPETS, b) ?? ''
        return
      }
      case 'clear':
        ;(parent(a) as Element).replaceChildren(...(c % 2 === 0 ? [] : [make(b)]))
        return
      case 'shadow': {
        const host = document.createElement(c % 2 === 0 ? 'div' : 'x-host')
        const root = host.attachShadow({ mode: c % 3 === 0 ? 'closed' : 'open' })
        closedRoots.set(host, root)
        root.append(make(b))
        host.append(make(c))
        parent(a).appendChild(host)
        return
      }
      case 'block': {
        const at = element(a)
        if (at?.hasAttribute('data-recount')) at.removeAttribute('data-recount')
        else at?.setAttribute('data-recount', 'block')
        return
      }
      case 'token': {
        const at = element(a)
        const token = pick(['mask', 'allow', 'ignore', 'block'], b)
        if (c % 3 === 0) at?.removeAttribute('data-recount')
        else at?.setAttribute('data-recount', token ?? 'mask')
        return
      }
      case 'flag':
        element(a)?.classList.toggle(pick(['private', 'flag', 'other'], b) ?? 'other')
        return
      case 'clone': {
        const found = child(a)
        if (found) parent(b).appendChild(found.cloneNode(true))
        return
      }
      case 'wrap': {
        const found = child(a)
        if (!found) return
        const wrapper = document.createElement('section')
        found.parentNode?.insertBefore(wrapper, found)
        wrapper.appendChild(found)
        return
      }
      case 'unwrap': {
        const found = element(a)
        found?.replaceWith(...found.childNodes)
        return
      }
      case 'swap': {
        const found = element(a)
        const inner = found?.firstElementChild
        if (!found || !inner) return
        found.replaceWith(inner)
        inner.append(found)
        return
      }
      case 'reverse': {
        const at = parent(a)
        for (const found of [...at.childNodes].reverse()) at.appendChild(found)
        return
      }
      case 'abroad': {
        const found = child(a)
        if (!found) return
        abroad.body.appendChild(found)
        if (c % 2 === 0) parent(b).appendChild(found)
        else removed.push(found)
        return
      }
      default:
    }
  }

  return { step, inside, rootOf }
}

/** Runs in the page. `flush` is what a step of that name does. */
export async function runDomProgram(program: DomProgram, flush: () => void): Promise<void> {
  const { step, inside } = runDomStep()

  function attempt(each: Step): void {
    try {
      step(each)
    } catch (error) {
      // A node moved into itself and the like: the DOM refuses, which is fine.
      if (!(error instanceof DOMException)) throw error
    }
  }

  for (const each of program) {
    // Only these two end a delivery of mutation records.
    if (each[0] === 'microtask') await Promise.resolve()
    else if (each[0] === 'task') await new Promise((done) => setTimeout(done))
    else if (each[0] === 'flush') flush()
    else attempt(each)
    if (inside(document.body).length > 2000) document.body.replaceChildren()
  }
}
