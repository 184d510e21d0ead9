/** rrweb events (versions 1 and 2, from any recorder that writes them) as streams of our events. */
import { DOCUMENT_ID, type Insert, type PointerAction, type RecordEvent } from '../format/events'
import { type Loose, list, loose, num, text } from './importRrwebNodes'
import { importSheets } from './importRrwebSheets'
import { importSignal } from './importRrwebSignals'
import { createImportedStreams, type ImportedStream, type Place } from './importRrwebStreams'
import { importMutationStyle } from './importRrwebStyle'
import { RRWEB_SOURCE, RRWEB_TYPE } from './rrwebTypes'

const ACTIONS: Record<number, [PointerAction, 'mouse' | 'touch'] | undefined> = {
  0: ['up', 'mouse'],
  1: ['down', 'mouse'],
  2: ['click', 'mouse'],
  3: ['contextmenu', 'mouse'],
  4: ['dblclick', 'mouse'],
  7: ['down', 'touch'],
  9: ['up', 'touch'],
  10: ['cancel', 'touch'],
}

/** Converts events in order of time; what it does not know is left out. */
export function importRrwebEvents(
  given: readonly unknown[],
  idPrefix = 'import-',
): ImportedStream[] {
  const streams = createImportedStreams(idPrefix)
  const sheets = importSheets(streams)
  let url = ''
  let viewport = { width: 1024, height: 768 }

  function push(stream: ImportedStream, at: number, event: RecordEvent): void {
    stream.events.push({ ...event, time: Math.max(0, at - stream.startedAt) })
  }

  function pushAt(place: Place | undefined, at: number, make: (place: Place) => RecordEvent): void {
    if (place) push(place.stream, at, make(place))
  }

  function incremental(data: Loose, at: number): void {
    const place = streams.place(data.id)
    switch (data.source) {
      case RRWEB_SOURCE.mutation:
        mutation(data, at)
        return
      case RRWEB_SOURCE.mouseMove:
      case RRWEB_SOURCE.touchMove:
      case 12: // drag
        moves(data, at)
        return
      case RRWEB_SOURCE.mouseInteraction:
        interaction(data, at)
        return
      case RRWEB_SOURCE.scroll:
        pushAt(place, at, ({ node }) => ({
          kind: 'scroll',
          time: 0,
          id: node.id,
          left: num(data.x),
          top: num(data.y),
        }))
        return
      case RRWEB_SOURCE.viewportResize:
        viewport = { width: num(data.width), height: num(data.height) }
        if (streams.top) push(streams.top, at, { kind: 'viewport', time: 0, viewport })
        return
      case RRWEB_SOURCE.input:
        pushAt(place, at, (found) => input(found, data))
        return
      case RRWEB_SOURCE.media:
        pushAt(place, at, ({ node }) => ({
          kind: 'state',
          time: 0,
          id: node.id,
          state: {
            media: {
              paused: data.type !== 0,
              time: num(data.currentTime),
              ...(typeof data.playbackRate === 'number' && { rate: data.playbackRate }),
            },
          },
        }))
        return
      case RRWEB_SOURCE.canvas: {
        const image = canvasPicture(data)
        if (image === undefined) return
        pushAt(place, at, ({ node }) => ({ kind: 'canvas', time: 0, id: node.id, image }))
        return
      }
      case RRWEB_SOURCE.selection:
        selection(data, at)
        return
      default:
        for (const { stream, event } of sheets.convert(data)) push(stream, at, event)
    }
  }

  function mutation(data: Loose, at: number): void {
    for (const each of list(data.removes)) {
      const id = num(loose(each).id, -1)
      const place = streams.place(id)
      // A document that goes with its frame is the frame's business.
      if (place && place.node.id !== DOCUMENT_ID) {
        push(place.stream, at, { kind: 'mutation', time: 0, removes: [place.node.id] })
      }
      streams.remove(id)
    }
    adds(list(data.adds).map(loose), at)
    for (const each of list(data.texts).map(loose)) {
      pushAt(streams.place(each.id), at, ({ node }) => {
        node.text = text(each.value)
        return { kind: 'mutation', time: 0, texts: [[node.id, node.text]] }
      })
    }
    for (const each of list(data.attributes).map(loose)) {
      const place = streams.place(each.id)
      if (!place) continue
      for (const event of importMutationStyle(place.node, loose(each.attributes))) {
        push(place.stream, at, event)
      }
    }
  }

  /**
   * They come in any order: each waits for its parent or its next sibling, by the id it waits for, so that a hostile
   * order costs no more than a good one. What never finds its sibling goes to the end, without its parent it is lost.
   */
  function adds(given: Loose[], at: number): void {
    const waiting = new Map<number, Loose[]>()
    const place = (first: Loose[], atEnd: boolean) => {
      const pending = first.toReversed()
      for (let each = pending.pop(); each; each = pending.pop()) {
        const missing = add(each, at, atEnd)
        if (missing !== undefined) {
          const others = waiting.get(missing)
          if (others) others.push(each)
          else waiting.set(missing, [each])
          continue
        }
        // Its whole subtree may have been waited for; rrweb adds nodes one by one, so its own id is nearly always it.
        for (const id of idsOf(each.node)) {
          const free = waiting.get(id)
          if (!free) continue
          waiting.delete(id)
          for (const freed of free.toReversed()) pending.push(freed)
        }
      }
    }
    place(given, false)
    const late = [...waiting.values()].flat()
    waiting.clear()
    place(late, true)
  }

  /** Answers which node has to be there first. */
  function add(given: Loose, at: number, atEnd: boolean): number | undefined {
    const parentId = num(given.parentId, -1)
    const parent = streams.place(parentId)
    if (!parent) return parentId
    const node = loose(given.node)
    if (node.type === 0) {
      streams.document(node, {
        time: at,
        url: text(parent.node.attributes.get('src')),
        viewport,
        frame: parent,
      })
      return undefined
    }
    const nextId = typeof given.nextId === 'number' ? given.nextId : 0
    const next = nextId > 0 ? streams.place(nextId) : undefined
    if (nextId > 0 && next?.node.parent !== parentId && !atEnd) return nextId
    const known = streams.place(node.id)
    if (known) {
      push(known.stream, at, { kind: 'mutation', time: 0, removes: [known.node.id] })
      streams.remove(num(node.id))
    }
    const { stream } = parent
    const isShadow = node.isShadow === true
    if (isShadow && parent.node.shadow === 0) {
      parent.node.shadow = stream.nextId++
      const shadow: Insert = [parent.node.id, 0, parent.node.shadow, { shadow: [], mode: 'open' }]
      push(stream, at, { kind: 'mutation', time: 0, inserts: [shadow] })
    }
    const firstId = stream.nextId
    const packed = streams.add(node, parentId, stream)
    if (packed === undefined) return undefined
    const target = isShadow ? parent.node.shadow : parent.node.id
    const before = next?.node.parent === parentId ? next.node.id : 0
    push(stream, at, { kind: 'mutation', time: 0, inserts: [[target, before, firstId, packed]] })
    return undefined
  }

  function moves(data: Loose, at: number): void {
    const byStream = new Map<ImportedStream, [number, number, number, number][]>()
    for (const each of list(data.positions).map(loose)) {
      const place = streams.place(each.id)
      if (!place) continue
      const points = byStream.get(place.stream) ?? []
      points.push([-num(each.timeOffset), num(each.x), num(each.y), place.node.id])
      byStream.set(place.stream, points)
    }
    const pointer = data.source === RRWEB_SOURCE.touchMove ? 'touch' : 'mouse'
    for (const [stream, points] of byStream)
      push(stream, at, { kind: 'move', time: 0, pointer, points })
  }

  function interaction(data: Loose, at: number): void {
    const place = streams.place(data.id)
    if (data.type === 5 || data.type === 6) {
      pushAt(place, at, ({ node }) => ({
        kind: 'focus',
        time: 0,
        id: data.type === 5 ? node.id : 0,
      }))
      return
    }
    const action = ACTIONS[num(data.type, -1)]
    if (!action) return
    pushAt(place, at, ({ node }) => ({
      kind: 'pointer',
      time: 0,
      action: action[0],
      pointer: data.pointerType === 2 ? 'touch' : data.pointerType === 1 ? 'pen' : action[1],
      id: node.id,
      x: num(data.x),
      y: num(data.y),
    }))
  }

  function input({ node }: Place, data: Loose): RecordEvent {
    const value = text(data.text)
    const common = { kind: 'input' as const, time: 0, id: node.id }
    const byScript = data.userTriggered === false ? { byScript: true as const } : {}
    if (node.type === 'checkbox' || node.type === 'radio') {
      return { ...common, ...byScript, checked: data.isChecked === true }
    }
    if (node.tag !== 'select') return { ...common, ...byScript, value }
    const selected: number[] = []
    const pending = [...node.children]
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      const option = streams.place(id)?.node
      if (!option) continue
      for (const child of option.children) pending.push(child)
      if (option.tag !== 'option') continue
      const label = [...option.children].map((child) => streams.place(child)?.node.text ?? '')
      if ((option.attributes.get('value') ?? label.join('').trim()) === value)
        selected.push(option.id)
    }
    return { ...common, ...byScript, selected }
  }

  function selection(data: Loose, at: number): void {
    const ranges = list(data.ranges).map(loose)
    const first = streams.place(ranges[0]?.start)
    const stream = first?.stream ?? streams.top
    if (!stream) return
    push(stream, at, {
      kind: 'selection',
      time: 0,
      ranges: ranges.flatMap((range): [number, number, number, number][] => {
        const start = streams.place(range.start)
        const end = streams.place(range.end)
        if (start?.stream !== stream || end?.stream !== stream) return []
        return [[start.node.id, num(range.startOffset), end.node.id, num(range.endOffset)]]
      }),
    })
  }

  for (const event of inOrder(given)) {
    const data = loose(event.data)
    const at = num(event.timestamp)
    if (event.type === RRWEB_TYPE.meta) {
      url = text(data.href)
      viewport = { width: num(data.width), height: num(data.height) }
    } else if (event.type === RRWEB_TYPE.fullSnapshot) {
      const { left, top } = loose(data.initialOffset)
      sheets.forget()
      streams.document(data.node, { time: at, url, viewport, offset: [num(left), num(top)] })
    } else if (event.type === RRWEB_TYPE.incremental) incremental(data, at)
    else if (streams.top) {
      for (const signal of importSignal(event)) push(streams.top, at, signal)
    }
  }
  return streams.all
}

/** Ids of a node and all below it. */
function* idsOf(node: unknown): Generator<number> {
  const pending = [node]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    yield num(loose(next).id)
    for (const child of list(loose(next).childNodes)) pending.push(child)
  }
}

function inOrder(given: readonly unknown[]): Loose[] {
  const events = given.map(loose).filter((event) => typeof event.timestamp === 'number')
  return events.sort((a, b) => num(a.timestamp) - num(b.timestamp))
}

/** A canvas that was recorded as pictures; drawing commands are not played. */
function canvasPicture(data: Loose): string | undefined {
  for (const command of list(data.commands).map(loose)) {
    if (command.property !== 'drawImage') continue
    const blob = loose(list(loose(list(command.args)[0]).args)[0])
    const base64 = text(loose(list(blob.data)[0]).base64)
    const type = text(blob.type)
    if (base64 && /^image\/[\w.+-]+$/.test(type)) return `data:${type};base64,${base64}`
  }
  return undefined
}
