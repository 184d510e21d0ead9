import type { RecordEvent, TargetDescription } from '../../lib/format/events'
import { TEST_EPOCH, type TestRecording } from './inMemorySource'

const ORIGIN = 'https://shop.example'

/** Ids of the first document; the numbers follow from the order of the tree below. */
export const SHOP = { heading: 11, email: 12, size: 14, medium: 17, buy: 20, frame: 22 }

const button: TargetDescription = {
  role: 'button',
  name: 'Buy now',
  testId: 'buy',
  css: '#buy',
  tag: 'button',
  unique: ['testId', 'role', 'css'],
}
const email: TargetDescription = {
  role: 'textbox',
  name: 'E-mail',
  label: 'E-mail',
  css: '#email',
  tag: 'input',
  type: 'email',
  unique: ['label', 'role', 'css'],
}

const shop: RecordEvent[] = [
  {
    time: 0,
    kind: 'snapshot',
    url: `${ORIGIN}/`,
    title: 'Shop',
    reached: 'navigate',
    viewport: { width: 1280, height: 720 },
    scroll: [0, 0],
    children: [
      { doctype: ['html', '', ''] },
      [
        'html',
        ['lang', 'en'],
        0,
        ['head', 0, 0, ['title', 0, 0, 'Shop'], ['style', 0, 0, 'h1 { color: red }']],
        [
          'body',
          0,
          0,
          ['h1', 0, 0, 'Shoes'],
          ['input', ['id', 'email', 'type', 'email'], 0],
          '\n',
          [
            'select',
            ['id', 'size'],
            0,
            ['option', ['value', 's'], 0, 'Small'],
            ['option', ['value', 'm'], 0, 'Medium'],
            ' ',
          ],
          ['button', ['id', 'buy', 'data-testid', 'buy'], 0, 'Buy now'],
          ['iframe', ['name', 'pay'], 0],
        ],
      ],
    ],
  },
  { time: 900, kind: 'pointer', action: 'down', pointer: 'mouse', id: SHOP.email, x: 40, y: 50 },
  {
    time: 1000,
    kind: 'pointer',
    action: 'click',
    pointer: 'mouse',
    id: SHOP.email,
    x: 40,
    y: 50,
    target: email,
  },
  { time: 1500, kind: 'input', id: SHOP.email, value: 'xx', masked: true, target: email },
  { time: 1900, kind: 'input', id: SHOP.email, value: 'xxx@xxx.xx', masked: true, target: email },
  {
    time: 2500,
    kind: 'input',
    id: SHOP.size,
    selected: [SHOP.medium],
    target: { role: 'combobox', name: 'Size', label: 'Size', css: '#size', tag: 'select' },
  },
  { time: 3000, kind: 'console', level: 'warn', args: ['low stock'] },
  {
    time: 4000,
    kind: 'pointer',
    action: 'click',
    pointer: 'mouse',
    id: SHOP.buy,
    x: 60,
    y: 90,
    target: button,
  },
  {
    time: 4010,
    kind: 'network',
    via: 'fetch',
    method: 'POST',
    url: `${ORIGIN}/api/buy?size=m`,
    status: 500,
    statusText: 'Internal Server Error',
    durationMs: 120,
    requestHeaders: [['content-type', 'application/json']],
    responseHeaders: [['content-type', 'application/json']],
    responseBytes: 17,
    omitted: { requestBody: 'bodies are not recorded', responseBody: 'bodies are not recorded' },
  },
  {
    time: 4150,
    kind: 'error',
    what: 'uncaught',
    name: 'TypeError',
    message: "Cannot read properties of undefined (reading 'total')",
    stack: `TypeError: Cannot read properties of undefined (reading 'total')\n    at buy (${ORIGIN}/app.js:10:5)`,
    source: `${ORIGIN}/app.js`,
    line: 10,
    column: 5,
  },
  { time: 4200, kind: 'navigation', how: 'push', url: `${ORIGIN}/cart?order=48213`, title: 'Shop' },
  { time: 4210, kind: 'mutation', texts: [[SHOP.heading, 'Your cart']] },
  { time: 5000, kind: 'mark', note: 'The total is missing' },
  {
    time: 5100,
    kind: 'frame',
    id: SHOP.frame,
    stream: 's1',
    target: { css: 'iframe', tag: 'iframe' },
  },
]

const payment: RecordEvent[] = [
  {
    time: 0,
    kind: 'snapshot',
    url: 'https://pay.example/form',
    title: '',
    viewport: { width: 300, height: 150 },
    scroll: [0, 0],
    children: [['html', 0, 0, ['head', 0, 0], ['body', 0, 0, ['input', ['id', 'card'], 0]]]],
  },
  {
    time: 1000,
    kind: 'key',
    key: 'Enter',
    id: 5,
    target: { role: 'textbox', name: 'Card', label: 'Card', css: '#card', tag: 'input' },
  },
  {
    time: 1500,
    kind: 'socket',
    via: 'websocket',
    socket: 1,
    action: 'open',
    url: 'wss://pay.example/live',
  },
  { time: 1600, kind: 'socket', via: 'websocket', socket: 1, action: 'send', bytes: 2, body: 'hi' },
]

/** A short visit to a shop that fails at the till: typing, choosing, a failed request, an error, a route, a frame. */
export function shopRecording(): TestRecording {
  return {
    session: {
      title: 'Shop',
      url: `${ORIGIN}/`,
      level: 'mask-user-input',
      environment: ENVIRONMENT,
    },
    streams: [
      { stream: { level: 'mask-user-input' }, events: structuredClone(shop) },
      {
        stream: {
          framePath: [0],
          frameId: 4,
          parentStreamId: 's0',
          url: 'https://pay.example/form',
          title: '',
          startedAt: TEST_EPOCH + 5100,
          level: 'mask-user-input',
        },
        events: structuredClone(payment),
      },
    ],
    resources: {
      [`${ORIGIN}/logo.png`]: { mimeType: 'image/png', bytes: new Uint8Array([137, 80, 78, 71]) },
      [`${ORIGIN}/gone.png`]: 'failed',
    },
    chunkSize: 5,
  }
}

const ENVIRONMENT = {
  userAgent: 'Mozilla/5.0 (X11; Linux x64) Chrome/156.0.0.0',
  platform: 'Linux',
  language: 'en-GB',
  timezone: 'Europe/London',
  screen: { width: 1920, height: 1080 },
  touch: false,
}
