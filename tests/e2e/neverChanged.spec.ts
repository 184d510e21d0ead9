/**
 * Pages that look for a recorder or would break one, each run without and with the extension recording it from its first
 * line: they must behave the same and be recorded all the same. What the probe alone must not show is in probe.spec.ts.
 */
import { expect } from '@playwright/test'
import { firstStored } from '../support/extension'
import { servesHtml } from '../support/serve'
import { test } from './fixtures'

const POLLUTED = `
  for (const owner of [Array.prototype, Object.prototype])
    for (const name of ['length2', 'handler', 'type', 'treatment', 'state', 'next', 'own', 'id'])
      Object.defineProperty(owner, name, {
        configurable: true,
        get() { note('get ' + name) },
        set(value) {
          note('set ' + name)
          Object.defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true })
        },
      })
  for (const name of ['push', 'slice', 'map', 'forEach', 'concat', 'splice', Symbol.iterator]) {
    const original = Array.prototype[name]
    Array.prototype[name] = function (...args) {
      note('Array ' + String(name))
      return Reflect.apply(original, this, args)
    }
  }`

/** What each page does before anything else. */
const PAGES: Record<string, { setUp: string; policy?: string }> = {
  'a plain page': { setUp: '' },
  'frozen prototypes': {
    setUp: `for (const owner of [Node, Element, HTMLElement, HTMLInputElement, EventTarget, Document, ShadowRoot, CSSStyleSheet,
      CSSStyleRule, Array, Object, Function, Promise, Map, Set, WeakMap, Storage, XMLHttpRequest, Event, MutationRecord])
      Object.freeze(owner.prototype)
    Object.freeze(console); Object.freeze(JSON); Object.freeze(Reflect)`,
  },
  'a MutationObserver of its own': {
    setUp: `for (const name of ['MutationObserver', 'IntersectionObserver', 'PerformanceObserver', 'ResizeObserver', 'WeakRef'])
      window[name] = class { constructor() { note(name) } observe() {} disconnect() {} takeRecords() { return [] } }
    window.requestIdleCallback = window.requestAnimationFrame = () => { throw new Error('mine') }`,
  },
  'polluted prototypes': { setUp: POLLUTED },
  'traps on what a recorder reads': {
    setUp: `const spyOn = (owner, names) => {
      for (const name of names) {
        const found = Object.getOwnPropertyDescriptor(owner, name)
        const trap = (member) => member && function (...args) {
          note(name)
          return Reflect.apply(member, this, args)
        }
        Object.defineProperty(owner, name, 'value' in found ? { ...found, value: trap(found.value) } : { ...found, get: trap(found.get), set: trap(found.set) })
      }
    }
    spyOn(Node.prototype, ['firstChild', 'nextSibling', 'parentNode', 'childNodes', 'textContent', 'isConnected', 'getRootNode'])
    spyOn(Element.prototype, ['attributes', 'getAttribute', 'getAttributeNames', 'hasAttributes', 'shadowRoot', 'matches', 'closest', 'getBoundingClientRect'])
    spyOn(CharacterData.prototype, ['data'])
    spyOn(HTMLInputElement.prototype, ['value', 'checked', 'type'])
    spyOn(EventTarget.prototype, ['addEventListener', 'removeEventListener', 'dispatchEvent'])
    spyOn(Document.prototype, ['querySelectorAll', 'createTreeWalker', 'styleSheets'])
    spyOn(CSSStyleSheet.prototype, ['cssRules'])
    spyOn(Event.prototype, ['composedPath', 'stopPropagation'])
    spyOn(window, ['getComputedStyle', 'setTimeout', 'addEventListener'])`,
  },
  'a strict policy with Trusted Types': {
    setUp: `document.addEventListener('securitypolicyviolation', (event) => note(event.violatedDirective))`,
    policy: `default-src 'none'; script-src 'nonce-n'; style-src 'nonce-n'; require-trusted-types-for 'script'; trusted-types 'none'`,
  },
}

function pageOf(setUp: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title><style nonce="n">b { color: red }</style>
    <script nonce="n">
      const caught = []; let isWatching = false
      const note = (what) => { if (isWatching) caught[caught.length] = what }
      const later = window.setTimeout, listen = EventTarget.prototype.addEventListener
      window.addEventListener('error', (event) => { caught[caught.length] = 'error ' + event.message })
      window.addEventListener('unhandledrejection', (event) => { caught[caught.length] = 'rejection ' + event.reason })
      ${setUp}
    </script></head>
    <body><main><p class="first">Text</p><b>bold</b></main><input id="field" value="start"><button>Go</button>
    <script nonce="n">
      window.act = async () => {
        const seen = [], order = []
        const says = (error) => error.name + ': ' + error.message + (/extension:/.test(error.stack) ? ' seen in the stack' : '')
        const attempt = (run) => { try { seen.push(String(run())) } catch (error) { seen.push(says(error)) } }
        const button = document.querySelector('button'), field = document.getElementById('field'), main = document.querySelector('main')
        for (const [name, target] of [['window', window], ['document', document], ['button', button], ['field', field]])
          for (const type of ['click', 'input', 'change', 'focusin', 'scroll'])
            for (const capture of [true, false])
              listen.call(target, type, (event) => order.push([name, type, capture, event.defaultPrevented, event.eventPhase].join()), capture)
        isWatching = true
        button.click()
        field.value = 'typed by script'
        field.dispatchEvent(new Event('input', { bubbles: true, cancelable: true }))
        field.focus()
        const item = document.createElement('i')
        item.append('marker of the page')
        main.append(item)
        item.setAttribute('title', 'a')
        item.firstChild.data = 'marker of the page, changed'
        main.insertBefore(item, main.firstChild)
        const host = document.createElement('div')
        host.attachShadow({ mode: 'closed' }).append('in a closed root')
        main.append(host)
        document.styleSheets[0].insertRule('i { color: blue }', 0)
        attempt(() => document.styleSheets[0].insertRule('no rule', 0))
        attempt(() => host.attachShadow({ mode: 'open' }))
        attempt(() => main.insertBefore(item, field))
        attempt(() => document.body.appendChild(document.documentElement))
        attempt(() => document.querySelector('..'))
        attempt(() => field.setSelectionRange(-1, {}))
        history.replaceState({ a: 1 }, '', '#there')
        isWatching = false
        await new Promise((done) => later.call(window, done, 400))
        isWatching = true
        main.append('after a while')
        isWatching = false
        await new Promise((done) => later.call(window, done, 400))
        seen.push(order.map(String), caught.map(String), document.documentElement.outerHTML)
        seen.push(document.styleSheets.length, document.adoptedStyleSheets.length, document.styleSheets[0].cssRules.length)
        seen.push(getComputedStyle(item).color, document.activeElement.id, window.length, window.frames.length)
        seen.push(Object.getOwnPropertyNames(window).filter((name) => !/^\\d+$/.test(name)).join())
        seen.push(Object.getOwnPropertyNames(document).join(), Object.getOwnPropertyNames(item).join())
        seen.push(JSON.stringify(history.state), performance.getEntriesByType('resource').length)
        for (const owner of [Node, Element, Document, EventTarget, CSSStyleSheet, HTMLInputElement, History, Storage]) {
          const members = Object.getOwnPropertyDescriptors(owner.prototype)
          for (const name of Object.keys(members))
            for (const member of [members[name].value, members[name].get, members[name].set])
              if (typeof member === 'function') seen.push([name, member.name, member.length, String(member)].join())
        }
        return JSON.stringify(seen)
      }
    </script></body></html>`
}

for (const [name, { setUp, policy }] of Object.entries(PAGES)) {
  test(`behaves the same with and without recording: ${name}`, async ({ page, recount, serve }) => {
    const server = await serve((_request, response) => {
      response.setHeader('content-type', 'text/html')
      if (policy !== undefined) response.setHeader('content-security-policy', policy)
      response.end(pageOf(setUp))
    })
    const act = () => page.evaluate('act()')
    await page.goto(`${server.origin}/page`)
    const without = await act()

    await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
    await page.goto(`${server.origin}/page`)
    await firstStored(recount)
    const [session] = await recount.list()
    const sessionId = session?.sessionId ?? ''
    const withRecording = await act()
    await recount.stop(sessionId)
    const stored = await recount.stored(sessionId)

    expect(JSON.parse(String(withRecording))).toEqual(JSON.parse(String(without)))
    expect(stored).toContain('marker of the page, changed')
    expect(stored).toContain('in a closed root')
    expect(stored).toContain('after a while')
    expect(stored).toContain('typed by script')
  })
}

test('a thousand frames that come and go leave nothing behind', { tag: '@alone' }, async ({
  page,
  recount,
  serve,
}) => {
  test.setTimeout(180_000)
  const server = await serve(servesHtml('<!doctype html><title>Frames</title><main></main>'))
  await page.goto(`${server.origin}/frames`)
  const { sessionId } = await recount.start({ url: page.url() }, { privacy: 'allow' })
  await page.bringToFront()
  const session = await page.context().newCDPSession(page)
  const heapOf = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage')
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    return usedSize / 1_000_000
  }
  const mount = (count: number) =>
    page.evaluate(async (count) => {
      const main = document.querySelector('main') as Element
      const atOnce = Array.from({ length: 10 })
      for (let index = 0; index < count; index += atOnce.length) {
        const frames = atOnce.map((_none, offset) => {
          const frame = document.createElement('iframe')
          frame.srcdoc = `<p>Frame ${index + offset}</p>`
          return frame
        })
        const loads = frames.map((frame) => new Promise((done) => (frame.onload = done)))
        main.append(...frames)
        await Promise.all(loads)
        main.replaceChildren()
      }
    }, count)
  await mount(100)
  const before = await heapOf()
  await mount(900)
  await expect.poll(async () => (await heapOf()) - before, { timeout: 30_000 }).toBeLessThan(4)
  expect(await page.evaluate(() => [window.length, document.querySelectorAll('*').length])).toEqual(
    [0, 5],
  )
  await recount.stop(sessionId)
})
