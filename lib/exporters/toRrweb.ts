/** A session as plain rrweb 2 events: all documents merged into one tree, as rrweb's own Replayer plays them. */
import { DOCUMENT_ID, type NodeId, type RecordEvent } from '../format/events'
import type { Stream } from '../format/session'
import type { RecordingSource } from '../format/source'
import { createLiveTree, type LiveTree } from './liveTree'
import { readEvents } from './readEvents'
import { loadResourceTexts } from './resourceTexts'
import { createRrwebDocument, type RrwebDocument } from './rrwebDocument'
import { createStreamSheets, type StreamSheets } from './rrwebSheets'
import { signalOf } from './rrwebSignals'
import { RRWEB_SOURCE, RRWEB_TYPE, type RrwebEvent } from './rrwebTypes'
import { createTabsInFront } from './tabsInFront'

interface Member {
  stream: Stream
  tree: LiveTree
  sheets: StreamSheets
  /** Which stream each frame element shows. */
  frames: Map<NodeId, string>
  snapshot?: Extract<RecordEvent, { kind: 'snapshot' }>
  viewport: { width: number; height: number }
  scroll: readonly [number, number]
  /** Set while it is on show. */
  document?: RrwebDocument
}

/** All of them, in memory: for programs that ask for the events and not for a file. */
export async function toRrwebEvents(source: RecordingSource): Promise<RrwebEvent[]> {
  const events: RrwebEvent[] = []
  for await (const event of rrwebEvents(source)) events.push(event)
  return events
}

/**
 * In order of time, as the session is read: what is kept meanwhile is the documents as they stand, the style sheets and
 * pictures on show, and what is not the document (requests, console, errors), which is read before the rest because it
 * carries the time of its start and is told at its end. Style sheets and canvas pictures are written into the events.
 */
export async function* rrwebEvents(source: RecordingSource): AsyncGenerator<RrwebEvent> {
  const session = await source.session()
  const streams = await source.streams()
  const members = new Map(streams.map((s) => [s.streamId, newMember(s)]))
  const hasTabs = streams.some(({ tab }) => tab !== undefined)
  const tabs = createTabsInFront(session, streams)
  /** What each tab shows. */
  const tops = new Map<number, Member>()
  const resources = await loadResourceTexts(source)
  const signals = await readSignals(source, new Set(members.keys()))
  let events: RrwebEvent[] = []
  let now = session.startedAt
  let ids = 0
  let styleIds = 0
  let top: Member | undefined

  function emit(type: number, data: Record<string, unknown>): void {
    events.push({ type, data, timestamp: now })
  }

  function incremental(data: Record<string, unknown>[]): void {
    for (const each of data) emit(RRWEB_TYPE.incremental, each)
  }

  /** A document comes on show under fresh ids. */
  function open(member: Member, isTop: boolean): RrwebDocument {
    const known = new Map<NodeId, number>()
    const name = (id: NodeId) => {
      const given = known.get(id) ?? ++ids
      known.set(id, given)
      return given
    }
    const root = name(DOCUMENT_ID)
    member.document = createRrwebDocument({
      tree: member.tree,
      names: { name, ...resources, rootId: isTop ? undefined : root },
      sheets: member.sheets.sheets,
      adopted: member.sheets.adopted,
      nextStyleId: () => ++styleIds,
      isTop,
    })
    return member.document
  }

  function close(member: Member | undefined): void {
    if (!member?.document) return
    delete member.document
    for (const child of member.frames.values()) close(members.get(child))
  }

  function showTop(member: Member): void {
    if (!member.snapshot) return
    close(top)
    top = member
    // rrweb forgets all nodes with a full snapshot, and its own documents always begin with 1.
    ids = 0
    const document = open(member, true)
    const [left, topOffset] = member.scroll
    const { width, height } = member.viewport
    emit(RRWEB_TYPE.meta, { href: member.snapshot.url, width, height })
    const node = document.writer.document()
    if (member.snapshot.compatMode) node.compatMode = member.snapshot.compatMode
    emit(RRWEB_TYPE.fullSnapshot, { node, initialOffset: { left, top: topOffset } })
    incremental(document.opening())
    fillFrames(member)
  }

  /** A top document is there, or there again: on show at once, unless another tab is in front. */
  function arrive(member: Member): void {
    tops.set(member.stream.tab ?? 0, member)
    if (tabs.isInFront(member.stream)) showTop(member)
  }

  /** The person turned to another tab. One that has nothing to show yet is shown when it has. */
  function turnTo(turn: { at: number; tab: number }): void {
    const member = tops.get(turn.tab)
    if (!member || member === top) return
    now = Math.max(now, turn.at)
    showTop(member)
  }

  function fillFrames(member: Member, only?: ReadonlySet<NodeId>): void {
    for (const element of member.frames.keys()) {
      if (!only || only.has(element)) fillFrame(member, element)
    }
  }

  function fillFrame(parent: Member, element: NodeId): void {
    const child = members.get(parent.frames.get(element) ?? '')
    if (!parent.document || !child?.snapshot || child === parent || isAround(child, parent)) return
    if (!parent.tree.node(element)) return
    close(child)
    const parentId = parent.document.names.name(element)
    const document = open(child, false)
    const node = document.writer.document()
    if (child.snapshot.compatMode) node.compatMode = child.snapshot.compatMode
    emit(RRWEB_TYPE.incremental, {
      source: RRWEB_SOURCE.mutation,
      removes: [],
      texts: [],
      attributes: [],
      adds: [{ parentId, nextId: null, node }],
      isAttachIframe: true,
    })
    const [x, y] = child.scroll
    if (x || y) incremental([{ source: RRWEB_SOURCE.scroll, id: node.id, x, y }])
    incremental(document.opening())
    fillFrames(child)
  }

  /** A forged recording may put a document into its own frame. */
  function isAround(outer: Member, inner: Member): boolean {
    for (const child of outer.frames.values()) {
      const member = members.get(child)
      if (member && (member === inner || (member.document && isAround(member, inner)))) return true
    }
    return false
  }

  function closeLostFrames(member: Member): void {
    for (const [element, child] of member.frames) {
      if (member.tree.node(element)) continue
      member.frames.delete(element)
      close(members.get(child))
    }
  }

  function parentOf(member: Member): [Member, NodeId] | undefined {
    for (const parent of members.values()) {
      if (!parent.document) continue
      for (const [element, child] of parent.frames) {
        if (child === member.stream.streamId) return [parent, element]
      }
    }
    return undefined
  }

  function take(member: Member, event: RecordEvent): void {
    const { document } = member
    if (event.kind === 'frame') {
      const before = members.get(member.frames.get(event.id) ?? '')
      if (before && before.stream.streamId !== event.stream) close(before)
      member.frames.set(event.id, event.stream)
      fillFrame(member, event.id)
      return
    }
    if (event.kind === 'snapshot') {
      close(member)
      member.tree.apply(event)
      member.sheets.note(event)
      member.snapshot = event
      member.frames.clear()
      if (member.stream.framePath.length === 0) {
        arrive(member)
        return
      }
      const place = parentOf(member)
      if (place) fillFrame(...place)
      return
    }
    const isBack = event.kind === 'navigation' && event.how === 'restore'
    // Where nobody said which tab was turned to, it is the one that became visible.
    const isInFront = !tabs.isTold && event.kind === 'visibility' && event.visible
    const isTop = member.stream.framePath.length === 0
    if (hasTabs && isTop && isInFront && top !== member) showTop(member)
    if (!document) {
      member.tree.apply(event)
      member.sheets.note(event)
      if (isBack && member.stream.framePath.length === 0) arrive(member)
      return
    }
    // Rules of a sheet count once: in what is written now, or in what is written when it is adopted.
    if (event.kind !== 'sheet' && event.kind !== 'adopted') {
      const { data, moved } = document.write(event)
      member.sheets.note(event)
      incremental(data)
      if (event.kind === 'mutation') closeLostFrames(member)
      if (moved.length > 0) fillFrames(member, new Set(moved))
      return
    }
    member.sheets.note(event)
    incremental(document.write(event).data)
  }

  let count = 0
  let told = 0
  /** Nothing comes before the first document. */
  let first: number | undefined
  for await (const { atMs, streamId, event } of readEvents(source)) {
    const member = members.get(streamId)
    if (!member) continue
    count++
    const at = session.startedAt + Math.round(atMs)
    for (const turn of tabs.until(at)) turnTo(turn)
    now = Math.max(now, at)
    await resources.prepare(event, streamId)
    note(member, event)
    take(member, event)
    for (const each of events) {
      first ??= each.timestamp
      for (let next = signals[told]; next && isBefore(next, first, each, count); ) {
        yield { ...next.event, timestamp: Math.max(first, next.event.timestamp) }
        next = signals[++told]
      }
      yield each
    }
    events = []
  }
  for (const { event } of signals.slice(told)) {
    yield { ...event, timestamp: Math.max(first ?? 0, event.timestamp) }
  }
}

interface ToldSignal {
  event: RrwebEvent
  /** Which event of the session told it: of two at the same time the one that was told first comes first. */
  count: number
}

function isBefore(signal: ToldSignal, first: number, next: RrwebEvent, count: number): boolean {
  const at = Math.max(first, signal.event.timestamp)
  return at < next.timestamp || (at === next.timestamp && signal.count < count)
}

/** What is not the document, in order of time. */
async function readSignals(
  source: RecordingSource,
  known: ReadonlySet<string>,
): Promise<ToldSignal[]> {
  const { startedAt } = await source.session()
  const signals: ToldSignal[] = []
  let now = startedAt
  let count = 0
  for await (const { atMs, streamId, event } of readEvents(source)) {
    if (!known.has(streamId)) continue
    count++
    const at = startedAt + Math.round(atMs)
    now = Math.max(now, at)
    const signal = signalOf(event)
    if (signal) signals.push({ event: { ...signal, timestamp: Math.min(now, at) }, count })
  }
  return signals.sort((a, b) => a.event.timestamp - b.event.timestamp || a.count - b.count)
}

function newMember(stream: Stream): Member {
  const tree = createLiveTree()
  return {
    stream,
    tree,
    sheets: createStreamSheets(tree),
    frames: new Map(),
    viewport: { width: 0, height: 0 },
    scroll: [0, 0],
  }
}

function note(member: Member, event: RecordEvent): void {
  if (event.kind === 'snapshot' || event.kind === 'viewport') member.viewport = event.viewport
  if (event.kind === 'snapshot') member.scroll = event.scroll
  if (event.kind === 'scroll' && event.id === DOCUMENT_ID) member.scroll = [event.left, event.top]
}
