/** A page that turns everything it can against whoever shares its world, and counts what it catches. */
export const HOSTILE_PAGE = `<!doctype html><title>Hostile</title><body><input id="field"><style id="sheet">a{}</style><script>
const caught = []
const { apply } = Reflect
const spy = (owner, label, names) => {
  for (const name of names) {
    const original = owner[name]
    owner[name] = function (...args) {
      if (window.isWatching) { window.isWatching = false; caught.push(label + '.' + String(name)); window.isWatching = true }
      return new.target ? Reflect.construct(original, args, new.target) : apply(original, this, args)
    }
    if (original.prototype) owner[name].prototype = original.prototype
  }
}
const later = setTimeout
spy(EventTarget.prototype, 'EventTarget', ['dispatchEvent', 'addEventListener', 'removeEventListener'])
spy(Map.prototype, 'Map', ['get', 'set', 'has', 'forEach'])
spy(Set.prototype, 'Set', ['add', 'has', 'delete', 'forEach', 'clear'])
spy(WeakMap.prototype, 'WeakMap', ['get', 'set', 'has'])
spy(WeakRef.prototype, 'WeakRef', ['deref'])
spy(String.prototype, 'String', ['slice', 'indexOf', 'split', 'replace', 'toLowerCase', 'substring'])
spy(JSON, 'JSON', ['stringify', 'parse'])
spy(performance, 'performance', ['now'])
spy(Promise.prototype, 'Promise', ['then', 'catch'])
spy(Headers.prototype, 'Headers', ['forEach', 'get'])
spy(RegExp.prototype, 'RegExp', ['exec', 'test'])
spy(Element.prototype, 'Element', ['getAttribute', 'closest'])
spy(window, 'window', ['CustomEvent', 'FocusEvent', 'Event', 'WeakMap', 'Set', 'EventTarget', 'TextDecoder'])
spy(Object, 'Object', ['getOwnPropertyDescriptor', 'defineProperty', 'keys', 'is', 'hasOwn', 'assign'])
spy(Array.prototype, 'Array', ['push', 'slice', 'join', 'map', 'forEach', 'concat', 'includes', Symbol.iterator])
spy(Function.prototype, 'Function', ['call', 'apply', 'bind'])
spy(Reflect, 'Reflect', ['apply', 'construct', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor'])
const polluted = ['get', 'set', 'value', 'apply', 'construct', 'has', 'ownKeys', 'detail', 'relatedTarget', 'toJSON', 'bubbles', 'once', 'capture', 'stream', 'signal']
for (const name of polluted) {
  const descriptor = Object.create(null)
  descriptor.configurable = true
  descriptor.get = () => { if (window.isWatching) { window.isWatching = false; caught.push('Object.prototype.' + name); window.isWatching = true } }
  descriptor.set = function (value) { Reflect.defineProperty(this, name, Object.assign(Object.create(null), { value, writable: true, configurable: true, enumerable: true })) }
  Reflect.defineProperty(Object.prototype, name, descriptor)
}
const input = document.getElementById('field')
const styles = document.getElementById('sheet').sheet
const host = document.createElement('div')
class Late extends HTMLElement {}
const failing = new XMLHttpRequest(), made = [new CSSStyleSheet()]
window.isWatching = true
console.log('hello', { a: 1, list: [1, { b: 2 }] }, document.body, new Error('e'))
console.warn('careful')
input.value = 'changed'
styles.insertRule('b{color:red}', 0)
styles.cssRules[0].style.color = 'blue'
host.attachShadow({ mode: 'open' })
customElements.define('x-late', Late)
document.adoptedStyleSheets = made
made[0].insertRule('i{color:red}')
sessionStorage.setItem('k', 'v')
document.cookie = 'hostile=yes'
failing.open('GET', '/xhr'); failing.setRequestHeader('x-a', 'b'); failing.send()
const answered = fetch('/fetch')
navigator.sendBeacon('/beacon', 'b')
window.settle = () => {
  window.isWatching = false
  for (const name of polluted) delete Object.prototype[name]
  window.caught = caught
}
// After the recorder's end has pulled, still with everything in place.
later(() => { window.settle() }, 2500)
</script>`

/** What the built-ins do, as far as it can be told without a clock. Self-contained, for it crosses into the page. */
export async function behave(): Promise<unknown[]> {
  const seen: unknown[] = []
  const count = { toString: 0, getter: 0, trap: 0, json: 0 }
  const said = (error: unknown) => `${(error as Error).name}: ${(error as Error).message}`
  const attempt = (run: () => unknown) => {
    try {
      seen.push(run())
    } catch (error) {
      seen.push(said(error), /extension:/.test((error as Error).stack ?? ''))
    }
  }
  const text = { toString: () => `text ${++count.toString}` } as unknown as string

  // Coercions happen once, errors come out as they are.
  const input = document.createElement('input')
  input.value = text
  localStorage.setItem(text, text)
  seen.push(input.value, count.toString)
  const mistake = new Error('mine')
  const thrower = {
    toString() {
      throw mistake
    },
  } as unknown as string
  for (const run of [
    () => {
      input.value = thrower
    },
    () => localStorage.setItem(thrower, 'x'),
    () => new CSSStyleSheet().insertRule(thrower),
    () => new XMLHttpRequest().open('GET', thrower),
  ]) {
    try {
      run()
      seen.push('nothing thrown')
    } catch (error) {
      seen.push(error === mistake)
    }
  }
  attempt(() => new CSSStyleSheet().insertRule('not a rule'))
  attempt(() => new XMLHttpRequest().send())
  attempt(() => new WebSocket('http//'))
  attempt(() => document.body.attachShadow({ mode: 'wrong' as 'open' }))
  attempt(() => customElements.define('nodash', class extends HTMLElement {}))
  attempt(() => (input.selectionStart = 99))

  // Looking at an argument is not using it.
  const watched = {
    get secret() {
      return ++count.getter
    },
    toJSON: () => ++count.json,
  }
  const trapped = new Proxy({}, new Proxy({}, { get: () => void ++count.trap }))
  console.debug(watched, [watched], trapped, new Map([[watched, trapped]]), { trapped })
  seen.push({ ...count })

  // A call of fetch reads its options as often as ever, and its promise is handled by nobody else.
  let reads = 0
  const options = {
    get method() {
      reads++
      return 'POST'
    },
    get body() {
      reads++
      return 'x'
    },
  }
  const response = await fetch('/echo', options)
  seen.push(reads, response.bodyUsed, await response.text(), response.bodyUsed)
  const unhandled: unknown[] = []
  addEventListener('unhandledrejection', (event) => {
    unhandled.push(said(event.reason), /extension:/.test(event.reason.stack))
    event.preventDefault()
  })
  fetch('http://localhost:1/').catch((error) => seen.push(said(error)))
  fetch('http://localhost:1/')
  await new Promise((done) => setTimeout(done, 300))
  seen.push(unhandled)

  // Order of listeners and microtasks.
  const order: string[] = []
  const request = new XMLHttpRequest()
  for (const type of ['readystatechange', 'load', 'loadend'])
    request.addEventListener(type, () => order.push(`${type} ${request.readyState}`))
  request.open('GET', '/echo')
  request.onloadend = () => order.push('onloadend')
  request.send()
  await new Promise((done) => request.addEventListener('loadend', done))
  await Promise.all([
    Promise.resolve().then(() => order.push('first')),
    Promise.resolve().then(() => order.push('second')),
  ])
  seen.push(order, request.responseText)

  // Page code that runs inside a call of the browser sees nobody on its stack.
  const name = `x-${Math.random().toString(36).slice(2)}`
  const waiting = document.createElement(name)
  document.body.append(waiting)
  customElements.define(
    name,
    class extends HTMLElement {
      constructor() {
        super()
        seen.push('upgraded', /extension:/.test(new Error().stack ?? ''))
      }
    },
  )

  waiting.remove()

  // Subclasses, adopted sheets, restored descriptors.
  class Socket extends WebSocket {
    own = 1
  }
  const socket = new Socket('ws://localhost:1')
  seen.push(socket instanceof Socket, socket instanceof WebSocket, socket.own)
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets = [sheet]
  document.adoptedStyleSheets.push(new CSSStyleSheet())
  seen.push(document.adoptedStyleSheets.length, document.adoptedStyleSheets[0] === sheet)
  await sheet.replace('a { color: red }')
  seen.push(sheet.cssRules.length, (sheet.cssRules[0] as CSSStyleRule).style.color)
  document.adoptedStyleSheets = []
  seen.push(
    await new CSSStyleSheet({ disabled: true }).replace('b{}').then((made) => made.disabled),
  )
  seen.push(document.documentElement.outerHTML.length, Object.keys(window).length)
  return seen
}
