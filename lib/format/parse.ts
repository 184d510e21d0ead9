/** What comes from a page, a store or a file is unknown until it went through here. */
import type { EventKind, RecordEvent } from './events'
import { isElementState, isPackedNode } from './parseNode'

type Check = (value: unknown) => boolean

/** Sparse ids above this would make an index of nothing; a recorder counts from 1. */
const MAX_ID = 2 ** 30
/** Thirty days: no document lives longer, and a timeline must end. */
const MAX_TIME_MS = 30 * 24 * 3600_000
/** A request may have begun before its document. */
const MAX_EARLY_MS = 3600_000
/** One text or attribute; larger ones stop a tab when they are shown. */
const MAX_TEXT = 32 * 1024 * 1024
/** Changes in one event. */
const MAX_LIST = 4_000_000

const number: Check = (value) => typeof value === 'number' && Number.isFinite(value)
const id: Check = (value) => Number.isInteger(value) && within(value, 0, MAX_ID)
const time: Check = (value) => number(value) && within(value, -MAX_EARLY_MS, MAX_TIME_MS)
const text: Check = (value) => typeof value === 'string' && value.length <= MAX_TEXT
const flag: Check = (value) => typeof value === 'boolean'
const anything: Check = () => true
const record: Check = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const nothing: Check = (value) => value === null

const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)
const either =
  (...checks: Check[]): Check =>
  (value) =>
    checks.some((check) => check(value))
const oneOf =
  (...words: string[]): Check =>
  (value) =>
    typeof value === 'string' && words.includes(value)
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length <= MAX_LIST && value.every(check)
const tuple =
  (...checks: Check[]): Check =>
  (value) =>
    Array.isArray(value) &&
    value.length === checks.length &&
    checks.every((check, index) => check(value[index]))
const shape =
  (members: Record<string, Check>): Check =>
  (value) =>
    record(value) && hasShape(value as Record<string, unknown>, members)

const viewport = shape({
  width: number,
  height: number,
  devicePixelRatio: maybe(number),
  visual: maybe(shape({ left: number, top: number, scale: number })),
})
const pointer = oneOf('mouse', 'touch', 'pen')
const path = listOf(id)
const ranges = listOf(tuple(id, number, id, number))
const ruleChange = either(
  tuple(oneOf('insert'), path, text),
  tuple(oneOf('delete'), path),
  tuple(oneOf('set'), path, text, text, text),
  tuple(oneOf('selector'), path, text),
  tuple(oneOf('replace'), text),
  tuple(oneOf('disabled'), flag),
  tuple(oneOf('media'), text),
)

/** Members of each kind besides `kind` and `time`. What is not listed is not looked at by anybody. */
const KINDS: Record<EventKind, Record<string, Check>> = {
  snapshot: {
    url: text,
    title: text,
    viewport,
    children: (value) => Array.isArray(value) && value.every((node) => isPackedNode(node)),
    scroll: tuple(number, number),
    adopted: maybe(listOf(id)),
    focus: maybe(id),
    baseUrl: maybe(text),
    compatMode: maybe(oneOf('BackCompat')),
    media: maybe(record),
  },
  mutation: {
    removes: maybe(listOf(id)),
    inserts: maybe(listOf(either(tuple(id, id, id), tuple(id, id, id, isPackedNode)))),
    texts: maybe(listOf(tuple(id, text))),
    attributes: maybe(listOf(tuple(id, text, either(text, nothing)))),
  },
  sheet: { sheet: id, text, media: maybe(text), disabled: maybe(flag) },
  adopted: { root: id, sheets: listOf(id) },
  rules: { owner: either(shape({ node: id }), shape({ sheet: id })), changes: listOf(ruleChange) },
  state: { id, state: (value) => isElementState(value, true) },
  input: {
    id,
    value: maybe(text),
    checked: maybe(flag),
    indeterminate: maybe(flag),
    selected: maybe(listOf(id)),
  },
  move: { pointer, points: listOf(tuple(number, number, number, id)) },
  pointer: { action: text, pointer, id, x: number, y: number },
  key: { key: text, id, modifiers: maybe(listOf(text)) },
  scroll: { id, left: number, top: number },
  viewport: { viewport },
  focus: { id },
  selection: { ranges },
  highlight: { name: text, priority: number, ranges },
  canvas: { id, image: text },
  animation: { id, animation: number, action: oneOf('start', 'update', 'cancel') },
  visibility: { visible: flag },
  navigation: { how: text, url: text, title: text },
  frame: { id, stream: text },
  console: { level: text, args: listOf(anything), stack: maybe(text) },
  error: { what: text, message: text, stack: maybe(text) },
  network: {
    via: text,
    method: text,
    url: text,
    status: maybe(number),
    durationMs: maybe(number),
    redirects: maybe(listOf(shape({ status: number, url: text }))),
  },
  socket: { via: text, socket: number, action: text },
  storage: { area: text, action: text },
  vital: { name: text, value: number },
  mark: { note: text },
  gap: { reason: text, durationMs: maybe(number) },
  end: { reason: text },
}

/** The event, if it is one a reader can work with; undefined for anything else. */
export function parseEvent(value: unknown): RecordEvent | undefined {
  if (!record(value)) return undefined
  const event = value as Record<string, unknown>
  const { kind } = event
  if (typeof kind !== 'string' || !Object.hasOwn(KINDS, kind) || !time(event.time)) return undefined
  const members = KINDS[kind as EventKind]
  return hasShape(event, members) ? (value as RecordEvent) : undefined
}

function hasShape(value: Record<string, unknown>, members: Record<string, Check>): boolean {
  for (const name in members) {
    const check = members[name]
    if (check && !check(Object.hasOwn(value, name) ? value[name] : undefined)) return false
  }
  return true
}

function within(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most
}
