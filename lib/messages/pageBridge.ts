/**
 * The private line between the probe (MAIN world) and the recorder (isolated world) of one document.
 *
 * Both ends meet once, over the document, whichever comes second completing it; from then on they talk over an
 * EventTarget that the page never gets hold of, so it can neither listen nor forge. News waits in the probe until the
 * recorder pulls it, at the start of its batch: no timers, no work while nothing happens. Nodes cross as the
 * `relatedTarget` of an event on the private target, unchanged by shadow roots; everything else is one JSON text.
 *
 * In a page that was loaded before us the page may have heard the meeting. So whatever arrives here is `unknown`, is
 * bounded, and can do no more than describe what the page did.
 */
import type { Natives } from '../platform/natives'
import type { Stoppable } from '../platform/stoppable'

const ASK = 'recount:ask'
const OFFER = 'recount:offer'
const GO = 'go'
const STOP = 'stop'
const PULL = 'pull'
const LAST = 'last'
const WAKE = 'wake'
const NODE = 'node'
const NEWS = 'news'
const AWAIT = 'await'
const ENTERED = 'entered'
const DRAWN = 'drawn'

/** News larger than this is refused whole: a well-behaved probe stays far below (see its outbox). */
const MAX_NEWS_CHARS = 4_000_000
/** Distinct names of custom elements that are not defined: no page has so many kinds. */
const MAX_AWAITED = 2_000
/** Nodes of one pull. More than a busy frame dirties; a flood is cut here. */
const MAX_NODES = 20_000
/** Longer answers are known by their beginning. */
const MAX_ENTERED_CHARS = 4_000

/** What the recorder wants to hear of. */
export interface ProbeOptions {
  console: boolean
  network: boolean
  networkBodies: boolean
  /** What canvases show. */
  canvas: boolean
}

/** Takes what the probe hands over. */
interface Hand {
  node(node: EventTarget): void
  news(text: string): void
}

/** What the probe does when it is told to. */
export interface ProbeDuties {
  go(options: ProbeOptions): void
  stop(): void
  /** Say when a custom element of this name is defined. */
  awaitDefinition(name: string): void
  /** Hand over everything that waits, nodes first. */
  pull(hand: Hand): void
  /** The same before the end: also what has begun and is not over. */
  last(hand: Hand): void
}

/** What a person handed to the page where no field is: a text, or the name of a file. */
export type EnteredKind = 'text' | 'file'

/** What the probe can say of its own accord. */
export interface ProbeEnd {
  /** Something waits; call it once per pull. */
  wake(): void
  /** At once: the page may show it with its next line. */
  entered(kind: EnteredKind, text: string): void
  /** At once: a canvas was drawn whose pixels will be gone. */
  drawn(canvas: EventTarget): void
}

/** The probe's end. */
export function offerBridge(natives: Natives, duties: ProbeDuties): ProbeEnd {
  const { world, apply, construct, method, getter } = natives
  const { document, EventTarget, Event, FocusEvent, CustomEvent } = world
  const dispatch = method(EventTarget.prototype, 'dispatchEvent') ?? ignore
  const listen = method(EventTarget.prototype, 'addEventListener') ?? ignore
  const unlisten = method(EventTarget.prototype, 'removeEventListener') ?? ignore
  const detailOf = getter(CustomEvent.prototype, 'detail')
  const line = new EventTarget()

  const send = (event: object) => apply(dispatch, line, [event])
  const offer = () => {
    apply(dispatch, document, [construct(FocusEvent, [OFFER, init('relatedTarget', line)])])
  }
  const hand = {
    node: (node: EventTarget) => {
      send(construct(FocusEvent, [NODE, init('relatedTarget', node)]))
    },
    news: (text: string) => {
      send(construct(CustomEvent, [NEWS, init('detail', text)]))
    },
  }
  /** Somebody took the line: nobody else is offered it. */
  const taken = () => apply(unlisten, document, [ASK, offer])

  apply(listen, line, [PULL, () => duties.pull(hand)])
  apply(listen, line, [LAST, () => duties.last(hand)])
  apply(listen, line, [
    GO,
    (event: unknown) => {
      taken()
      duties.go(parseProbeOptions(detailOf(event)))
    },
  ])
  apply(listen, line, [
    STOP,
    () => {
      taken()
      duties.stop()
    },
  ])
  apply(listen, line, [
    AWAIT,
    (event: unknown) => {
      const name = detailOf(event)
      if (typeof name === 'string') duties.awaitDefinition(name)
    },
  ])
  apply(listen, document, [ASK, offer])
  offer()
  return {
    wake: () => void send(construct(Event, [WAKE])),
    entered(kind, text) {
      const detail = `${kind} ${natives.slice(text, 0, MAX_ENTERED_CHARS)}`
      send(construct(CustomEvent, [ENTERED, init('detail', detail)]))
    },
    drawn(canvas) {
      send(construct(FocusEvent, [DRAWN, init('relatedTarget', canvas)]))
    },
  }
}

/** Options cross as four characters: nothing of the page's takes part in reading them. */
function parseProbeOptions(detail: unknown): ProbeOptions {
  const flags = typeof detail === 'string' ? detail : ''
  return {
    console: flags[0] === '1',
    network: flags[1] === '1',
    networkBodies: flags[2] === '1',
    canvas: flags[3] === '1',
  }
}

/** The recorder's end: one for the whole life of a document, whoever listens. */
export interface ProbeLine extends Stoppable {
  /** From now on `listener` hears of what waits. Asking again replaces listener and options. */
  go(options: ProbeOptions, listener: ProbeListener): void
  /** Synchronous: when it returns, everything that waited has been handed to `take`. */
  pull(): void
  /** The last pull of a recording: what has begun and is not over comes along. */
  pullLast(): void
  /** Asks to hear when a custom element of this name is defined: in this world there is no registry to ask. */
  awaitDefinition(name: string): void
  /** Nobody listens for the moment; the probe keeps what fits. */
  pause(): void
  /** The probe takes its patches off until the next `go`. */
  stop(): void
  /** False: no probe was injected, or it comes later. */
  readonly isConnected: boolean
  /** We were there before the page's first script: nothing happened that was not seen. */
  readonly isEarly: boolean
}

export interface ProbeListener {
  /** Something waits; pull when it suits. */
  wake(): void
  /** `nodes` are those that `news` refers to by index. Both come from the page: parse. */
  take(nodes: readonly EventTarget[], news: unknown): void
}

/**
 * Meets the probe of this document now, or whenever it comes. Call at `document_start`: what meets before the page's
 * first script stays private. `onEntered` hears at once what the person entered where no field is, `onDrawn` of canvases
 * that can be read now only, both also before `go`.
 */
export function connectProbe(
  document: Document,
  onEntered: (kind: EnteredKind, text: string) => void = () => {},
  onDrawn: (canvas: EventTarget) => void = () => {},
): ProbeLine {
  const isEarly = document.readyState === 'loading' && document.scripts.length === 0
  let line: EventTarget | undefined
  let options: ProbeOptions | undefined
  let listener: ProbeListener | undefined
  let nodes: EventTarget[] = []
  const awaited = new Set<string>()

  const tell = (type: string, detail?: string) => {
    line?.dispatchEvent(new CustomEvent(type, { detail }))
  }
  const start = () => {
    if (!options) return
    const flags = [options.console, options.network, options.networkBodies, options.canvas]
    tell(GO, flags.map(Number).join(''))
    for (const name of awaited) tell(AWAIT, name)
  }

  const onNode = (event: Event) => {
    const node = event instanceof FocusEvent ? event.relatedTarget : null
    if (node && nodes.length < MAX_NODES) nodes.push(node)
  }
  const onNews = (event: Event) => {
    const handed = nodes
    nodes = []
    listener?.take(handed, event instanceof CustomEvent ? parseNews(event.detail) : undefined)
  }
  const onOffer = (event: Event) => {
    const offered = event instanceof FocusEvent ? event.relatedTarget : null
    if (!offered) return
    // A probe that was injected twice offers twice; the second has to take its patches off again.
    if (line) {
      offered.dispatchEvent(new CustomEvent(STOP))
      return
    }
    line = offered
    line.addEventListener(WAKE, () => listener?.wake())
    line.addEventListener(NODE, onNode)
    line.addEventListener(NEWS, onNews)
    line.addEventListener(DRAWN, (event) => {
      if (event instanceof FocusEvent && event.relatedTarget) onDrawn(event.relatedTarget)
    })
    line.addEventListener(ENTERED, (event) => {
      const said: unknown = event instanceof CustomEvent ? event.detail : undefined
      const [, kind, text] =
        (typeof said === 'string' && /^(text|file) (.{1,4000})/s.exec(said)) || []
      if (text) onEntered(kind === 'file' ? 'file' : 'text', text)
    })
    start()
  }

  const unlisten = () => document.removeEventListener(OFFER, onOffer)
  document.addEventListener(OFFER, onOffer)
  document.dispatchEvent(new Event(ASK))
  if (line) unlisten()

  return {
    isEarly,
    get isConnected() {
      return line !== undefined
    },
    go(wanted, listening) {
      options = wanted
      listener = listening
      start()
      if (line) unlisten()
    },
    pull: () => tell(PULL),
    pullLast: () => tell(LAST),
    awaitDefinition(name) {
      if (awaited.has(name) || awaited.size >= MAX_AWAITED) return
      awaited.add(name)
      if (options) tell(AWAIT, name)
    },
    pause() {
      listener = undefined
    },
    stop() {
      options = undefined
      listener = undefined
      awaited.clear()
      tell(STOP)
    },
  }
}

function parseNews(detail: unknown): unknown {
  if (typeof detail !== 'string' || detail.length > MAX_NEWS_CHARS) return undefined
  try {
    return JSON.parse(detail) as unknown
  } catch {
    return undefined
  }
}

/** An event's options without a prototype: a page may have given `Object.prototype` members of the same names. */
function init(member: string, value: unknown): object {
  return { __proto__: null, [member]: value }
}

function ignore(): void {}
