/** Made-up streams for properties: every kind that changes a document, ids that may be nonsense. */
import fc from 'fast-check'
import type { RecordEvent } from '../../lib/format/events'
import type { PackedNode } from '../../lib/format/tree'
import { type DocumentState, nodeOf } from '../../lib/replay/documentState'
import { html, snapshot } from './recordings'

const small = fc.constantFrom<PackedNode[]>(
  'text',
  ['p', ['class', 'a'], 0, 'x'],
  ['ul', 0, { scroll: [0, 5] }, ['li', 0, 0], ['li', 0, 0, 'y']],
  ['div', 0, 0, { shadow: [['b', 0, 0]], mode: 'open', adopted: [1] }],
  ['style', 0, 0, 'a{}'],
  ['svg', 0, 0, ['path', ['d', 'M0 0'], 0]],
)

export type Change = { kind: string; [member: string]: unknown }

const id = fc.integer({ min: 1, max: 60 })
const ruleChange = fc.oneof(
  fc.tuple(fc.constant('insert'), fc.constant([0]), fc.constant('b{}')),
  fc.tuple(fc.constant('delete'), fc.constant([0])),
  fc.tuple(fc.constant('replace'), fc.constant('i{}')),
  fc.tuple(fc.constant('disabled'), fc.boolean()),
  fc.tuple(fc.constant('media'), fc.constant('print')),
)

export const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('mutation'), removes: fc.array(id, { maxLength: 2 }) }),
  fc.record({
    kind: fc.constant('mutation'),
    inserts: fc.array(fc.tuple(id, fc.oneof(fc.constant(0), id), id), { maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('insert'), parent: id, next: id, node: small }),
  fc.record({ kind: fc.constant('mutation'), texts: fc.array(fc.tuple(id, fc.string())) }),
  fc.record({
    kind: fc.constant('mutation'),
    attributes: fc.array(
      fc.tuple(id, fc.constantFrom('class', '__proto__'), fc.option(fc.string())),
      { maxLength: 2 },
    ),
  }),
  fc.record({ kind: fc.constant('input'), id, value: fc.string() }),
  fc.record({ kind: fc.constant('scroll'), id, left: fc.nat(9), top: fc.nat(9) }),
  fc.record({ kind: fc.constant('focus'), id }),
  fc.record({ kind: fc.constant('sheet'), sheet: fc.nat(2), text: fc.string() }),
  fc.record({
    kind: fc.constant('rules'),
    owner: fc.oneof(fc.record({ node: id }), fc.record({ sheet: fc.nat(2) })),
    changes: fc.array(ruleChange, { maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('adopted'), root: id, sheets: fc.array(fc.nat(2)) }),
  fc.record({
    kind: fc.constant('animation'),
    id,
    animation: fc.nat(2),
    action: fc.constantFrom('start', 'update', 'cancel'),
  }),
  fc.record({ kind: fc.constant('frame'), id, stream: fc.constant('s1') }),
  fc.record({
    kind: fc.constant('state'),
    id,
    state: fc.constantFrom(
      { top: 'modal' },
      { top: null },
      { cssText: 'p{}' },
      { media: { paused: false, time: 1 } },
    ),
  }),
  fc.record({
    kind: fc.constant('pointer'),
    action: fc.constantFrom('down', 'up'),
    pointer: fc.constant('mouse'),
    id,
    x: fc.nat(9),
    y: fc.nat(9),
  }),
  fc.record({ kind: fc.constant('selection'), ranges: fc.array(fc.tuple(id, fc.nat(3), id, id)) }),
  fc.record({
    kind: fc.constant('highlight'),
    name: fc.constantFrom('found', 'other', '__proto__'),
    priority: fc.nat(2),
    ranges: fc.array(fc.tuple(id, fc.nat(3), id, id)),
  }),
)

/** Ids of inserted trees count up, as a recorder's do; everything else may be nonsense. */
export function recordingOf(changes: readonly Change[]): RecordEvent[] {
  let next = 20
  const body: PackedNode[] = [
    ['p', 0, 0, 'one'],
    ['div', 0, 0, 'two'],
  ]
  const events: RecordEvent[] = [snapshot(html([['style', 0, 0, 'u{}']], body))]
  changes.forEach((change, index) => {
    const time = (index + 1) * 10
    if (change.kind !== 'insert') {
      events.push({ ...change, time } as RecordEvent)
      return
    }
    const { parent, next: before, node } = change
    events.push({ kind: 'mutation', time, inserts: [[parent, before, next, node]] } as RecordEvent)
    next += 6
  })
  return events
}

/** All that a state says, as plain text. */
export function writeState(state: DocumentState): string {
  const { owner: _, nodes: __, sheets, frames, work: ___, ...plain } = state
  const maps = [[...sheets].map(([key, value]) => [key, sorted(unlogged(value))]), [...frames]]
  return `${writeNode(state, 1)}\n${JSON.stringify(sorted({ ...plain, maps }))}`
}

function writeNode(state: DocumentState, at: number): string {
  const node = nodeOf(state, at)
  if (!node) return ''
  const inner = [node.shadow, ...node.children].map((child) => writeNode(state, child)).join('')
  const { owner: _, animations, ...plain } = node
  const rest = { ...unlogged(plain), animations: animations && [...animations] }
  return `<${JSON.stringify(sorted(rest))}>${inner}`
}

/** A log of rule changes as the list it is; its length is of no consequence. */
function unlogged<T extends { rules?: { change: unknown; before: unknown } | undefined }>(
  value: T,
): object {
  const changes: unknown[] = []
  type Log = { change: unknown; before: unknown } | undefined
  for (let log: Log = value.rules; log; log = log.before as Log) changes.push(log.change)
  return { ...value, rules: changes.reverse() }
}

function sorted(value: object): object {
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)))
}
