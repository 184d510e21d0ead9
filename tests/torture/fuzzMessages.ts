/** Messages as a debugger in a compromised renderer would write them: real ones with a part of them wrong, and plain noise. */
import type { createRandom } from './random.mjs'

type Random = ReturnType<typeof createRandom>

export interface Known {
  sessionIds: string[]
  streamIds: string[]
  origins: string[]
}

const CONTENT_NAMES = [
  'recorder.hello',
  'probe.wanted',
  'chunk.append',
  'page.request',
  'preview.closed',
  'preview.picking',
  'preview.rule',
  'consent.answer',
  'resource.fetch',
  'stream.describe',
  'frame.claim',
  'frame.loaded',
  'frame.restrict',
  'frame.verify',
]

/** What only our own pages may ask for. */
const UI_NAMES = [
  'tab.state',
  'recording.startTab',
  'recording.stopSession',
  'consent.set',
  'grant.intend',
  'site.update',
  'site.forget',
  'recording.mark',
  'preview.toggle',
  'preview.pick',
  'preview.count',
  'preview.inspect',
  'preview.wouldBe',
  'preview.fetch',
  'buffer.keep',
  'rules.set',
  'cleaning.run',
]

const STRANGE_NAMES = [
  '',
  'constructor',
  '__proto__',
  'toString',
  'recording.stop',
  'RECORDER.HELLO',
]

const STRANGE_VALUES: unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 53,
  -(2 ** 31),
  '',
  '0',
  'null',
  '\u0000',
  '\ud800',
  'constructor',
  '__proto__',
  'x'.repeat(70_000),
  'javascript:alert(1)',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data/',
  '[]',
  '{"kind":"snapshot"}',
  [],
  [[]],
  [null],
  {},
  { length: -1 },
  { __proto__: null },
  { toString: 1, valueOf: 1, toJSON: 1 },
  JSON.parse('{"__proto__":{"granted":true,"record":true,"consent":"always"}}'),
]

/** One message. Most are real ones, so that they get past the first look and reach what lies behind it. */
export function createMessages(random: Random, known: Known): () => unknown {
  const one = <T>(list: readonly T[]): T => list[random.between(0, list.length - 1)] as T
  const maybe = (share: number) => random.next() < share
  const session = () => one(known.sessionIds)
  const stream = () => one(known.streamIds)
  const origin = () => one(known.origins)
  const tab = () => random.between(0, 5)
  const path = () => Array.from({ length: random.between(0, 3) }, () => random.between(-1, 4))
  const url = () => `${origin()}/${one(['', 'picture.png', 'a.css', '?q=1', '#part'])}`
  const rule = () => ({
    selector: one(['p', '*', ':root', 'input', '<', 'a:has(b)']),
    effect: one(['allow', 'mask', 'block', 'ignore', 'reveal']),
  })
  const level = () => one(['allow', 'mask-all', 'mask-user-input', 'none'])

  const event = () => ({
    kind: one(['mark', 'snapshot', 'mutation', 'error', 'console', 'end', 'gap', 'nonsense']),
    time: one([0, 1, 5000, 1e9, -1, 1e15]),
    note: 'noise',
    what: 'uncaught',
    children: [],
  })
  const payloads: Record<string, () => unknown> = {
    'recorder.hello': () => ({
      streamId: maybe(0.5) ? `made-up-${random.between(0, 40)}` : stream(),
      url: url(),
      framePath: maybe(0.5) ? [] : path(),
      startedAt: one([0, Date.now(), Date.now() + 1e9]),
      doNotTrack: maybe(0.5),
      globalPrivacyControl: maybe(0.5),
      pageReady: maybe(0.5),
      environment: { userAgent: 'x', platform: 'x', screen: { width: 1, height: 1 } },
    }),
    'probe.wanted': () => null,
    'chunk.append': () => ({
      sessionId: session(),
      streamId: stream(),
      seq: random.between(0, 4),
      body: JSON.stringify(Array.from({ length: random.between(0, 3) }, event)),
      resources: maybe(0.2) ? [{ key: 'k', mimeType: 'image/png', base64: 'AAAA' }] : undefined,
      lastActivityAt: Date.now(),
      actions: 1,
      final: maybe(0.05),
    }),
    'page.request': () => ({
      recording: one(['on', 'off', 'hold', 'always']),
      privacy: level(),
      force: maybe(0.5),
      sampleRate: one([0, 1, 100, -1]),
      end: maybe(0.3),
    }),
    'preview.picking': () => ({ on: maybe(0.5) }),
    'preview.rule': () => ({ change: one(['add', 'remove']), rule: rule() }),
    'consent.answer': () => ({ answer: one(['yes', 'no']), remember: maybe(0.5) }),
    'resource.fetch': () => ({
      sessionId: session(),
      items: Array.from({ length: random.between(0, 3) }, () => ({
        key: url(),
        url: maybe(0.7) ? url() : one(STRANGE_VALUES),
        kind: one(['style', 'font', 'image', 'media', 'script']),
      })),
    }),
    'stream.describe': () => ({ streamId: stream(), url: 'http://x/', title: 'forged' }),
    'frame.claim': () => ({ streamId: stream(), framePath: path(), round: random.between(0, 9) }),
    'frame.loaded': () => ({ streamId: stream() }),
    'frame.restrict': () => ({
      streamId: stream(),
      parentStreamId: stream(),
      how: one(['mask', 'block', 'keep']),
    }),
    'frame.verify': () => ({ streamId: stream(), parentStreamId: stream(), round: 1 }),
    'recording.startTab': () => ({ tabId: tab(), privacy: level(), capture: { console: true } }),
    'recording.stopSession': () => ({ sessionId: session(), reason: 'user' }),
    'consent.set': () => ({ origin: origin(), consent: 'always', privacy: 'allow' }),
    'grant.intend': () => ({ origin: origin(), consent: 'always', privacy: 'allow', tabId: tab() }),
    'site.update': () => ({ origin: origin(), patch: { privacy: 'allow', pageApi: true } }),
    'site.forget': () => ({ origin: origin() }),
    'rules.set': () => ({ origin: origin(), rules: [rule()] }),
    'preview.fetch': () => ({ tabId: tab(), items: [{ key: 'k', url: url(), kind: 'image' }] }),
  }

  const mutate = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || maybe(0.15)) return one(STRANGE_VALUES)
    const copy: Record<string, unknown> | unknown[] = Array.isArray(value)
      ? [...value]
      : { ...value }
    const members = Object.keys(copy)
    if (members.length === 0) return one(STRANGE_VALUES)
    const member = one(members)
    Reflect.set(copy, member, mutate(Reflect.get(copy, member)))
    return copy
  }

  const noise = (depth = 0): unknown => {
    if (depth > 3 || maybe(0.4)) return one(STRANGE_VALUES)
    if (maybe(0.5)) return Array.from({ length: random.between(0, 4) }, () => noise(depth + 1))
    const members = ['sessionId', 'streamId', 'origin', 'tabId', 'items', 'body', 'rule', 'then']
    return Object.fromEntries(
      Array.from({ length: random.between(0, 4) }, () => [one(members), noise(depth + 1)]),
    )
  }

  return () => {
    const name = maybe(0.8) ? one(CONTENT_NAMES) : maybe(0.8) ? one(UI_NAMES) : one(STRANGE_NAMES)
    const payload = maybe(0.1)
      ? noise()
      : Object.hasOwn(payloads, name)
        ? payloads[name]?.()
        : { tabId: tab() }
    if (maybe(0.02)) return one([noise(), payload, name, { name: payload }])
    const times = maybe(0.4) ? 0 : random.between(1, 2)
    return { name, payload: Array.from({ length: times }).reduce(mutate, payload) }
  }
}
