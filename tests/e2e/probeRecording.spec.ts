import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type Page } from '@playwright/test'
import type { Recount, StartOptions } from '../support/automation'
import { everything } from '../support/extension'
import { test } from './fixtures'

test.use({ ownRoute: '#/session/none' })

const PAGE = `<!doctype html><title>Diagnostics</title>
<style id="sheet">p { color: red } @media print { p { color: black } }</style>
<p>Text</p><input id="field"><input id="box" type="checkbox"><select id="list"><option>a<option>b</select>
<div id="host"></div><x-late></x-late>
<script>
console.log('first words', { a: [1, { b: 2 }] }, document.body)
console.error(new TypeError('logged mistake'))
localStorage.setItem('theme', 'dark')
document.cookie = 'seen=yes'
setTimeout(() => { throw new RangeError('thrown mistake') })
Promise.reject(new Error('rejected mistake'))
const json = { 'content-type': 'application/json' }
fetch('/api/items?page=2', { headers: { authorization: 'Bearer abc' } }).then((r) => r.json())
fetch('/api/send', { method: 'POST', body: '{"name":"Ada"}', headers: json })
fetch('http://localhost:1/').catch(() => {})
const request = new XMLHttpRequest(); request.open('PUT', '/api/xhr'); request.send('payload')
navigator.sendBeacon('/api/beacon', 'ping')
const socket = new WebSocket(location.origin.replace('http', 'ws') + '/socket')
const image = new Image(); image.src = '/missing.png'; document.body.append(image)
const frame = document.createElement('iframe'); frame.src = 'http://localhost:2/'; document.body.append(frame)
const busyUntil = performance.now() + 70; while (performance.now() < busyUntil);
</script>`

function serveApi(request: IncomingMessage, response: ServerResponse) {
  const { url } = request
  if (url === '/') {
    response.setHeader('content-type', 'text/html')
    response.setHeader('content-security-policy', "frame-src 'none'")
    response.end(PAGE)
  } else if (url?.startsWith('/api/')) {
    response.setHeader('content-type', 'application/json')
    response.end('{"answer":"forty-two"}')
  } else {
    response.statusCode = 404
    response.end('nothing here')
  }
}

type Told = Record<string, unknown> & { kind: string; time: number }

/** The stored events, chunk by chunk. */
function eventsIn(stored: string): Told[] {
  return stored
    .split('\n')
    .filter((line) => line.startsWith('['))
    .flatMap((line) => JSON.parse(line) as Told[])
}

/** Its picture fails, too, which is told when the browser knows. */
const isOfPage = ({ state }: Told) => JSON.stringify(state) !== '{"broken":true}'

interface Visit {
  page: Page
  recount: Recount
  origin: string
  options?: StartOptions
  /** Resolves when so much is stored that something can be done. */
  begun?: () => Promise<unknown>
  act?: (page: Page) => Promise<unknown>
}

/** Records a page by consent, from its first line on. */
async function recordFromStart({ page, recount, origin, options, begun, act }: Visit) {
  await recount.setConsent(origin, 'always', { privacy: options?.privacy ?? 'allow' })
  await page.goto(origin)
  if (begun) await begun()
  else await expect.poll(() => everything(recount)).toContain('"kind":"snapshot"')
  await act?.(page)
  const sessionId = (await recount.list())[0]?.sessionId ?? ''
  await recount.stop(sessionId)
  return eventsIn(await recount.stored(sessionId))
}

test('the diagnostics of a page are recorded from its first line', async ({
  page,
  recount,
  serve,
}) => {
  const { origin } = await serve(serveApi)
  // Without asking the page, which would tell its requests before the browser has their timing.
  const begun = () =>
    expect.poll(async () => (await recount.list())[0]?.events ?? 0).toBeGreaterThan(5)
  const events = await recordFromStart({ page, recount, origin, begun })
  const of = (kind: string) => events.filter((event) => event.kind === kind)

  expect(of('console')).toMatchObject([
    {
      level: 'log',
      args: ['first words', { a: [1, { b: 2 }] }, { $: 'node', value: 'BODY' }],
    },
    {
      level: 'error',
      args: [{ $: 'error', name: 'TypeError', message: 'logged mistake' }],
      stack: expect.stringContaining(origin),
    },
  ])
  expect(of('error')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        what: 'uncaught',
        name: 'RangeError',
        message: 'Uncaught RangeError: thrown mistake',
        source: `${origin}/`,
        stack: expect.stringContaining(origin),
      }),
      expect.objectContaining({ what: 'rejection', name: 'Error', message: 'rejected mistake' }),
      expect.objectContaining({ what: 'csp', name: 'frame-src' }),
      expect.objectContaining({ what: 'resource', source: `${origin}/missing.png` }),
    ]),
  )
  expect(of('storage')).toMatchObject([
    { area: 'local', action: 'set', key: 'theme', value: 'dark' },
    { area: 'cookie', action: 'set', key: 'seen', value: 'yes' },
  ])
  expect(of('socket')).toMatchObject([
    { via: 'websocket', socket: 1, action: 'error' },
    { via: 'websocket', socket: 1, action: 'close', code: 1006 },
  ])
  const requests = of('network').map(({ via, method, url, status, error }) => ({
    via,
    method,
    url: String(url).replace(origin, ''),
    status,
    ...(error ? { error } : {}),
  }))
  expect(requests).toEqual(
    expect.arrayContaining([
      { via: 'navigation', method: 'GET', url: '/', status: 200 },
      { via: 'fetch', method: 'GET', url: '/api/items?page=2', status: 200 },
      { via: 'fetch', method: 'POST', url: '/api/send', status: 200 },
      {
        via: 'fetch',
        method: 'GET',
        url: 'http://localhost:1/',
        status: undefined,
        error: 'TypeError: Failed to fetch',
      },
      { via: 'xhr', method: 'PUT', url: '/api/xhr', status: 200 },
      { via: 'beacon', method: 'POST', url: '/api/beacon', status: 200 },
      { via: 'resource', method: 'GET', url: '/missing.png', status: 404 },
    ]),
  )
  expect(requests.filter(({ via }) => via === 'navigation')).toHaveLength(1)
  expect(requests.filter(({ url }) => url === '/api/send')).toHaveLength(1)
  const sent = of('network').find(({ url }) => url === `${origin}/api/send`)
  expect(sent).toMatchObject({
    requestBytes: 14,
    responseBytes: 22,
    mimeType: 'application/json',
    omitted: { requestBody: 'not-asked', responseBody: 'not-asked' },
    timing: { wait: expect.any(Number) },
  })
  const names = of('vital').map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['FCP', 'TTFB', 'load', 'longtask']))
})

test('bodies are kept when they are asked for, and secrets in them never', async ({
  page,
  recount,
  serve,
}) => {
  const { origin } = await serve(serveApi)
  await page.goto(origin)
  await recount.setConsent(origin, 'ask', { privacy: 'allow' })
  const { sessionId } = await recount.start(
    { url: page.url() },
    { privacy: 'allow', capture: { networkBodies: true } },
  )
  const answers = await page.evaluate(async () => {
    const body = JSON.stringify({ name: 'Ada', password: 'hunter2' })
    const response = await fetch('/api/one', { method: 'POST', body })
    const request = new XMLHttpRequest()
    request.open('POST', '/api/two')
    request.responseType = 'json'
    const loaded = new Promise((done) => request.addEventListener('load', done))
    request.send('plain')
    await loaded
    await fetch('/api/three').then((each) => each.body?.cancel())
    return [await response.text(), request.response]
  })
  expect(answers).toEqual(['{"answer":"forty-two"}', { answer: 'forty-two' }])
  await recount.stop(sessionId)
  const stored = await recount.stored(sessionId)
  const requests = eventsIn(stored).filter(({ kind }) => kind === 'network')
  const byUrl = (path: string) => requests.find(({ url }) => url === `${origin}${path}`)

  expect(byUrl('/api/one')).toMatchObject({
    requestBody: expect.stringContaining('"name":"Ada"'),
    responseBody: '{"answer":"forty-two"}',
  })
  expect(byUrl('/api/two')).toMatchObject({
    requestBody: 'plain',
    responseBody: '{"answer":"forty-two"}',
  })
  expect(byUrl('/api/three')).toBeDefined()
  expect(stored).not.toContain('hunter2')
})

test('nothing a page says is stored at mask-all', async ({ page, recount, serve }) => {
  const secret = (name: string) => `Zq${name}Xy`
  const words = ['Log', 'Key', 'Value', 'Error', 'Cookie', 'Header', 'Body', 'Class', 'Rejected']
  words.push('Name', 'Method', 'Property', 'Font', 'Part', 'Event', 'Symbol', 'Proxy', 'Regexp')
  const { origin } = await serve((request, response) => {
    if (request.url !== '/') return void response.end('x')
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><title>t</title><script>
class ${secret('Class')} {}
console.log('${secret('Log')}', { ${secret('Key')}: '${secret('Value')}' }, new ${secret('Class')}(), 4111111111111111)
console.warn(new Error('${secret('Error')}'))
localStorage.setItem('${secret('Key')}', '${secret('Value')}')
document.cookie = 'a=${secret('Cookie')}'
fetch('/x?q=${secret('Value')}', { method: 'POST', body: '${secret('Body')}', headers: { 'x-a': '${secret('Header')}' } })
const named = new Error('x'); named.name = '${secret('Name')}'; setTimeout(() => { throw named })
fetch('/y', { method: '${secret('Method')}' })
document.documentElement.animate([{ '--${secret('Property')}': '${secret('Value')}', fontFamily: '${secret('Font')}' }], 60000)
console.info(new Event('${secret('Event')}'), Symbol('${secret('Symbol')}'), new Proxy({ ${secret('Proxy')}: 1 }, {}), /${secret('Regexp')}/, new Map([['${secret('Key')}', ['${secret('Value')}']]]))
Promise.reject({ ${secret('Key')}: '${secret('Rejected')}' })
</script>`)
  })
  await recount.setConsent(origin, 'always', { privacy: 'mask-all' })
  await page.goto(origin)
  // So many of each does the page tell of itself.
  const counts = { console: 3, error: 2, storage: 2, network: 3, animation: 1 }
  const missing = async () => {
    const kinds = eventsIn(await everything(recount)).map(({ kind }) => kind)
    return Object.entries(counts).filter(
      ([kind, count]) => kinds.filter((each) => each === kind).length < count,
    )
  }
  await expect.poll(missing).toEqual([])
  const sessionId = (await recount.list())[0]?.sessionId ?? ''
  await recount.stop(sessionId)
  const stored = await recount.stored(sessionId)

  const found = words.filter((word) => stored.toLowerCase().includes(secret(word).toLowerCase()))
  expect(found).toEqual([])
  expect(stored).not.toContain('4111111111111111')
})

test('what script changes without a mutation is recorded', async ({ page, recount, serve }) => {
  const { origin } = await serve(serveApi)
  const events = await recordFromStart({
    page,
    recount,
    origin,
    act: async (page) => {
      await page.evaluate(async () => {
        const pause = () => new Promise((done) => setTimeout(done, 250))
        const at = <T extends Element>(selector: string) => document.querySelector(selector) as T
        at<HTMLInputElement>('#field').value = 'by script'
        at<HTMLInputElement>('#box').checked = true
        at<HTMLSelectElement>('#list').selectedIndex = 1
        const sheet = at<HTMLStyleElement>('#sheet').sheet as CSSStyleSheet
        sheet.insertRule('b { color: blue }', 0)
        await pause()
        sheet.insertRule('i { color: green }', sheet.cssRules.length)
        ;(sheet.cssRules[0] as CSSStyleRule).style.color = 'rgb(1, 2, 3)'
        await pause()
        ;(sheet.cssRules[2] as CSSMediaRule).insertRule('u { color: gold }', 0)
        sheet.disabled = true
        const made = new CSSStyleSheet()
        made.replaceSync('q { color: pink }')
        document.adoptedStyleSheets = [made]
        await pause()
        made.insertRule('s { color: plum }', 1)
        const second = new CSSStyleSheet()
        document.adoptedStyleSheets.push(second)
        await pause()
        const root = at('#host').attachShadow({ mode: 'closed' })
        root.innerHTML = '<em>in the shadow</em>'
        root.append(document.createElement('x-late'))
        await pause()
        customElements.define('x-late', class extends HTMLElement {})
        await pause()
        const range = new Range()
        range.selectNodeContents(at('p').firstChild as Text)
        const found = new Highlight(range)
        CSS.highlights.set('found', found)
        await pause()
        // Moves with the text, of which only the mutation tells.
        ;(at('p').firstChild as Text).insertData(2, '...')
        await pause()
        found.clear()
        await pause()
        found.add(range)
        getSelection()?.selectAllChildren(at('p'))
        history.pushState({}, '', '/next')
        await pause()
      })
      // Another look of the page, another snapshot.
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.evaluate(() => new Promise((done) => setTimeout(done, 500)))
    },
  })
  const second = events.findLastIndex(({ kind }) => kind === 'snapshot')
  const of = (kind: string) => events.slice(0, second).filter((event) => event.kind === kind)
  expect(of('input')).toMatchObject([
    { value: 'by script', byScript: true },
    { checked: true, byScript: true },
    { selected: [expect.any(Number)], byScript: true },
  ])
  const changes = of('rules').flatMap(({ changes }) => changes as unknown[])
  expect(changes).toEqual([
    ['replace', expect.stringMatching(/^b \{.*p \{ color: red.*@media print/s)],
    ['delete', [0]],
    ['insert', [0], 'b { color: rgb(1, 2, 3); }'],
    ['insert', [3], 'i { color: green; }'],
    ['delete', [2]],
    ['insert', [2], expect.stringContaining('u { color: gold; }')],
    ['disabled', true],
    ['insert', [1], 's { color: plum; }'],
  ])
  expect(of('sheet')).toMatchObject([{ sheet: 1, text: 'q { color: pink; }\n' }, { sheet: 2 }])
  expect(of('adopted')).toMatchObject([
    { root: 1, sheets: [1] },
    { root: 1, sheets: [1, 2] },
  ])
  const inserted = JSON.stringify(of('mutation'))
  expect(inserted).toContain('in the shadow')
  expect(inserted).toContain('"mode":"closed"')
  expect(of('state').filter(isOfPage)).toMatchObject([
    { state: { defined: true } },
    { state: { defined: true } },
  ])
  const [first, moved, ...others] = of('highlight')
  expect(first).toMatchObject({
    name: 'found',
    priority: 0,
    ranges: [[expect.any(Number), 0, expect.any(Number), 4]],
  })
  expect(moved).toMatchObject({ ranges: [[expect.any(Number), 0, expect.any(Number), 7]] })
  expect(others).toMatchObject([
    { ranges: [] },
    { ranges: [[expect.any(Number), 0, expect.any(Number), 7]] },
  ])
  const later = events.slice(second).map(({ kind }) => kind)
  expect(later).toEqual(expect.arrayContaining(['highlight', 'selection']))
  expect(of('navigation')).toMatchObject([{ how: 'push', url: `${origin}/next` }])
})

test('animations by script and the final vitals are recorded', async ({ page, recount, serve }) => {
  const { origin } = await serve(serveApi)
  const events = await recordFromStart({
    page,
    recount,
    origin,
    act: async (page) => {
      await page.locator('#field').click()
      await page.evaluate(async () => {
        const pause = () => new Promise((done) => setTimeout(done, 250))
        const text = document.querySelector('p') as HTMLElement
        const frames = [{ opacity: 1 }, { opacity: 0, easing: 'ease-in' }]
        const fade = text.animate(frames, {
          duration: 60_000,
          iterations: Number.POSITIVE_INFINITY,
        })
        await pause()
        fade.pause()
        fade.currentTime = 30_000
        await pause()
        fade.cancel()
        await pause()
      })
    },
  })
  const animations = events.filter(({ kind }) => kind === 'animation')
  expect(animations).toMatchObject([
    {
      action: 'start',
      animation: 1,
      playState: 'running',
      timing: { duration: 60_000, iterations: 'Infinity' },
      keyframes: [
        { offset: 0, opacity: '1' },
        { offset: 1, opacity: '0', easing: 'ease-in' },
      ],
    },
    { action: 'update', animation: 1, playState: 'paused', currentTime: 30_000 },
    { action: 'cancel', animation: 1 },
  ])
  const names = events.filter(({ kind }) => kind === 'vital').map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['LCP', 'INP', 'CLS']))
})

test('fonts that script adds are in the recording', async ({ page, recount, serve }) => {
  const { origin } = await serve(serveApi)
  const events = await recordFromStart({
    page,
    recount,
    origin,
    act: (page) =>
      page.evaluate(async () => {
        const pause = () => new Promise((done) => setTimeout(done, 250))
        document.fonts.add(new FontFace('By Address', 'url(/own.woff2)', { weight: '700' }))
        await pause()
        const bytes = new Uint8Array([119, 79, 70, 50, 1, 2, 3, 4])
        document.fonts.add(new FontFace('By Bytes', bytes))
        await pause()
      }),
  })
  const sheet = events.find(({ kind }) => kind === 'sheet')
  expect(sheet?.text).toMatch(
    /font-family: "By Address".*src: url\(.*own\.woff2.*font-weight: 700/s,
  )
  expect(events.find(({ kind }) => kind === 'adopted')).toMatchObject({ root: 1, sheets: [1] })
  expect(events.find(({ kind }) => kind === 'rules')).toMatchObject({
    owner: { sheet: 1 },
    changes: [['insert', [1], expect.stringMatching(/By Bytes.*base64,d09GMgECAwQ=/s)]],
  })
})

test('what script did before a late start is in the recording', async ({
  page,
  recount,
  serve,
}) => {
  const { origin } = await serve(serveApi)
  await page.goto(origin)
  await page.evaluate(() => {
    const sheet = (document.querySelector('#sheet') as HTMLStyleElement).sheet as CSSStyleSheet
    sheet.insertRule('b { color: blue }', 0)
    document.body.append(document.createElement('style'))
  })
  await recount.setConsent(origin, 'ask', { privacy: 'allow' })
  const { sessionId } = await recount.start({ url: page.url() }, { privacy: 'allow' })
  await recount.stop(sessionId)
  const events = eventsIn(await recount.stored(sessionId))
  expect(events.filter(({ kind }) => kind === 'rules')).toMatchObject([
    { changes: [['replace', expect.stringMatching(/^b \{ color: blue; \}\np \{ color: red; \}/)]] },
  ])
})

test('a second recording of the same document knows what script did before it', async ({
  page,
  recount,
  serve,
}) => {
  const { origin } = await serve(serveApi)
  await recordFromStart({
    page,
    recount,
    origin,
    act: (page) =>
      page.evaluate(async () => {
        const sheet = (document.querySelector('#sheet') as HTMLStyleElement).sheet as CSSStyleSheet
        sheet.insertRule('b { color: blue }', 0)
        document.fonts.add(new FontFace('Added', 'url(/own.woff2)'))
        customElements.define(
          'x-state',
          class extends HTMLElement {
            constructor() {
              super()
              this.attachInternals().states.add('busy')
            }
          },
        )
        document.body.append(document.createElement('x-state'))
      }),
  })
  const { sessionId } = await recount.start({ url: page.url() }, { privacy: 'allow' })
  await page.evaluate(() => new Promise((done) => setTimeout(done, 300)))
  await recount.stop(sessionId)
  const events = eventsIn(await recount.stored(sessionId))
  const of = (kind: string) => events.filter((event) => event.kind === kind)
  expect(of('rules')).toMatchObject([
    { changes: [['replace', expect.stringMatching(/^b \{ color: blue; \}/)]] },
  ])
  expect(of('sheet')).toMatchObject([{ text: expect.stringContaining('Added') }])
  expect(of('state').filter(isOfPage)).toMatchObject([{ state: { states: ['busy'] } }])
})

test('a request that is on its way when the recording ends is told as unfinished', async ({
  page,
  recount,
  serve,
}) => {
  const { origin } = await serve((request, response) => {
    if (request.url?.startsWith('/slow')) return // never answers
    response.setHeader('content-type', 'text/html')
    response.end('<!doctype html><title>Slow</title><p>Text</p>')
  })
  await page.goto(origin)
  await recount.setConsent(origin, 'ask', { privacy: 'allow' })
  const { sessionId } = await recount.start({ url: page.url() }, { privacy: 'allow' })
  await page.evaluate(() => {
    fetch('/slow?fetch').catch(() => {})
    const request = new XMLHttpRequest()
    request.open('GET', '/slow?xhr')
    request.send()
  })
  await recount.stop(sessionId)
  const requests = eventsIn(await recount.stored(sessionId)).filter(({ error }) => error)
  expect(requests).toMatchObject([
    { via: 'fetch', url: `${origin}/slow?fetch`, error: 'unfinished' },
    { via: 'xhr', url: `${origin}/slow?xhr`, error: 'unfinished' },
  ])
})

test('sockets and event streams are recorded with what they carry', async ({ page, recount }) => {
  const server = createServer((request, response) => {
    const isStream = request.url === '/stream'
    response.setHeader('content-type', isStream ? 'text/event-stream' : 'text/html')
    if (isStream) response.write('data: tick\n\n')
    else response.end('<!doctype html><title>Sockets</title><p>Text</p>')
  })
  server.on('upgrade', (request, socket) => {
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`
    const accept = createHash('sha1').update(key).digest('base64')
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    )
    // One text frame "hello", one binary frame of two bytes.
    socket.write(Buffer.from([0x81, 5, ...Buffer.from('hello'), 0x82, 2, 1, 2]))
  })
  await new Promise<void>((done) => server.listen(0, 'localhost', done))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  await page.goto(origin)
  await recount.setConsent(origin, 'ask', { privacy: 'allow' })
  const { sessionId } = await recount.start(
    { url: page.url() },
    { privacy: 'allow', capture: { networkBodies: true } },
  )
  await page.evaluate(async () => {
    const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/socket`)
    let heard = 0
    await new Promise<void>((done) => {
      socket.onmessage = () => ++heard === 2 && done()
    })
    socket.send('question')
    const stream = new EventSource('/stream')
    await new Promise((done) => stream.addEventListener('message', done))
    stream.close()
  })
  await recount.stop(sessionId)
  server.closeAllConnections()
  server.close()
  const events = eventsIn(await recount.stored(sessionId)).filter(({ kind }) => kind === 'socket')
  expect(events).toMatchObject([
    { via: 'websocket', socket: 1, action: 'open', url: expect.stringMatching(/^ws:.*socket$/) },
    { via: 'websocket', socket: 1, action: 'receive', bytes: 5, body: 'hello' },
    { via: 'websocket', socket: 1, action: 'receive', bytes: 2, omitted: { body: 'binary' } },
    { via: 'websocket', socket: 1, action: 'send', bytes: 8, body: 'question' },
    { via: 'eventsource', socket: 2, action: 'open', url: `${origin}/stream` },
    { via: 'eventsource', socket: 2, action: 'receive', bytes: 4, body: 'tick' },
  ])
})
