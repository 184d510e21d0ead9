/**
 * What waits for the recorder: one growing JSON text and the nodes it speaks of. Bounded, so that a page that shouts
 * costs as little as one that whispers; what did not fit is counted by kind and told as a number.
 */
import type { Natives } from '../platform/natives'

/** Kinds of news, as the recorder's trackers know them. */
export type NewsKind =
  | 'console'
  | 'error'
  | 'network'
  | 'socket'
  | 'storage'
  | 'defined'
  | 'font'
  | 'property'

/** Kinds of news about nodes: each is a list of indices into the nodes of one pull. */
export type NodeKind = 'state' | 'shadow' | 'animation'

export interface Outbox {
  /** `members` is JSON text without the braces, '' for none. `atMs` is in ms since the document's time origin. */
  say(kind: NewsKind, members: string, atMs?: number): void
  /** True when nothing more of this kind fits; the call counts as one line lost. Ask before building a costly text. */
  isFull(kind: NewsKind): boolean
  /** Something about the node changed. Said once per pull, however often it is called. */
  touch(kind: NodeKind, node: EventTarget): void
  /** Called at each pull, for news that is worked out only then. It returns JSON text of one record, or ''. */
  addSource(source: (indexOf: (node: EventTarget) => number) => string): void
  /** Something waits that a source will tell. */
  wake(): void
  /** Hands everything over and is empty again. */
  drain(hand: { node(node: EventTarget): void; news(text: string): void }): void
  clear(): void
  /** Nodes are worth naming only to a recorder that has its first snapshot. */
  setListening(listening: boolean): void
  readonly isListening: boolean
}

/** Text that may wait between two pulls, which are at most 100 ms apart: ten times what a chatty page says then. */
const MAX_WAITING_CHARS = 500_000
/** Lines that may wait: a flood of tiny ones costs by number. */
const MAX_WAITING_LINES = 2_000
const MAX_TOUCHED = 20_000

export function createOutbox(natives: Natives, wakeRecorder: () => void): Outbox {
  const { setAdd, setHas, setClear, setForEach, setSize, nowMs } = natives
  const touched: Record<NodeKind, Set<EventTarget>> = {
    state: new natives.Set(),
    shadow: new natives.Set(),
    animation: new natives.Set(),
  }
  const sources: ((indexOf: (node: EventTarget) => number) => string)[] = []
  let lines = ''
  let lineCount = 0
  let dropped = createCounts()
  let isAwake = false
  let isListening = false

  function wake(): void {
    if (isAwake || !isListening) return
    isAwake = true
    wakeRecorder()
  }

  return {
    say(kind, members, atMs = nowMs()) {
      lines += `${lineCount++ === 0 ? '' : ','}{"kind":"${kind}","at":${atMs}${members === '' ? '' : ','}${members}}`
      wake()
    },
    isFull(kind) {
      if (lines.length < MAX_WAITING_CHARS && lineCount < MAX_WAITING_LINES) return false
      dropped[kind]++
      return true
    },
    touch(kind, node) {
      if (!isListening) return
      const set = touched[kind]
      if (setSize(set) < MAX_TOUCHED) setAdd(set, node)
      wake()
    },
    addSource(source) {
      sources[sources.length] = source
    },
    wake,
    drain(hand) {
      isAwake = true // what the sources say now goes along
      const named: Set<EventTarget> = new natives.Set()
      const indexes = new natives.WeakMap<object, unknown>()
      const indexOf = (node: EventTarget): number => {
        if (setHas(named, node)) return natives.mapGet(indexes, node) as number
        const index = setSize(named)
        setAdd(named, node)
        natives.mapSet(indexes, node, index)
        hand.node(node)
        return index
      }
      const list = (set: Set<EventTarget>): string => {
        let text = ''
        setForEach(set, (node) => {
          text += `${text === '' ? '' : ','}${indexOf(node)}`
        })
        setClear(set as Set<never>)
        return text
      }
      let text = `"state":[${list(touched.state)}],"shadow":[${list(touched.shadow)}],"animation":[${list(touched.animation)}]`
      let told = ''
      for (let i = 0; i < sources.length; i++) {
        const record = sources[i]?.(indexOf) ?? ''
        if (record !== '') told += `${told === '' ? '' : ','}${record}`
      }
      const records = `${lines}${lines === '' || told === '' ? '' : ','}${told}`
      text += `,"dropped":${countsText(dropped)},"records":[${records}]`
      const isEmpty = records === '' && text === EMPTY
      lines = ''
      lineCount = 0
      dropped = createCounts()
      isAwake = false
      if (!isEmpty) hand.news(`{${text}}`)
    },
    clear() {
      lines = ''
      lineCount = 0
      dropped = createCounts()
      isAwake = false
      setClear(touched.state as Set<never>)
      setClear(touched.shadow as Set<never>)
      setClear(touched.animation as Set<never>)
    },
    get isListening() {
      return isListening
    },
    setListening(listening) {
      isListening = listening
      if (listening && lines !== '') wake()
    },
  }
}

type Counts = Record<NewsKind, number>

function createCounts(): Counts {
  return {
    console: 0,
    error: 0,
    network: 0,
    socket: 0,
    storage: 0,
    defined: 0,
    font: 0,
    property: 0,
  }
}

/** By hand, because `JSON.stringify` would look for a page's `Object.prototype.toJSON`. */
function countsText(counts: Counts): string {
  const { console, error, network, socket, storage, defined, font, property } = counts
  return `{"console":${console},"error":${error},"network":${network},"socket":${socket},"storage":${storage},"defined":${defined},"font":${font},"property":${property}}`
}

const EMPTY = `"state":[],"shadow":[],"animation":[],"dropped":${countsText(createCounts())},"records":[]`
