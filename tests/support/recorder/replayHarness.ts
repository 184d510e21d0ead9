/**
 * Bundled into a page twice: in a frame, where it records what a program does to that frame's document, and around it,
 * where it plays the recording and compares. One page load serves all programs.
 */
import type { RecordEvent } from '../../../lib/format/events'
import { DEFAULT_CAPTURE } from '../../../lib/format/settings'
import { connectProbe, type ProbeLine } from '../../../lib/messages/pageBridge'
import type { InlineResource } from '../../../lib/messages/protocol'
import { createPlayer } from '../../../lib/player/createPlayer'
import { createMasker } from '../../../lib/privacy/createMasker'
import { startProbe } from '../../../lib/probe/startProbe'
import { type Stream, startStream } from '../../../lib/recorder/startStream'
import { inMemorySource, TEST_EPOCH, type TestRecording } from '../inMemorySource'
import { type ReplayProgram, runReplayProgram } from './replayProgram'

interface Shown {
  dom: string[]
  styles: string[]
}
type Capture = (document: Document, shadowOf?: (element: Element) => ShadowRoot | null) => Shown
interface Moment {
  shown: Shown
  time: number
}
/** What one document recorded. */
interface Recorded {
  streamId: string
  /** Milliseconds after the first document of the program. */
  startedAt: number
  framePath: number[]
  events: RecordEvent[]
  kept: InlineResource[]
  errors: string[]
  stream: Stream
}
interface Here {
  __bundle: string
  __capture: Capture
  __record?: (id: number, origin: number, frames: WeakMap<Element, string>) => Recorded
  __run?: typeof runReplayProgram
}
const here = globalThis as unknown as Here & Window & typeof globalThis

const roots = new WeakMap<Element, ShadowRoot>()

/** In the recorded document: the probe, then the recorder, as the product has them. */
function record(id: number, origin: number, frameStreams: WeakMap<Element, string>): Recorded {
  const attachShadow = Element.prototype.attachShadow
  Element.prototype.attachShadow = function attach(this: Element, init: ShadowRootInit) {
    const root = attachShadow.call(this, init)
    roots.set(this, root)
    return root
  }
  startProbe()
  const probe: ProbeLine = connectProbe(document)
  const events: RecordEvent[] = []
  const kept: InlineResource[] = []
  const errors: string[] = []
  const now = () => Math.round(performance.timeOrigin + performance.now())
  const startedAt = now()
  const stream = startStream({
    window,
    streamId: `s${id}`,
    masker: createMasker({ level: 'allow', rules: [] }, { baseUrl: () => document.baseURI }),
    capture: { ...DEFAULT_CAPTURE, network: false },
    now: () => now() - startedAt,
    probe,
    frameStreams,
    shadowRootOf: rootOf,
    onEvent: (event) => events.push(JSON.parse(JSON.stringify(event)) as RecordEvent),
    onWanted: () => {},
    onKept: (resource) => kept.push(resource),
    onActed: () => {},
    onReplaced: () => {},
    onTooBusy: () => {},
    onHidden: () => {},
    onDescribed: () => {},
    onError: (error) => errors.push(error instanceof Error ? (error.stack ?? '') : String(error)),
  })
  return {
    streamId: `s${id}`,
    startedAt: startedAt - origin,
    framePath: id === 0 ? [] : [id],
    events,
    kept,
    errors,
    stream,
  }
}

function rootOf(element: Element): ShadowRoot | null {
  return element.shadowRoot ?? roots.get(element) ?? null
}
here.__record = record
here.__run = runReplayProgram

const START =
  '<!doctype html><html><head><style>p { margin: 3px }</style></head><body><main><p>first</p></main><ul><li>1</li><li>2</li></ul></body></html>'

/** Records a program, plays it back to each of its moments in a shuffled order; answers the first difference, or ''. */
async function tryReplay(program: ReplayProgram): Promise<string> {
  document.body.replaceChildren()
  const frame = document.createElement('iframe')
  frame.style.cssText = 'width:600px;height:400px;border:0'
  frame.srcdoc = START
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }))
  document.body.append(frame)
  await loaded
  const world = frame.contentWindow as (Here & Window & { eval(text: string): unknown }) | null
  if (!world) throw new Error('The frame has no window')
  const origin = Math.round(performance.timeOrigin + performance.now())
  const recorded = recordFrames(world, origin)
  const moments: Moment[] = []
  try {
    await world.__run?.(program, async () => {
      do await settled(world)
      while (recorded.follow())
      for (const each of recorded.all) each.stream.flush()
      const shown = here.__capture(world.document, recorded.shadowOf)
      moments.push({ shown, time: Math.round(performance.timeOrigin + performance.now()) - origin })
      // What follows has a later time than the look.
      await new Promise((done) => setTimeout(done, 3))
    })
    for (const each of recorded.all) each.stream.stop()
    const broken = recorded.all.flatMap(({ errors }) => errors)[0]
    if (broken) return `recorder: ${broken}`
    return await replay(recorded.all, moments)
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
}

/** One recorder per document, as in the product; frames are found when something has settled. */
function recordFrames(world: Here & Window & { eval(text: string): unknown }, origin: number) {
  const all: Recorded[] = []
  const known = new WeakMap<object, Recorded>()
  const streams = new WeakMap<Element, string>()
  type World = typeof world
  const begin = (window: World): Recorded => {
    window.eval(here.__bundle)
    const made = window.__record?.(all.length, origin, streams)
    if (!made) throw new Error('Nothing records')
    all.push(made)
    known.set(window.document, made)
    return made
  }
  const top = begin(world)
  /** Answers whether there is still something to wait for. */
  const follow = (): boolean => {
    let isNew = false
    for (const element of [...documentsOf(world.document, shadowOf)]) {
      const window = element.contentWindow as World | null
      if (!window || known.has(window.document)) continue
      isNew = true
      const isOnItsWay = element.hasAttribute('srcdoc') && window.document.URL === 'about:blank'
      if (isOnItsWay || window.document.readyState !== 'complete') continue
      const child = begin(window)
      top.stream.frames.placed(element, child.streamId)
    }
    return isNew
  }
  const shadowOf = (element: Element): ShadowRoot | null => {
    const view = element.ownerDocument.defaultView as (World & { __rootOf?: typeof rootOf }) | null
    return view?.__rootOf?.(element) ?? element.shadowRoot
  }
  return { all, follow, shadowOf }
}
Object.assign(here, { __rootOf: rootOf })

function* documentsOf(
  from: Document | ShadowRoot,
  shadowOf: (element: Element) => ShadowRoot | null,
): Generator<HTMLIFrameElement> {
  for (const element of from.querySelectorAll('*')) {
    if (element.localName === 'iframe') yield element as HTMLIFrameElement
    const root = shadowOf(element)
    if (root) yield* documentsOf(root, shadowOf)
  }
}

/** Toggle events are tasks, scroll events come with a frame. */
async function settled(world: Window): Promise<void> {
  await new Promise((done) => world.requestAnimationFrame(() => setTimeout(done)))
  await new Promise((done) => setTimeout(done, 5))
}

async function replay(recorded: Recorded[], moments: Moment[]): Promise<string> {
  const container = document.createElement('div')
  container.style.cssText = 'width:700px;height:500px'
  document.body.append(container)
  const resources: NonNullable<TestRecording['resources']> = {}
  for (const { key, mimeType, text, base64 } of recorded.flatMap(({ kept }) => kept)) {
    const bytes = text === undefined ? toBytes(base64 ?? '') : new TextEncoder().encode(text)
    resources[key] = { mimeType, bytes }
  }
  const player = await createPlayer({
    container,
    source: inMemorySource({
      streams: recorded.map(({ events, streamId, startedAt, framePath }) => ({
        events,
        stream: { streamId, framePath, startedAt: TEST_EPOCH + startedAt },
      })),
      session: { startedAt: TEST_EPOCH },
      resources,
    }),
  })
  try {
    // Backwards, then forwards: each way of reaching a moment has to show the same.
    for (const moment of [...moments].reverse().concat(moments)) {
      await player.seek(moment.time)
      const found = differenceOf(moment.shown, here.__capture(player.document))
      if (found) return `at ${moment.time} (moment ${moments.indexOf(moment)}): ${found}`
    }
    return ''
  } finally {
    player.stop()
    container.remove()
  }
}

function differenceOf(live: Shown, replayed: Shown): string {
  for (const part of ['dom', 'styles'] as const) {
    for (let line = 0; line < Math.max(live[part].length, replayed[part].length); line++) {
      const [one, other] = [live[part][line], replayed[part][line]]
      if (one === other) continue
      const at = [...(one ?? '')].findIndex((char, index) => char !== other?.[index])
      const from = at > 80 ? at - 60 : 0
      const cut = (text = '(nothing)') => text.slice(from, from + 160)
      return `${part} ${line} ${(one ?? '').slice(0, 20)}\n live   ${cut(one)}\n replay ${cut(other)}`
    }
  }
  return ''
}

function toBytes(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
}

export const replayHarness = { tryReplay }
Object.assign(globalThis, { replayHarness })
