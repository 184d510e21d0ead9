/** The player engine in real Chromium, in a plain page with a recording in memory. */
import { type Browser, chromium, expect, type Page, test } from '@playwright/test'
import type { RecordEvent } from '../../lib/format/events'
import type { PackedNode } from '../../lib/format/tree'
import { findChromium } from '../../scripts/support/chromium.mjs'
import { bundle } from '../support/bundle'
import { TEST_EPOCH, type TestRecording } from '../support/inMemorySource'
import { html, snapshot } from '../support/recordings'
import { startServer, type TestServer } from '../support/serve'

let browser: Browser
let page: Page
let host: TestServer
let web: TestServer

test.beforeAll(async () => {
  const script = await bundle('tests/support/playerPage.ts')
  host = await startServer((request, response) => {
    const isScript = request.url === '/player.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(
      isScript
        ? script
        : '<!doctype html><style>body{margin:0}main{width:100vw;height:100vh}</style><main></main><script src="/player.js"></script>',
    )
  })
  web = await startServer((_request, response) => response.end('never'))
  const found = await findChromium()
  browser = await chromium.launch({
    ...(found && { executablePath: found.path }),
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
  })
})

test.afterAll(async () => {
  await browser?.close()
  await host?.stop()
  await web?.stop()
})

test.beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1000, height: 700 } })
  await page.goto(host.origin)
})

test.afterEach(() => page.close())

/** As text: the type of a nested tree is more than `evaluate` can spell out. */
const open = (recording: TestRecording) =>
  page.evaluate((given) => window.openRecording(JSON.parse(given)), JSON.stringify(recording))
const seek = (ms: number) => page.evaluate((at) => window.player.seek(at), ms)
const inStage = <T>(read: (doc: Document) => T): Promise<T> =>
  page.evaluate(
    `(${read.toString()})(document.querySelector('iframe[data-recount-replay]').contentDocument)`,
  ) as Promise<T>

test('shows a document, applies events and goes back', async () => {
  const events: RecordEvent[] = [
    // doctype 2 html 3 head 4 body 5 ul 6 li 7 text 8 input 9
    snapshot(
      html(
        [],
        [
          ['ul', 0, 0, ['li', ['class', 'first'], 0, 'one']],
          ['input', ['value', 'a'], 0],
        ],
      ),
    ),
    { kind: 'mutation', time: 100, inserts: [[6, 0, 10, ['li', 0, 0, 'two']]] },
    { kind: 'mutation', time: 200, inserts: [[6, 7, 10]], texts: [[8, 'ONE']] },
    { kind: 'input', time: 300, id: 9, value: 'typed' },
    { kind: 'mutation', time: 400, removes: [7], attributes: [[10, 'class', 'last']] },
  ]
  await open({ streams: [{ events }], chunkSize: 2 })
  const look = () =>
    inStage((doc) => {
      const items = [...doc.querySelectorAll('li')].map((li) => `${li.className}:${li.textContent}`)
      return `${items.join(' ')} ${doc.querySelector('input')?.value}`
    })
  const moments: [number, string][] = [
    [0, 'first:one a'],
    [150, 'first:one :two a'],
    [250, ':two first:ONE a'],
    [350, ':two first:ONE typed'],
    [400, 'last:two typed'],
    [250, ':two first:ONE a'],
    [0, 'first:one a'],
    [400, 'last:two typed'],
    [150, 'first:one :two a'],
  ]
  for (const [ms, expected] of moments) {
    await seek(ms)
    expect(await look(), `at ${ms}`).toBe(expected)
  }
  expect(await inStage((doc) => doc.compatMode)).toBe('CSS1Compat')
})

test('plays several documents one after the other, to the end', async () => {
  const first: RecordEvent[] = [
    snapshot(html([], ['first page'])),
    { kind: 'end', time: 180, reason: 'unload' },
  ]
  const second: RecordEvent[] = [
    snapshot(html([], ['second page']), { url: 'https://shop.example/two', title: 'Two' }),
    { kind: 'mutation', time: 150, texts: [[6, 'second page, later']] },
  ]
  await open({
    streams: [{ events: first }, { stream: { startedAt: TEST_EPOCH + 200 }, events: second }],
  })
  expect(await inStage((doc) => doc.body.textContent)).toBe('first page')
  await page.evaluate(() => window.player.play())
  await page.waitForFunction(() => window.player.state.value.status === 'ended')
  expect(await inStage((doc) => doc.body.textContent)).toBe('second page, later')
  expect(await page.evaluate(() => window.player.state.value)).toMatchObject({
    timeMs: 350,
    durationMs: 350,
    url: 'https://shop.example/two',
    title: 'Two',
  })
  await seek(100)
  expect(await inStage((doc) => doc.body.textContent)).toBe('first page')
  expect(await page.evaluate(() => document.querySelectorAll('iframe').length)).toBe(1)
})

test('shows the documents of frames in their frames, and follows their navigation', async () => {
  const top: RecordEvent[] = [
    // body 5, p 6, iframe 7
    snapshot(
      html(
        [],
        [
          ['p', 0, 0],
          ['iframe', ['src', `${web.origin}/frame`], 0],
        ],
      ),
    ),
    { kind: 'frame', time: 10, id: 7, stream: 's1' },
    { kind: 'frame', time: 200, id: 7, stream: 's2' },
    { kind: 'mutation', time: 300, inserts: [[5, 6, 7]] },
    { kind: 'mutation', time: 400, removes: [7] },
  ]
  const child: RecordEvent[] = [
    snapshot(html([], ['in the frame'])),
    { kind: 'mutation', time: 100, texts: [[6, 'changed in the frame']] },
  ]
  const other: RecordEvent[] = [snapshot(html([], ['another document']))]
  await open({
    streams: [
      { events: top },
      { stream: { framePath: [0], startedAt: TEST_EPOCH + 5 }, events: child },
      { stream: { framePath: [0], startedAt: TEST_EPOCH + 190 }, events: other },
    ],
  })
  const inFrame = () =>
    inStage((doc) => doc.querySelector('iframe')?.contentDocument?.body?.textContent ?? null)
  const moments: [number, string | null][] = [
    [0, ''],
    [50, 'in the frame'],
    [150, 'changed in the frame'],
    [250, 'another document'],
    [350, 'another document'],
    [400, null],
    [150, 'changed in the frame'],
    [20, 'in the frame'],
  ]
  for (const [ms, expected] of moments) {
    await seek(ms)
    expect(await inFrame(), `at ${ms}`).toBe(expected)
  }
  expect(await inStage((doc) => doc.querySelector('iframe')?.getAttribute('sandbox'))).toBe(
    'allow-same-origin',
  )
})

test('runs nothing and reaches nobody, whatever the recording says', async () => {
  const evil = web.origin
  const nasty: PackedNode[] = [
    ['script', ['src', `${evil}/a.js`], 0, 'top.hacked = 1'],
    ['img', ['src', `${evil}/b.png`, 'srcset', `${evil}/c.png 2x`, 'onerror', 'top.hacked = 1'], 0],
    ['a', ['href', 'javascript:top.hacked=1', 'ping', evil, 'id', 'link'], 0, 'link'],
    ['a', ['href', `${evil}/away`, 'id', 'away'], 0, 'away'],
    ['iframe', ['src', evil, 'srcdoc', '<script>top.hacked=1</script>'], 0],
    ['object', ['data', evil, 'type', 'text/html'], 0],
    ['embed', ['src', evil], 0],
    ['video', ['src', `${evil}/v.mp4`, 'poster', `${evil}/p.png`, 'autoplay', ''], 0],
    ['audio', ['src', `${evil}/v.mp3`], 0],
    [
      'form',
      ['action', evil],
      0,
      ['input', ['name', 'insertBefore'], 0],
      ['button', ['formaction', evil], 0],
    ],
    ['div', ['style', `background:url(${evil}/d.png)`, 'background', `${evil}/x.png`], 0, 'text'],
    [
      'svg',
      0,
      0,
      ['image', ['href', `${evil}/e.png`], 0],
      ['use', ['href', `${evil}/f.svg#a`], 0],
      ['script', 0, 0, 'top.hacked=1'],
      [
        'a',
        ['xlink:href', 'javascript:top.hacked=1'],
        0,
        ['animate', ['attributeName', 'href', 'values', 'javascript:top.hacked=1'], 0],
      ],
    ],
    ['math', ['href', 'javascript:top.hacked=1'], 0],
    ['details', ['open', '', 'ontoggle', 'top.hacked = 1'], 0],
    ['input', ['autofocus', '', 'onfocus', 'top.hacked = 1'], 0],
  ]
  const head: PackedNode[] = [
    ['base', ['href', evil], 0],
    ['meta', ['http-equiv', 'refresh', 'content', `0;url=${evil}/refresh`], 0],
    ['link', ['rel', 'preconnect', 'href', evil], 0],
    ['LINK', ['rel', 'preconnect', 'href', evil], 0],
    ['link', ['rel', 'dns-prefetch', 'href', evil], 0],
    ['link', ['rel', 'preload', 'as', 'image', 'href', `${evil}/g.png`], 0],
    ['link', ['rel', 'prefetch', 'href', `${evil}/h`], 0],
    ['link', ['rel', 'stylesheet', 'href', `${evil}/i.css`], 0],
    ['link', ['rel', 'icon', 'href', `${evil}/i.ico`], 0],
    [
      'link',
      ['rel', 'stylesheet'],
      { cssText: `@import "${evil}/j.css"; body{background:url(${evil}/k.png)}` },
    ],
    [
      'style',
      0,
      0,
      `@import url(${evil}/l.css);`,
      `@font-face{font-family:x;src:url(${evil}/m.woff)} body{font-family:x;cursor:url(${evil}/n.cur),auto;background:u`,
      `rl(${evil}/o.png)}`,
    ],
  ]
  const events: RecordEvent[] = [
    snapshot(html(head, nasty)),
    { kind: 'sheet', time: 20, sheet: 1, text: `p{background:url(${evil}/p.png)}` },
    { kind: 'adopted', time: 20, root: 1, sheets: [1] },
    {
      kind: 'mutation',
      time: 30,
      attributes: [
        [5, 'onclick', 'top.hacked=1'],
        [5, 'href', evil],
      ],
    },
    {
      kind: 'rules',
      time: 40,
      owner: { sheet: 1 },
      changes: [['insert', [0], `div{background:url(${evil}/q.png)}`]],
    },
  ]
  await open({ streams: [{ events }] })
  await seek(40)
  await page.evaluate(() => window.player.play())
  await inStage((doc) => {
    for (const id of ['link', 'away']) (doc.getElementById(id) as HTMLElement).click()
    doc.querySelector('form')?.requestSubmit()
  })
  await seek(0)
  await page.waitForTimeout(300) // nothing to wait for: it must not come
  expect(await page.evaluate(() => Reflect.get(window, 'hacked'))).toBeUndefined()
  expect(web.requests).toEqual([])
  expect(web.connections).toBe(0)
  expect(
    await inStage((doc) => doc.querySelectorAll('script, [onerror], [srcdoc], iframe[src]').length),
  ).toBe(0)
  expect(await inStage((doc) => doc.querySelector('form input')?.getAttribute('name'))).toBe(
    'insertBefore',
  )
})

test('shows stored resources, and lists those that are not kept', async () => {
  const head: PackedNode[] = [
    [
      'link',
      ['rel', 'stylesheet', 'href', '/main.css'],
      { css: 'https://shop.example/css/main.css' },
    ],
  ]
  const body: PackedNode[] = [
    ['img', ['src', '/a.svg'], 0],
    ['img', ['src', '/gone.png'], 0],
    ['p', 0, 0, 'text'],
  ]
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="40"/>',
  ).toString('base64')
  const css = Buffer.from('p { color: rgb(1, 2, 3); background: url(../a.svg) }').toString('base64')
  await open({
    streams: [{ events: [snapshot(html(head, body))] }],
    resources: {
      'https://shop.example/a.svg': { mimeType: 'image/svg+xml', bytes: svg as never },
      'https://shop.example/css/main.css': { mimeType: 'text/css', bytes: css as never },
      'https://shop.example/gone.png': 'too-large',
    },
  })
  const seen = await inStage((doc) => {
    const style = doc.defaultView?.getComputedStyle(doc.querySelector('p') as Element)
    const image = doc.querySelector('img')
    return {
      color: style?.color,
      background: style?.backgroundImage.slice(0, 9),
      size: [image?.naturalWidth, image?.naturalHeight],
    }
  })
  expect(seen).toEqual({ color: 'rgb(1, 2, 3)', background: 'url("blob', size: [30, 40] })
  const missing = await page.evaluate(() => window.player.missing.value)
  expect(missing).toMatchObject([{ key: 'https://shop.example/gone.png', missing: 'too-large' }])
})

test('shows live state: scroll, hover, focus, dialogs, shadow roots, adopted sheets, rules', async () => {
  const head: PackedNode[] = [
    // style 5, text 6
    ['style', 0, 0, 'a:hover{color:rgb(1,0,0)} input:focus{color:rgb(2,0,0)} #tall{height:3000px}'],
  ]
  const body: PackedNode[] = [
    // body 7, div 8, shadow 9, span 10, text 11
    ['div', 0, 0, { shadow: [['span', 0, 0, 'shade']], mode: 'closed', adopted: [1] }],
    ['a', ['href', '/x'], 0, 'link'], // 12, 13
    ['input', 0, 0], // 14
    ['dialog', ['open', ''], { top: 'modal' }, 'talk'], // 15, 16
    ['div', ['id', 'tall'], 0], // 17
    ['select', 0, 0, ['option', 0, 0, 'a'], ['option', 0, 0, 'b']], // 18, 19, 20, 21, 22
    ['x-thing', 0, { defined: true }],
    ['a:b', ['@click', 'no', '[x]', 'y'], 0],
    ['canvas', ['width', '70', 'height', '30'], 0],
  ]
  const events: RecordEvent[] = [
    { kind: 'sheet', time: 0, sheet: 1, text: 'span{color:rgb(3,0,0)}' },
    snapshot(html(head, body)),
    { kind: 'move', time: 100, pointer: 'mouse', points: [[0, 5, 5, 13]] },
    { kind: 'focus', time: 200, id: 14 },
    { kind: 'scroll', time: 300, id: 1, left: 0, top: 500 },
    {
      kind: 'rules',
      time: 400,
      owner: { node: 5 },
      changes: [
        ['insert', [0], 'a{font-size:30px}'],
        ['set', [1], 'color', 'rgb(9, 0, 0)', ''],
      ],
    },
    { kind: 'rules', time: 500, owner: { node: 5 }, changes: [['delete', [0]]] },
    { kind: 'input', time: 600, id: 18, selected: [21] },
    { kind: 'state', time: 700, id: 15, state: { top: null } },
    { kind: 'mutation', time: 700, attributes: [[15, 'open', null]] },
  ]
  await open({ streams: [{ events }] })
  const look = () =>
    inStage((doc) => {
      const css = (selector: string | Element | null | undefined) =>
        doc.defaultView?.getComputedStyle(
          (typeof selector === 'string' ? doc.querySelector(selector) : selector) as Element,
        )
      return {
        shade: css(doc.querySelector('div')?.shadowRoot?.querySelector('span'))?.color,
        hover: css('a')?.color === 'rgb(1, 0, 0)' || css('a')?.color === 'rgb(9, 0, 0)',
        rule: css('a')?.color === 'rgb(9, 0, 0)',
        size: css('a')?.fontSize,
        focus: css('input')?.color === 'rgb(2, 0, 0)',
        modal: doc.querySelector('dialog')?.matches(':modal'),
        top: doc.defaultView?.scrollY,
        chosen: doc.querySelector('select')?.value,
        defined: doc.querySelector('x-thing')?.matches(':defined'),
        odd: doc.querySelector('select ~ x-thing + *')?.outerHTML,
        canvas: [
          doc.querySelector('canvas')?.clientWidth,
          doc.querySelector('canvas')?.attributes.length,
        ],
      }
    })
  const start = {
    shade: 'rgb(3, 0, 0)',
    hover: false,
    rule: false,
    size: '16px',
    focus: false,
    modal: true,
    top: 0,
    chosen: 'a',
    defined: true,
    odd: '<a:b @click="no" [x]="y"></a:b>',
    canvas: [70, 2],
  }
  expect(await look()).toEqual(start)
  await seek(450)
  expect(await look()).toEqual({
    ...start,
    hover: true,
    rule: true,
    size: '30px',
    focus: true,
    top: 500,
  })
  await seek(700)
  expect(await look()).toEqual({
    ...start,
    hover: true,
    rule: true,
    focus: true,
    top: 500,
    modal: false,
    chosen: 'b',
  })
  await seek(350)
  expect(await look()).toEqual({ ...start, hover: true, focus: true, top: 500 })
  await seek(0)
  expect(await look()).toEqual(start)
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body')
})

test('shows the first frame before the whole session is read', async () => {
  const events: RecordEvent[] = [snapshot(html([], ['text']))]
  for (let time = 10; time <= 10_000; time += 10) {
    events.push({ kind: 'mutation', time, texts: [[6, `at ${time}`]] })
  }
  await open({ streams: [{ events }], chunkSize: 20 })
  expect((await page.evaluate(() => window.reads)).length).toBeLessThan(4)
  await seek(9_005)
  expect(await inStage((doc) => doc.body.textContent)).toBe('at 9000')
  const overview = await page.evaluate(() => window.player.overview())
  expect(overview).toMatchObject({ durationMs: 10_000, pages: [{ atMs: 0 }] })
})

test('jumps over stretches in which nobody did anything, at any speed', async () => {
  const events: RecordEvent[] = [
    snapshot(html([], ['text'])),
    { kind: 'pointer', time: 200, action: 'click', pointer: 'mouse', id: 5, x: 1, y: 1 },
    { kind: 'mutation', time: 30_000, texts: [[6, 'meanwhile']] },
    { kind: 'pointer', time: 60_000, action: 'click', pointer: 'mouse', id: 5, x: 1, y: 1 },
    { kind: 'mutation', time: 60_300, texts: [[6, 'end']] },
  ]
  await open({ streams: [{ events }] })
  const seen = await page.evaluate(async () => {
    const { player } = window
    const { pauses } = await player.overview()
    player.setSkipInactivity(true)
    await player.play(4)
    return { pauses }
  })
  // Without the jump it would take fifteen seconds.
  const ended = () => window.player.state.value.status === 'ended'
  await page.waitForFunction(ended, undefined, { timeout: 8000 })
  expect(seen.pauses).toEqual([{ fromMs: 200, toMs: 60_000 }])
  expect(await inStage((doc) => doc.body.textContent)).toBe('end')
  expect(await page.evaluate(() => window.player.state.value)).toMatchObject({
    speed: 4,
    timeMs: 60_300,
    skipping: false,
  })
})

test('shows what it can of a tree deeper than any page, and goes on', async () => {
  await page.evaluate(async () => {
    const deep = (levels: number) => {
      let node = '"at the bottom"'
      for (let level = 0; level < levels; level++) node = `["div",0,0,${node}]`
      return node
    }
    const children = `[["html",0,0,["head",0,0],["body",0,0,${deep(50_000)},["p",0,0,"after it"]]]]`
    const event = `{"kind":"snapshot","time":0,"url":"","title":"","viewport":{"width":800,"height":600},"scroll":[0,0],"children":${children}}`
    const recording = JSON.parse(`{"streams":[{"events":[]}],"chunkSize":1}`)
    recording.streams[0].events.push({ kind: 'visibility', time: 0, visible: true })
    // Written by hand: JSON.stringify of the deep tree is what overflows first.
    window.deepChunk = event
    await window.openRecording(recording)
  })
  expect(await inStage((doc) => doc.querySelector('body > p')?.textContent)).toBe('after it')
  expect(await page.evaluate(() => window.player.state.value.status)).toBe('paused')
})

test('opens where the first page lost its beginning, and shows what comes after it', async () => {
  const lost: RecordEvent[] = [
    { kind: 'gap', time: 0, reason: 'damaged' },
    { kind: 'focus', time: 1500, id: 3 },
  ]
  // A picture that failed comes a little before its page, and the page is shown at once.
  const next: RecordEvent[] = [
    { kind: 'error', time: 0, what: 'resource', name: '', message: 'a.png' },
    snapshot(html([], ['next page']), { time: 400 }),
    { kind: 'mutation', time: 900, texts: [[6, 'later']] },
  ]
  await open({
    streams: [{ events: lost }, { stream: { startedAt: TEST_EPOCH + 2000 }, events: next }],
  })
  const look = () =>
    page.evaluate(() => ({
      blank: window.player.state.value.isBlank,
      status: window.player.state.value.status,
      text: document.querySelector<HTMLIFrameElement>('iframe[data-recount-replay]')
        ?.contentDocument?.body.textContent,
    }))
  expect(await look()).toEqual({ blank: true, status: 'paused', text: undefined })
  await seek(2000)
  expect(await look()).toEqual({ blank: false, status: 'paused', text: 'next page' })
  await seek(2900)
  expect(await look()).toMatchObject({ text: 'later' })
  await seek(1600)
  expect(await look()).toEqual({ blank: true, status: 'paused', text: undefined })
  const overview = await page.evaluate(() => window.player.overview())
  expect(overview.blanks).toEqual([{ fromMs: 0, toMs: 1500 }])
  await page.evaluate(() => window.player.play(16))
  await page.waitForFunction(() => window.player.state.value.status === 'ended')
  expect(await look()).toMatchObject({ blank: false, text: 'later' })
})

test('says why when there is nothing to show', async () => {
  await open({ streams: [] })
  expect(await page.evaluate(() => window.player.state.value)).toMatchObject({
    status: 'failed',
    error: 'This recording holds nothing that can be shown.',
  })
  await open({ streams: [{ events: [{ kind: 'focus', time: 0, id: 3 }] }] })
  expect(await page.evaluate(() => window.player.state.value)).toMatchObject({
    status: 'paused',
    isBlank: true,
  })
  await expect(seek(Number.NaN)).rejects.toThrow('must be a number')
})
