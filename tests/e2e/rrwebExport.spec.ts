/** Our events in the words of rrweb, played by rrweb's own Replayer. */
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
let complaints: string[]

test.beforeAll(async () => {
  const script = await bundle('tests/support/rrwebPage.ts')
  host = await startServer((request, response) => {
    const isScript = request.url === '/rrweb.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(
      isScript ? script : '<!doctype html><main></main><script src="/rrweb.js"></script>',
    )
  })
  const found = await findChromium()
  browser = await chromium.launch({
    ...(found && { executablePath: found.path }),
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
  })
})

test.afterAll(async () => {
  await browser?.close()
  await host?.stop()
})

test.beforeEach(async () => {
  page = await browser.newPage()
  complaints = []
  page.on('console', (message) => {
    if (/replayer|not found/i.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(host.origin)
})

test.afterEach(async () => {
  await page.close()
})

const play = (recording: TestRecording) =>
  page.evaluate((given) => window.replayInRrweb(JSON.parse(given)), JSON.stringify(recording))
/** Steps through forward, then jumps: with and without rrweb's virtual DOM. */
const pauseAt = (ms: number) => page.evaluate((at) => window.replayer.pause(at), ms)
const inReplay = <T>(read: (doc: Document) => T): Promise<T> =>
  page.evaluate(`(${read.toString()})(window.replayer.iframe.contentDocument)`) as Promise<T>

const body: PackedNode[] = [
  // body 5, ul 6, li 7 'one' 8, li 9 'two' 10, iframe 11, host 12 shadow 13 b 14 'shade' 15, input 16, textarea 17
  ['ul', 0, 0, ['li', 0, 0, 'one'], ['li', 0, 0, 'two']],
  ['iframe', 0, 0],
  ['div', 0, 0, { shadow: [['b', 0, 0, 'shade']], mode: 'closed', adopted: [1] }],
  ['input', 0, { value: 'start' }],
  ['textarea', 0, 0, 'old'],
]

const top: RecordEvent[] = [
  snapshot(html([], body)),
  { kind: 'sheet', time: 1, sheet: 1, text: 'b{color:rgb(1,2,3)} i{color:red}' },
  { kind: 'frame', time: 20, id: 11, stream: 's1' },
  {
    kind: 'mutation',
    time: 100,
    inserts: [
      [6, 7, 9],
      [6, 0, 19, ['li', ['class', 'new'], 0, ['em', 0, 0, 'three']]],
    ],
  },
  {
    kind: 'mutation',
    time: 200,
    removes: [7],
    inserts: [
      [9, 0, 20],
      [13, 14, 22, ['i', 0, 0, 'added']],
    ],
    texts: [[10, 'TWO']],
    attributes: [
      [6, 'id', 'list'],
      [19, 'class', null],
    ],
  },
  {
    kind: 'rules',
    time: 250,
    owner: { sheet: 1 },
    changes: [
      ['insert', [0], 'b{font-size:40px}'],
      ['set', [1], 'color', 'rgb(4, 5, 6)', ''],
    ],
  },
  { kind: 'input', time: 300, id: 16, value: 'typed' },
  { kind: 'input', time: 300, id: 17, value: 'long text' },
  { kind: 'scroll', time: 310, id: 1, left: 0, top: 0 },
  { kind: 'pointer', time: 320, action: 'click', pointer: 'mouse', id: 16, x: 1, y: 2 },
  {
    kind: 'move',
    time: 330,
    pointer: 'mouse',
    points: [
      [10, 1, 2, 16],
      [0, 3, 4, 0],
    ],
  },
  { kind: 'focus', time: 340, id: 16 },
  { kind: 'console', time: 350, level: 'log', args: ['hello', { a: 1 }] },
  { kind: 'mutation', time: 400, inserts: [[5, 6, 11]] },
  {
    kind: 'network',
    time: 50,
    via: 'fetch',
    method: 'GET',
    url: 'https://shop.example/api',
    durationMs: 380,
    status: 200,
  },
  { kind: 'mutation', time: 500, removes: [11] },
  { kind: 'end', time: 590, reason: 'unload' },
]
const frame: RecordEvent[] = [
  snapshot(html([], ['framed'])),
  { kind: 'mutation', time: 150, texts: [[6, 'framed, later']] },
  { kind: 'mutation', time: 560, texts: [[6, 'nobody sees this']] },
]
const next: RecordEvent[] = [
  snapshot(html([], ['the next page'])),
  { kind: 'mutation', time: 50, texts: [[6, 'the next page, later']] },
]
const recording: TestRecording = {
  streams: [
    { events: top },
    { stream: { framePath: [0], startedAt: TEST_EPOCH + 5 }, events: frame },
    { stream: { startedAt: TEST_EPOCH + 600 }, events: next },
  ],
}

test("rrweb's Replayer shows what our player shows, at each moment and without complaint", async () => {
  await play(recording)
  const look = () =>
    inReplay((doc) => {
      const bold = doc.querySelector('div')?.shadowRoot?.querySelector('b')
      const style = bold && doc.defaultView?.getComputedStyle(bold)
      return {
        items: [...doc.querySelectorAll('li')].map((li) => li.textContent).join(),
        frame: doc.querySelector('iframe')?.contentDocument?.body?.textContent ?? '',
        shadow: doc.querySelector('div')?.shadowRoot?.textContent ?? '',
        bold: style ? `${style.color} ${style.fontSize}` : '',
        value: doc.querySelector('input')?.value,
        area: doc.querySelector('textarea')?.value,
        text: doc.body.lastChild?.nodeType === 3 ? doc.body.textContent : '',
      }
    })
  const at10 = {
    items: 'one,two',
    frame: '',
    shadow: 'shade',
    bold: 'rgb(1, 2, 3) 16px',
    value: 'start',
    area: 'old',
    text: '',
  }
  const at150 = { ...at10, items: 'two,one,three', frame: 'framed' }
  const at360 = {
    items: 'TWOthree,',
    frame: 'framed, later',
    shadow: 'addedshade',
    bold: 'rgb(4, 5, 6) 40px',
    value: 'typed',
    area: 'long text',
    text: '',
  }
  const at420 = { ...at360 }
  const last = {
    items: '',
    frame: '',
    shadow: '',
    bold: '',
    value: undefined,
    area: undefined,
    text: 'the next page, later',
  }
  const moments: [number, Record<string, unknown>][] = [
    [10, at10],
    [120, at150],
    [380, at360],
    [420, at420],
    [520, { ...at360, frame: '' }],
    [651, last],
    [380, at360],
    [10, at10],
    [520, { ...at360, frame: '' }],
  ]
  for (const [ms, expected] of moments) {
    await pauseAt(ms)
    expect(await look(), `at ${ms}`).toEqual(expected)
  }
  expect(complaints).toEqual([])
})

test('events are in order, the first two are Meta and FullSnapshot, plugins carry console and network', async () => {
  await play(recording)
  const events = await page.evaluate(() => window.events)
  expect(events.slice(0, 2).map((event) => event.type)).toEqual([4, 2])
  const times = events.map((event) => event.timestamp)
  expect(times).toEqual([...times].sort((a, b) => a - b))
  const plugins = events.filter((event) => event.type === 6).map((event) => event.data)
  expect(plugins).toMatchObject([
    {
      plugin: 'rrweb/network@1',
      payload: { requests: [{ name: 'https://shop.example/api', duration: 380 }] },
    },
    { plugin: 'rrweb/console@1', payload: { level: 'log', payload: ['"hello"', '{"a":1}'] } },
  ])
  expect(complaints).toEqual([])
})

test('follows the tabs of a session as they were turned to, also two windows side by side', async () => {
  const tab = (name: string, events: RecordEvent[] = []): RecordEvent[] => [
    { ...snapshot(html([], [['h1', 0, 0, name]])), url: `https://shop.example/${name}` },
    ...events,
  ]
  const words = (time: number, text: string): RecordEvent => ({
    kind: 'mutation',
    time,
    texts: [[7, text]],
  })
  const turn = (ms: number, number: number) => ({ at: TEST_EPOCH + ms, tab: number })
  await play({
    // Tab 1 is opened behind, turned to at 2 s, back at 4 s. Both are visible all the time.
    session: { tabTurns: [turn(0, 0), turn(2000, 1), turn(4000, 0)] },
    streams: [
      {
        events: tab('first', [
          words(1500, 'first, later'),
          words(3000, 'first, unseen'),
          words(5000, 'first, last'),
          words(6000, 'over'),
        ]),
      },
      {
        stream: { tab: 1, startedAt: TEST_EPOCH + 500 },
        events: tab('second', [words(2500, 'second, later')]),
      },
    ],
  })
  const text = () => inReplay((doc) => doc.querySelector('h1')?.textContent)
  const shown: [number, string][] = [
    [100, 'first'],
    [1600, 'first, later'],
    [2100, 'second'],
    [3100, 'second, later'],
    [4100, 'first, unseen'],
    [5100, 'first, last'],
  ]
  for (const [ms, expected] of [...shown, ...shown.toReversed()]) {
    await pauseAt(ms)
    await expect.poll(text, `at ${ms} ms`).toBe(expected)
  }
  const pages = await page.evaluate(() =>
    window.events.flatMap(({ type, data, timestamp }) =>
      type === 4
        ? [[String(data.href).split('/').at(-1), timestamp - (window.events[0]?.timestamp ?? 0)]]
        : [],
    ),
  )
  expect(pages).toEqual([
    ['first', 0],
    ['second', 2000],
    ['first', 4000],
  ])
  expect(complaints).toEqual([])
})
