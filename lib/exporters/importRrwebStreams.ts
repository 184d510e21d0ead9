/** Documents of an rrweb recording: one id space there, a stream of its own for each here. */
import { DOCUMENT_ID, type NodeId, type RecordEvent, type SnapshotEvent } from '../format/events'
import type { PackedNode } from '../format/tree'
import { type ImportedNode, list, loose, num, packRrweb } from './importRrwebNodes'

export interface ImportedStream {
  streamId: string
  /** Epoch milliseconds. */
  startedAt: number
  url: string
  isTop: boolean
  events: RecordEvent[]
  nextId: NodeId
}

export interface Place {
  stream: ImportedStream
  node: ImportedNode
}

export interface ImportedStreams {
  readonly all: ImportedStream[]
  readonly top: ImportedStream | undefined
  place(theirId: unknown): Place | undefined
  /** A whole document: of the page, or of the frame element it is attached to. */
  document(
    node: unknown,
    at: { time: number; url: string; viewport: { width: number; height: number } } & (
      | { offset: [number, number] }
      | { frame: Place }
    ),
  ): void
  /** A single node (or subtree) that came to be under a known parent. */
  add(node: unknown, parentId: number, stream: ImportedStream): PackedNode | undefined
  remove(theirId: number): void
}

export function createImportedStreams(idPrefix: string): ImportedStreams {
  const all: ImportedStream[] = []
  const places = new Map<number, Place>()
  let top: ImportedStream | undefined

  function newStream(startedAt: number, url: string, isTop: boolean): ImportedStream {
    const streamId = `${idPrefix}${all.length}`
    const stream = { streamId, startedAt, url, isTop, events: [], nextId: DOCUMENT_ID + 1 }
    all.push(stream)
    return stream
  }

  function taker(stream: ImportedStream) {
    return (theirId: number, node: ImportedNode) => void places.set(theirId, { stream, node })
  }

  function remove(theirId: number): void {
    const pending = [theirId]
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      const place = places.get(id)
      if (!place) continue
      places.get(place.node.parent)?.node.children.delete(id)
      places.delete(id)
      for (const child of place.node.children) pending.push(child)
    }
  }

  return {
    all,
    get top() {
      return top
    },
    place: (theirId) => places.get(num(theirId, -1)),
    document(given, at) {
      const node = loose(given)
      const isTop = !('frame' in at)
      if (isTop) places.clear()
      let stream = isTop && top && samePage(top.url, at.url) ? top : undefined
      stream ??= newStream(at.time, at.url, isTop)
      if (isTop) top = stream
      // Each snapshot counts its ids from the start.
      stream.nextId = DOCUMENT_ID + 1
      const owner = stream
      const root: ImportedNode = {
        id: DOCUMENT_ID,
        tag: '',
        parent: 'frame' in at ? 0 : -1,
        children: new Set(list(node.childNodes).map((child) => num(loose(child).id))),
        shadow: 0,
        style: '',
        attributes: new Map(),
        text: '',
        type: '',
      }
      places.set(num(node.id), { stream, node: root })
      const context = { parent: num(node.id), nextId: () => owner.nextId++ }
      const children = list(node.childNodes)
        .map((child) => packRrweb(child, taker(owner), context))
        .filter((child) => child !== undefined)
      const snapshot: SnapshotEvent = {
        kind: 'snapshot',
        time: at.time - stream.startedAt,
        url: at.url,
        title: titleOf(children),
        viewport: at.viewport,
        children,
        scroll: 'offset' in at ? at.offset : [0, 0],
        ...(node.compatMode === 'BackCompat' && { compatMode: 'BackCompat' }),
      }
      stream.events.push(snapshot)
      if (!('frame' in at)) return
      const { frame } = at
      frame.node.children.add(num(node.id))
      const time = at.time - frame.stream.startedAt
      frame.stream.events.push({
        kind: 'frame',
        time,
        id: frame.node.id,
        stream: stream.streamId,
      })
    },
    add(node, parentId, stream) {
      places.get(parentId)?.node.children.add(num(loose(node).id))
      const context = { parent: parentId, nextId: () => stream.nextId++ }
      return packRrweb(node, taker(stream), context)
    },
    remove,
  }
}

/** A full snapshot of the same page is a checkpoint, not another page. */
function samePage(a: string, b: string): boolean {
  return a.replace(/#[\s\S]*$/, '') === b.replace(/#[\s\S]*$/, '')
}

function titleOf(children: readonly PackedNode[]): string {
  for (const html of children) {
    if (!Array.isArray(html)) continue
    for (const head of html.slice(3)) {
      if (!Array.isArray(head) || head[0] !== 'head') continue
      for (const each of head.slice(3)) {
        if (!Array.isArray(each) || each[0] !== 'title') continue
        return each
          .slice(3)
          .filter((part) => typeof part === 'string')
          .join('')
          .trim()
      }
    }
  }
  return ''
}
