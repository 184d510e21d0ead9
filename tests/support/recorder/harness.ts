/** Bundled into a page: the recorder's engine in the page's own world, with what it writes kept in memory. */
import type { RecordEvent } from '../../../lib/format/events'
import { DEFAULT_CAPTURE, type Policy } from '../../../lib/format/settings'
import type { InlineResource } from '../../../lib/messages/protocol'
import { createMasker } from '../../../lib/privacy/createMasker'
import type { Masker, Treatment } from '../../../lib/privacy/masker'
import { describeTarget, nameableElement } from '../../../lib/recorder/describeTarget'
import type { NodeIds } from '../../../lib/recorder/nodeIds'
import type { WantedResource } from '../../../lib/recorder/resources'
import type { Scope } from '../../../lib/recorder/scope'
import { type Stream, startStream } from '../../../lib/recorder/startStream'
import type { WalkLimits } from '../../../lib/recorder/tree'
import { type DomProgram, runDomProgram } from './domProgram'
import { createReferenceTree, type Plain, plainOfLive } from './referenceTree'

export interface Harness {
  stream: Stream
  events: RecordEvent[]
  wanted: WantedResource[]
  kept: InlineResource[]
  errors: string[]
  /** Flushes and compares what was recorded with the live document; answers the first difference, or ''. */
  check(): string
  /** Flushes and answers the document as it was recorded so far. */
  plain(): Plain
}

/** Keeps everything as it is, but for elements that say `data-recount="block"`: to test the tree, not the masking. */
function openMasker(): Masker {
  const OPEN = 0 as Treatment
  // A bit that the engine does not know: here blocking ends with its attribute, so that the live document is the measure.
  const BLOCKED = (1 << 12) as Treatment
  const real = createMasker({ level: 'allow', rules: [] }, { baseUrl: () => document.baseURI })
  return {
    ...real,
    root: OPEN,
    failures: 0,
    element: (element, parent) =>
      parent === BLOCKED || element.getAttribute('data-recount') === 'block' ? BLOCKED : OPEN,
    resolve: () => OPEN,
    isBlocked: (treatment) => treatment === BLOCKED,
    isIgnored: () => false,
    keepsImages: () => true,
    text: (text) => text,
    tag: (name) => name,
    doctype: (parts) => parts,
    attributeName: (name) => name,
    attribute: (_element, _name, value) => value,
    value: (_element, value) => value,
    keepsChoice: () => true,
    css: (text) => text,
    url: (url) => new URL(url, document.baseURI).href,
    title: (title) => title,
  }
}

const roots = new WeakMap<Element, ShadowRoot>()
const attachShadow = Element.prototype.attachShadow
Element.prototype.attachShadow = function attach(this: Element, init: ShadowRootInit) {
  const root = attachShadow.call(this, init)
  roots.set(this, root)
  return root
}
const rootOf = (element: Element) => element.shadowRoot ?? roots.get(element) ?? null

function start(policy?: Policy, limits?: Partial<WalkLimits>, earlier?: NodeIds): Harness {
  const events: RecordEvent[] = []
  const wanted: WantedResource[] = []
  const kept: InlineResource[] = []
  const errors: string[] = []
  const reference = createReferenceTree()
  let applied = 0
  const stream = startStream({
    window,
    streamId: 'stream',
    masker: policy ? createMasker(policy, { baseUrl: () => document.baseURI }) : openMasker(),
    capture: { ...DEFAULT_CAPTURE, canvas: true },
    now: () => Math.round(performance.now()),
    frameStreams: new WeakMap(),
    ...(limits ? { limits } : {}),
    ...(earlier ? { earlier } : {}),
    shadowRootOf: rootOf,
    onEvent: (event) => events.push(JSON.parse(JSON.stringify(event)) as RecordEvent),
    onWanted: (resource) => wanted.push(resource),
    onKept: (resource) => kept.push(resource),
    onActed: () => {},
    onReplaced: () => {},
    onTooBusy: () => {},
    onHidden: () => {},
    onDescribed: () => {},
    onError: (error) => errors.push(error instanceof Error ? (error.stack ?? '') : String(error)),
  })
  return {
    stream,
    events,
    wanted,
    kept,
    errors,
    plain() {
      stream.flush()
      if (errors.length > 0) throw new Error(errors[0])
      for (; applied < events.length; applied++) {
        const event = events[applied]
        if (event) reference.apply(event)
      }
      return reference.plain()
    },
    check() {
      stream.flush()
      if (errors.length > 0) return errors[0] ?? ''
      try {
        for (; applied < events.length; applied++) {
          const event = events[applied]
          if (event) reference.apply(event)
        }
      } catch (error) {
        return `event ${applied}: ${String(error)}`
      }
      return difference(reference.plain(), plainOfLive(document, rootOf))
    },
  }
}

type Path = { key: string; up: Path } | undefined

/** Where two trees first differ, '' where they do not. Without recursion: a tree of 2,000 levels is one of the tests. */
function difference(recordedRoot: unknown, liveRoot: unknown): string {
  const isTree = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null
  const waiting: [recorded: unknown, live: unknown, path: Path][] = [
    [recordedRoot, liveRoot, undefined],
  ]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [recorded, live, path] = next
    if (Object.is(recorded, live)) continue
    if (!isTree(recorded) || !isTree(live))
      return `${nameOf(path)}: recorded ${JSON.stringify(recorded)?.slice(0, 200)}, live ${JSON.stringify(live)?.slice(0, 200)}`
    for (const key of new Set([...Object.keys(recorded), ...Object.keys(live)]))
      waiting.push([recorded[key], live[key], { key, up: path }])
  }
  return ''
}

function nameOf(path: Path): string {
  const keys: string[] = []
  for (let at = path; at !== undefined; at = at.up) keys.unshift(at.key)
  return ['document', ...keys].join('.')
}

/** Runs a program on a fresh body; answers the first difference between what was recorded and what is there, or ''. */
async function tryProgram(program: DomProgram, limits?: Partial<WalkLimits>): Promise<string> {
  document.body.replaceChildren()
  document.body.innerHTML = '<main><p>first</p></main><ul><li>1</li><li>2</li></ul>'
  const harness = start(undefined, limits)
  try {
    let found = ''
    await runDomProgram(program, () => {
      found ||= harness.check()
    })
    return found || harness.check()
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  } finally {
    harness.stream.stop()
  }
}

/**
 * Runs a program under a policy; answers the first difference between what its mutations left behind and a snapshot
 * that is taken at the end, or ''. The snapshot knows what was masked before, as one after a gap does.
 */
async function tryMasking(
  program: DomProgram,
  policy: Policy,
  limits?: Partial<WalkLimits>,
): Promise<string> {
  document.body.replaceChildren()
  document.body.innerHTML =
    '<main class=private data-recount=mask><p title="a b">first</p></main><ul class=flag><li>one</li><li title=t>two</li></ul><section><b>three</b></section>'
  const harness = start(policy, limits)
  try {
    await runDomProgram(program, () => void harness.plain())
    const grown = harness.plain()
    const { ids } = harness.stream.tree
    harness.stream.stop()
    const fresh = start(policy, undefined, ids)
    const found = difference(grown, fresh.plain())
    fresh.stream.stop()
    return found
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  } finally {
    harness.stream.stop()
  }
}

const describing = openMasker()

/** What is described of a click there, where nothing is masked, and the element that it names. */
function describeAt(x: number, y: number) {
  let hit = document.elementFromPoint(x, y)
  while (hit?.shadowRoot) {
    const inner: Element | null = hit.shadowRoot.elementFromPoint(x, y)
    if (!inner || inner === hit) break
    hit = inner
  }
  if (!hit) return undefined
  const scope = { masker: describing, treatmentOf: () => 0 } as unknown as Scope
  return { element: nameableElement(hit), target: describeTarget(scope, hit, { x, y }) }
}

export const recorderHarness = { start, tryProgram, tryMasking, describeAt }
Object.assign(globalThis, { recorderHarness })
