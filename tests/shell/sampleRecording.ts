import type { RecordEvent } from '../../lib/format/events'
import type { Session } from '../../lib/format/session'
import type { RecordingSource } from '../../lib/format/source'
import type { PackedNode } from '../../lib/format/tree'
import { inMemorySource, TEST_EPOCH } from '../support/inMemorySource'

const STYLE = `
  body { font: 15px/1.5 Arial, sans-serif; margin: 0; color: #222; background: #fbfaf7 }
  header { background: #23433a; color: #fff; padding: 18px 40px; font-size: 22px }
  main { display: grid; grid-template-columns: repeat(3, 1fr); gap: 20px; padding: 30px 40px }
  article { background: #fff; border: 1px solid #e3e0d8; border-radius: 10px; padding: 20px }
  article div { height: 110px; border-radius: 8px; background: linear-gradient(135deg, #9dc08b, #40513b); margin-bottom: 14px }
  button { background: #23433a; color: #fff; border: 0; padding: 9px 16px; border-radius: 6px }
`
const NAMES = ['Monstera', 'Snake plant', 'Olive tree', 'Pothos', 'Rubber plant', 'Aloe']

function page(title: string): PackedNode[] {
  const cards = NAMES.map(
    (name): PackedNode => [
      'article',
      0,
      0,
      ['div', 0, 0],
      ['h3', 0, 0, name],
      ['button', 0, 0, 'Add to cart'],
    ],
  )
  return [
    { doctype: ['html', '', ''] },
    [
      'html',
      ['lang', 'en'],
      0,
      ['head', 0, 0, ['title', 0, 0, title], ['style', 0, 0, STYLE]],
      ['body', 0, 0, ['header', 0, 0, `Green corner - ${title}`], ['main', 0, 0, ...cards]],
    ],
  ]
}

function visit(path: string, title: string, events: RecordEvent[]) {
  const url = `https://shop.example${path}`
  const snapshot: RecordEvent = {
    kind: 'snapshot',
    time: 0,
    url,
    title,
    viewport: { width: 1280, height: 720 },
    children: page(title),
    scroll: [0, 0],
    reached: 'navigate',
  }
  return { url, title, events: [snapshot, ...events] }
}

const first: RecordEvent[] = [
  { kind: 'vital', time: 420, name: 'FCP', value: 380, rating: 'good' },
  { kind: 'vital', time: 900, name: 'LCP', value: 2_900, rating: 'needs-improvement' },
  {
    kind: 'network',
    time: 300,
    via: 'fetch',
    method: 'GET',
    url: 'https://shop.example/api/products?page=1',
    status: 200,
    durationMs: 84,
    responseBytes: 18_230,
    mimeType: 'application/json',
    responseHeaders: [['content-type', 'application/json']],
    omitted: { responseBody: 'Bodies are switched off' },
  },
  {
    kind: 'console',
    time: 500,
    level: 'info',
    args: [
      'Loaded products',
      { count: 6, filters: ['shade', 'pet safe'], page: { number: 1, of: 4 } },
    ],
  },
  ...moves(1_200, 3_000),
  {
    kind: 'pointer',
    time: 3_100,
    action: 'click',
    pointer: 'mouse',
    id: 12,
    x: 190,
    y: 300,
    target: {
      role: 'button',
      name: 'Add to cart',
      tag: 'button',
      css: 'main > article:nth-of-type(1) > button',
    },
  },
  {
    kind: 'network',
    time: 3_140,
    via: 'fetch',
    method: 'POST',
    url: 'https://shop.example/api/cart',
    status: 500,
    statusText: 'Internal Server Error',
    durationMs: 412,
    requestHeaders: [['content-type', 'application/json']],
    requestBody: '{"sku":"xxxxxx","count":0}',
    mimeType: 'text/plain',
  },
  {
    kind: 'console',
    time: 3_560,
    level: 'error',
    args: ['Could not add to cart', { status: 500, owner: 'ada.quist@mail.test' }],
  },
  {
    kind: 'error',
    time: 3_570,
    what: 'rejection',
    name: 'TypeError',
    message: "Cannot read properties of undefined (reading 'total')",
    stack:
      "TypeError: Cannot read properties of undefined (reading 'total')\n    at updateCart (https://shop.example/shop.js:41:18)\n    at async onClick (https://shop.example/list.js:12:5)",
    source: 'https://shop.example/shop.js',
    line: 41,
    column: 18,
  },
  { kind: 'vital', time: 3_600, name: 'INP', value: 512, rating: 'poor' },
  { kind: 'vital', time: 3_300, name: 'longtask', value: 240 },
  { kind: 'mark', time: 4_800, note: 'The cart stays empty' },
  {
    kind: 'pointer',
    time: 5_400,
    action: 'click',
    pointer: 'mouse',
    id: 12,
    x: 190,
    y: 300,
    target: { role: 'button', name: 'Add to cart', tag: 'button' },
  },
  ...moves(5_600, 8_000),
  { kind: 'console', time: 6_900, level: 'group', args: ['Sync cart'] },
  { kind: 'console', time: 6_950, level: 'debug', args: ['payload ready', { sku: 'xxxxxx' }] },
  { kind: 'console', time: 7_000, level: 'warn', args: ['Retrying in', 2000, 'ms'] },
  { kind: 'console', time: 7_050, level: 'groupEnd', args: [] },
  {
    kind: 'storage',
    time: 7_100,
    area: 'local',
    action: 'set',
    key: 'cart-draft',
    value: 'xxxxxxxx',
  },
  { kind: 'gap', time: 9_000, reason: 'too-busy', durationMs: 1_500 },
  { kind: 'end', time: 31_900, reason: 'unload' },
]

const second: RecordEvent[] = [
  ...moves(600, 4_000),
  {
    kind: 'input',
    time: 4_400,
    id: 9,
    value: 'xxxx xxxxx',
    masked: true,
    target: { role: 'textbox', label: 'Name', tag: 'input', type: 'text' },
  },
  { kind: 'key', time: 6_000, key: 'Enter', id: 9, modifiers: ['Control'] },
  {
    kind: 'navigation',
    time: 6_300,
    how: 'push',
    url: 'https://shop.example/cart#delivery',
    title: 'Delivery',
  },
  { kind: 'vital', time: 7_000, name: 'CLS', value: 0.034, rating: 'good' },
  { kind: 'end', time: 16_000, reason: 'stopped' },
]

function moves(from: number, to: number): RecordEvent[] {
  const events: RecordEvent[] = []
  for (let time = from; time < to; time += 100) {
    const share = (time - from) / (to - from)
    events.push({
      kind: 'move',
      time,
      pointer: 'mouse',
      points: [[0, 200 + 500 * share, 300 + 120 * Math.sin(share * 6), 1]],
    })
  }
  return events
}

/** Two pages of a shop with a bit of everything that the panes show. */
export function sampleSource(session: Partial<Session>): RecordingSource {
  return visitSource(session, first)
}

/** The same visit on a day when it worked: one click less, no error, no failed request. */
export function earlierSource(session: Partial<Session>): RecordingSource {
  const wrong = new Set(['error', 'network'])
  return visitSource(
    session,
    first.filter(({ kind, time }) => !wrong.has(kind) && !(kind === 'pointer' && time > 5_000)),
  )
}

function visitSource(session: Partial<Session>, first: RecordEvent[]): RecordingSource {
  const pages = [visit('/plants?light=shade', 'Plants', first), visit('/cart', 'Cart', second)]
  return inMemorySource({
    session: {
      environment: ENVIRONMENT,
      ...session,
      startedAt: TEST_EPOCH,
      endedAt: TEST_EPOCH + 48_000,
    },
    streams: pages.map(({ url, title, events }, index) => ({
      stream: { url, title, startedAt: TEST_EPOCH + index * 32_000 },
      events: [...events].sort((a, b) => a.time - b.time),
    })),
    resources: { 'https://cdn.example/hero.jpg': 'no-permission' },
  })
}

const ENVIRONMENT = {
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0',
  platform: 'Linux x86_64',
  language: 'en-GB',
  timezone: 'Europe/Berlin',
  screen: { width: 1920, height: 1080 },
  touch: false,
}

/** The cart opened in a second tab, which was in front from the middle on. */
export function tabsSource(): RecordingSource {
  const inFront: RecordEvent[] = [
    { kind: 'input', time: 18_000, id: 9, value: 'x', masked: true },
    { kind: 'end', time: 20_000, reason: 'stopped' },
  ]
  return inMemorySource({
    session: {
      tabTurns: [
        { at: TEST_EPOCH, tab: 0 },
        { at: TEST_EPOCH + 10_000, tab: 1 },
      ],
    },
    streams: [
      { events: visit('/plants', 'Plants', inFront).events },
      {
        stream: { tab: 1, startedAt: TEST_EPOCH + 2000 },
        events: visit('/cart', 'Cart', inFront).events,
      },
    ],
  })
}

/** The beginning of the first page was lost. */
export function headlessSource(): RecordingSource {
  return inMemorySource({
    streams: [
      {
        events: [
          { kind: 'gap', time: 0, reason: 'damaged' },
          ...first.filter(({ time }) => time > 3000),
        ],
      },
      { stream: { startedAt: TEST_EPOCH + 32_000 }, events: visit('/cart', 'Cart', second).events },
    ],
  })
}

/** A recording that no player can show. */
export function brokenSource(): RecordingSource {
  const source = sampleSource({})
  return { ...source, events: () => Promise.reject(new Error('Part 0 of document s0 is damaged')) }
}

/** A test can hold reading up by a promise, to see what is there meanwhile. */
export function heldBack(source: RecordingSource): RecordingSource {
  return {
    ...source,
    async events(chunk) {
      await Reflect.get(window, 'heldBack')
      return await source.events(chunk)
    },
  }
}
