/**
 * What a document shows, in a form that can be compared: the live page at one moment against the replay at the same
 * moment. Everything that replay changes on purpose (scripts, addresses of resources) is left out on both sides.
 */
import type { Frame, Page } from '@playwright/test'

export interface ElementView {
  tag: string
  attributes: Record<string, string>
  /** Live state that no attribute holds: value, checked, selected, open, scroll. */
  state: Record<string, string | number | boolean>
  shadow?: NodeView[]
  frame?: NodeView[]
  children: NodeView[]
}

export type NodeView = string | ElementView

/** Playwright sends the function to the page as text: it may use nothing from outside itself. */
function viewDocument(root: Document): NodeView[] {
  const LEFT_OUT = new Set(['script', 'noscript', 'template', 'base', 'meta', 'title'])
  /** Replay puts its own addresses there, drops what would run, or says the same as state. */
  const OWN_ATTRIBUTES =
    /^(?:on.*|src|srcset|srcdoc|data|poster|background|imagesrcset|nonce|integrity|crossorigin|sandbox|allow|loading|fetchpriority|async|defer|value|checked|selected|autofocus|autoplay|ping|target|action|formaction|http-equiv|csp|credentialless|data-recount-.*)$/
  const NO_HREF = new Set(['link', 'image', 'use'])
  const GONE_LINKS = /preload|prefetch|preconnect|modulepreload|dns-prefetch|manifest|icon/

  function viewChildren(parent: Node): NodeView[] {
    const found: NodeView[] = []
    for (const child of parent.childNodes) {
      if (child.nodeType === Node.TEXT_NODE || child.nodeType === Node.CDATA_SECTION_NODE) {
        const last = found.at(-1)
        if (typeof last === 'string') found[found.length - 1] = last + (child.nodeValue ?? '')
        else if (child.nodeValue) found.push(child.nodeValue)
      } else if (child.nodeType === Node.ELEMENT_NODE) {
        const view = viewElement(child as Element)
        if (view) found.push(view)
      }
    }
    return found
  }

  function viewElement(element: Element): ElementView | undefined {
    const tag = element.localName
    if (LEFT_OUT.has(tag)) return undefined
    // The player's own answer to the fonts of extension pages.
    if (element.hasAttribute('data-recount-fonts')) return undefined
    if (tag === 'link' && GONE_LINKS.test(element.getAttribute('rel') ?? '')) return undefined
    // A sheet is a sheet: replay may keep the text of a linked one inline.
    const sheet =
      tag === 'style' || (tag === 'link' && element.getAttribute('rel') === 'stylesheet')
    if (sheet) return { tag: 'style', attributes: {}, state: {}, children: [] }
    const shadow = shadowOf(element)
    const inner = tag === 'iframe' ? (element as HTMLIFrameElement).contentDocument : null
    return {
      tag,
      attributes: viewAttributes(element),
      state: viewState(element),
      ...(shadow ? { shadow: viewChildren(shadow) } : {}),
      ...(inner ? { frame: viewChildren(inner) } : {}),
      children: tag === 'iframe' || tag === 'textarea' ? [] : viewChildren(element),
    }
  }

  /** Closed roots too: `keepClosedRoots` below remembers them for the live page. */
  function shadowOf(element: Element): ShadowRoot | undefined {
    const closed: unknown = Reflect.get(globalThis, Symbol.for('recount-test-closed-roots'))
    const kept = closed instanceof WeakMap ? closed.get(element) : undefined
    return element.shadowRoot ?? kept
  }

  function viewAttributes(element: Element): Record<string, string> {
    const found: Record<string, string> = {}
    for (const { name, value } of element.attributes) {
      if (OWN_ATTRIBUTES.test(name)) continue
      if (/^(?:xlink:)?href$/.test(name)) {
        if (!NO_HREF.has(element.localName)) found[name] = absolute(element, value)
      } else if (name === 'style') {
        const text = styleText(element)
        if (text) found.style = text
      } else found[name] = value
    }
    return found
  }

  /** Addresses in another spelling are the same address. */
  function absolute(element: Element, value: string): string {
    if (!value || value.startsWith('javascript:')) return ''
    if (value.startsWith('#')) return value
    try {
      return new URL(value, element.baseURI).href
    } catch {
      return value
    }
  }

  function styleText(element: Element): string {
    const { style } = element as HTMLElement
    const text = (style?.cssText ?? '').replace(/url\([^)]*\)/g, 'url()')
    // Replay shows a canvas as the picture it had.
    return element.localName === 'canvas' ? text.replace(/ ?content: url\(\);/, '') : text
  }

  function viewState(element: Element): Record<string, string | number | boolean> {
    const state: Record<string, string | number | boolean> = {}
    if (isControl(element)) state.value = (element as HTMLInputElement).value
    if (element.localName === 'input') {
      const input = element as HTMLInputElement
      if (input.type === 'checkbox' || input.type === 'radio') state.checked = input.checked
    }
    if (element.localName === 'option') state.selected = (element as HTMLOptionElement).selected
    if (element.scrollTop) state.top = Math.round(element.scrollTop)
    if (element.scrollLeft) state.left = Math.round(element.scrollLeft)
    return state
  }

  function isControl(element: Element): boolean {
    return ['input', 'textarea', 'select'].includes(element.localName)
  }

  return viewChildren(root)
}

/** Before the page's own scripts: remember closed shadow roots, so that the live page can be compared with them. */
export async function keepClosedRoots(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const roots = new WeakMap<Element, ShadowRoot>()
    Object.defineProperty(globalThis, Symbol.for('recount-test-closed-roots'), { value: roots })
    const attach = Element.prototype.attachShadow
    Element.prototype.attachShadow = function (init) {
      const root = attach.call(this, init)
      roots.set(this, root)
      return root
    }
  })
}

export interface Moment {
  /** Epoch milliseconds on the page's clock. */
  at: number
  view: NodeView[]
}

/**
 * What the live page shows now, once it stands still: two looks a quarter of a second apart must be the same, and the
 * moment lies in the middle between them, away from what came before (the recorder may note it a little late) and after
 * (a cursor that blinks). Frames of other sites are looked at by their own means.
 */
export async function momentOf(page: Page): Promise<Moment> {
  const deadline = Date.now() + 15_000
  let before = await look(page)
  while (Date.now() < deadline) {
    await page.waitForTimeout(250)
    const after = await look(page)
    if (JSON.stringify(after.view) === JSON.stringify(before.view)) {
      // A cursor may have blinked twice in between: what was seen is true since the last change only.
      return { at: (Math.max(before.to, after.changed) + after.from) / 2, view: after.view }
    }
    before = after
  }
  throw new Error('The page never stands still')
}

/** A look takes a while: it is true of the page from some time within `from` and `to`. */
async function look(
  page: Page,
): Promise<{ view: NodeView[]; from: number; to: number; changed: number }> {
  const { now: from, changed } = await page.evaluate(lastChange)
  const view = await viewLive(page.mainFrame())
  const { now: to } = await page.evaluate(lastChange)
  return { view, from, to, changed }
}

/** Runs in the page: what time it is there, and when its document changed last since somebody asked. */
function lastChange(): { now: number; changed: number } {
  const now = () => performance.timeOrigin + performance.now()
  const watched = document as Document & { [key: symbol]: { at: number } | undefined }
  const key = Symbol.for('recount test: last change')
  let last = watched[key]
  if (last === undefined) {
    const made = { at: 0 }
    const observer = new MutationObserver(() => {
      made.at = now()
    })
    observer.observe(document, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    })
    last = made
    watched[key] = made
  }
  return { now: now(), changed: last.at }
}

async function viewLive(frame: Frame): Promise<NodeView[]> {
  const view = await frame.evaluate(`(${viewDocument})(document)`)
  const nodes = view as NodeView[]
  const holes = frameElements(nodes).filter((element) => !element.frame)
  if (holes.length === 0) return nodes
  const children = await Promise.all(frame.childFrames().map(viewChild))
  // Frames of one's own site are in the view already; what is left is of other sites, in document order.
  const foreign = children.filter((child) => child !== undefined)
  for (const [index, hole] of holes.entries()) hole.frame = foreign[index] ?? []
  return nodes
}

async function viewChild(frame: Frame): Promise<NodeView[] | undefined> {
  const element = await frame.frameElement()
  const sameSite = await element.evaluate((node) =>
    Boolean((node as HTMLIFrameElement).contentDocument),
  )
  return sameSite ? undefined : viewLive(frame)
}

function frameElements(nodes: NodeView[]): ElementView[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string') return []
    const inner = [...frameElements(node.shadow ?? []), ...frameElements(node.children)]
    return node.tag === 'iframe' ? [node] : inner
  })
}

/** What the player's stage shows now. */
export async function replayedView(sessionsPage: Page): Promise<NodeView[]> {
  const stage = "document.querySelector('iframe[data-recount-replay]').contentDocument"
  return (await sessionsPage.evaluate(`(${viewDocument})(${stage})`)) as NodeView[]
}
