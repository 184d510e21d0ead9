/** What a hostile page does. Each runs in the page's own world and may use nothing from outside itself. */

/** Every way a page has to reach a file of an extension: what happened to each, in order. */
export async function probeFiles({
  id,
  paths,
}: {
  id: string
  paths: string[]
}): Promise<string[]> {
  const settled = (element: HTMLElement, start: () => void) =>
    new Promise<string>((resolve) => {
      element.addEventListener('load', () => resolve('load'))
      element.addEventListener('error', () => resolve('error'))
      setTimeout(() => resolve('silence'), 3000)
      start()
      document.body.append(element)
    })
  const asElement = <Tag extends keyof HTMLElementTagNameMap>(
    tag: Tag,
    set: (element: HTMLElementTagNameMap[Tag]) => void,
  ) => {
    const element = document.createElement(tag)
    return settled(element, () => set(element))
  }
  const ways: Record<string, (url: string) => Promise<string>> = {
    fetch: (url) => fetch(url).then(String, String),
    opaque: (url) => fetch(url, { mode: 'no-cors' }).then(String, String),
    module: (url) => import(url).then(String, () => 'refused'),
    image: (url) => asElement('img', (img) => Object.assign(img, { src: url })),
    script: (url) => asElement('script', (script) => Object.assign(script, { src: url })),
    sheet: (url) =>
      asElement('link', (link) => Object.assign(link, { rel: 'stylesheet', href: url })),
    frame: (url) => asElement('iframe', (frame) => Object.assign(frame, { src: url })),
    worker: async (url) => {
      try {
        new Worker(url)
        return 'made'
      } catch (error) {
        return (error as Error).name
      }
    },
  }
  const outcomes = await Promise.all(
    paths.flatMap((path) =>
      Object.entries(ways).map(
        async ([way, reach]) =>
          `${way} ${path}: ${await reach(`chrome-extension://${id}/${path}`)}`,
      ),
    ),
  )
  for (const element of document.querySelectorAll('iframe, img, link')) element.remove()
  // Without what differs by the id alone.
  return outcomes.map((outcome) => outcome.replaceAll(id, 'ID'))
}

/** Traces of an extension that a page can look for. */
export function findTraces(): string[] {
  const found: string[] = []
  const note = (what: string, value: unknown) => {
    if (/chrome-extension:|recount/i.test(String(value))) found.push(`${what}: ${value}`)
  }
  for (const [name, api] of Object.entries({
    chrome: Reflect.get(window, 'chrome'),
    browser: Reflect.get(window, 'browser'),
  }))
    for (const part of ['runtime', 'storage', 'tabs', 'scripting'])
      if (api && Reflect.get(api, part)) found.push(`${name}.${part}`)
  note('markup', document.documentElement.outerHTML.replace(/<script>[\s\S]*?<\/script>/g, ''))
  for (const owner of [window, document, document.documentElement, navigator, history])
    for (const key of Reflect.ownKeys(owner)) note('member', String(key))
  for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets])
    for (const rule of sheet.cssRules) note('style', rule.cssText)
  for (const { name } of performance.getEntries()) note('timing', name)
  const failing: Record<string, () => unknown> = {
    fetch: () => fetch.call({} as never, '/'),
    log: () => console.log.call(null, 'x'),
    value: () =>
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call({}, 'x'),
    insertRule: () => CSSStyleSheet.prototype.insertRule.call({}, 'a{}'),
    attachShadow: () => Element.prototype.attachShadow.call({} as never, { mode: 'open' }),
    open: () => XMLHttpRequest.prototype.open.call({} as never, 'GET', '/', true),
    setItem: () => Storage.prototype.setItem.call({}, 'a', 'b'),
    socket: () => new WebSocket('http:///'),
    pushState: () => history.pushState.call({} as never, null, ''),
  }
  for (const [name, call] of Object.entries(failing)) {
    try {
      const result = call()
      if (result instanceof Promise) result.catch(() => {})
    } catch (error) {
      note(`stack of ${name}`, (error as Error).stack)
    }
  }
  return found
}

/** Says everything that anybody of ours listens to, as far as a page can say it. */
export async function forgeEverything(messages: unknown[]): Promise<void> {
  const forged = new EventTarget()
  const names = ['recount:ask', 'recount:offer', 'recount:request', 'go', 'stop', 'pull', 'last']
  const details = [
    ...messages.map((message) => JSON.stringify(message)),
    '{"recording":"on","privacy":"allow","force":true,"sampleRate":1}',
    '111',
    '{"records":[{"kind":"console","level":"log","args":["EVIL-FORGED"]}]}',
    'x'.repeat(1_000_000),
    // Last: of many requests in a row the last one counts.
    '{"recording":"off","end":true}',
  ]
  for (const name of names)
    for (const target of [document, window, document.documentElement]) {
      target.dispatchEvent(new FocusEvent(name, { relatedTarget: forged }))
      target.dispatchEvent(new FocusEvent(name, { relatedTarget: target }))
      for (const detail of details) target.dispatchEvent(new CustomEvent(name, { detail }))
    }
  for (const message of messages) {
    for (const target of [window, window.parent, window.top, window.opener as Window | null])
      target?.postMessage(message, '*')
    document.dispatchEvent(new MessageEvent('message', { data: message }))
    new BroadcastChannel('recount').postMessage(message)
  }
  // Requests in a row are heard less and less often.
  await new Promise((done) => setTimeout(done, 1000))
}

/** What the frames and windows around a page let it see of them. */
export function reachOut(): string[] {
  const reached: string[] = []
  try {
    document.domain = location.hostname
  } catch {
    // As it should be in an origin of its own.
  }
  const around = { parent: window.parent, top: window.top, opener: window.opener as Window | null }
  for (const [name, other] of Object.entries(around)) {
    if (!other || other === window) continue
    for (const member of ['document', 'name', 'recount', 'chrome'])
      try {
        reached.push(`${name}.${member}: ${Reflect.get(other, member)}`)
      } catch {
        // Another origin.
      }
  }
  return reached
}

/** Turns built-ins against whoever uses them in the page's world. */
export function poisonPrototypes(): void {
  const lie = () => {
    throw new Error('EVIL-THROWN')
  }
  const { defineProperty } = Object
  const targets: [object, string][] = []
  for (const owner of [
    JSON,
    Reflect,
    Promise.prototype,
    Array.prototype,
    String.prototype,
    Map.prototype,
    EventTarget.prototype,
  ])
    for (const [name, { value, configurable }] of Object.entries(
      Object.getOwnPropertyDescriptors(owner),
    ))
      if (typeof value === 'function' && configurable && !/^(constructor|then)$/.test(name))
        targets.push([owner, name])
  const fake = { value: lie, configurable: true, writable: true }
  for (const [owner, name] of targets) defineProperty(owner, name, fake)
  const polluted = { get: () => 'allow', set() {}, configurable: true }
  for (const name of ['detail', 'record', 'granted', 'acked', 'toJSON', 'level', 'relatedTarget'])
    defineProperty(Object.prototype, name, polluted)
}

/** Markup of a page that poisons itself when told by an event, and then does something. */
export const POISONED = `<p>private words</p><input value=""><script>
  document.addEventListener('poison', () => setTimeout(() => {
    const paragraph = document.createElement('p')
    ;(${poisonPrototypes})()
    console.log('EVIL-LINE')
    paragraph.textContent = 'words of a poisoned page'
    document.body.append(paragraph)
  }))
</script>`
