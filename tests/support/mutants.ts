/** Recordings with a few things changed at random: what fuzzing feeds to whatever reads a file. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { toRrwebEvents } from '../../lib/exporters/toRrweb'
import { anyChange, recordingOf } from './anyRecording'
import { inMemorySource } from './inMemorySource'
import { shopRecording } from './shopRecording'

/** One change of a JSON value. `at` and `pick` are shares of what there is to choose from: they survive shrinking. */
export interface Mutation {
  at: number
  how: 'replace' | 'delete' | 'duplicate' | 'swap' | 'rename' | 'wrap' | 'nudge'
  pick: number
}

export interface Mutant {
  base: string
  mutations: Mutation[]
}

const STRANGE: readonly unknown[] = [
  null,
  true,
  0,
  -0,
  -1,
  1,
  2 ** 30,
  2 ** 31,
  2 ** 53,
  1e308,
  -1e308,
  Number.POSITIVE_INFINITY, // `1e999` in JSON
  0.5,
  '',
  '0',
  '__proto__',
  'constructor',
  'javascript:top.hacked=1',
  '\ud800',
  '\u0000',
  'x'.repeat(5000),
  '<script>top.hacked=1</script>',
  '@import "//a";url(//b)',
  [],
  {},
  [[]],
  [null],
  JSON.parse('{"__proto__":{"polluted":1}}'),
  JSON.parse('{"constructor":{"prototype":{"polluted":1}}}'),
  { length: 1e9 },
]

const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'length',
  'id',
  'kind',
  'type',
  'time',
  'node',
  'children',
]

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: share,
  how: fc.constantFrom(
    'replace',
    'replace',
    'delete',
    'duplicate',
    'swap',
    'rename',
    'wrap',
    'nudge',
  ),
  pick: share,
})

/** Mutants of the given bases, with one to eight changes. */
export function anyMutant(bases: Record<string, unknown>): fc.Arbitrary<Mutant> {
  return fc.record({
    base: fc.constantFrom(...Object.keys(bases)),
    mutations: fc.array(mutation, { minLength: 1, maxLength: 8 }),
  })
}

type Holder = Record<string, unknown> | unknown[]

/** Every place in a value: who holds it, under which key. */
function placesIn(value: unknown): [Holder, string][] {
  const places: [Holder, string][] = []
  const pending = [value]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== 'object' || next === null) continue
    for (const key of Object.keys(next)) {
      places.push([next as Holder, key])
      const inner = (next as Record<string, unknown>)[key]
      if (typeof inner === 'object' && inner !== null) pending.push(inner)
    }
  }
  return places
}

/** A copy of the base with its changes made. */
export function mutate(base: unknown, mutations: readonly Mutation[]): unknown {
  const root = { value: structuredClone(base) }
  for (const { at, how, pick } of mutations) {
    const places = placesIn(root)
    const place = places[Math.floor(at * places.length)]
    if (!place) break
    const [holder, key] = place as [Record<string, unknown>, string]
    const other = places[Math.floor(pick * places.length)] ?? place
    const choose = <T>(list: readonly T[]) => list[Math.floor(pick * list.length)]
    const value = holder[key]
    if (how === 'replace') put(holder, key, choose(STRANGE))
    else if (how === 'delete') Reflect.deleteProperty(holder, key)
    else if (how === 'duplicate' && Array.isArray(holder))
      holder.splice(Number(key), 0, structuredClone(value))
    else if (how === 'swap')
      put(holder, key, structuredClone((other[0] as Record<string, unknown>)[other[1]]))
    else if (how === 'rename') put(holder, choose(NAMES) ?? '', value)
    else if (how === 'wrap') put(holder, key, pick < 0.5 ? [value] : { [key]: value })
    else if (typeof value === 'number') put(holder, key, value + Math.round((pick - 0.5) * 20))
  }
  return root.value
}

/** As JSON.parse would: an own member, whatever its name. */
function put(holder: Holder, key: string, value: unknown): void {
  Object.defineProperty(holder, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  })
}

/** JSON of a value; infinite numbers as a file would have them. */
export function jsonOf(value: unknown): string {
  const text =
    JSON.stringify(value, (_key, member) =>
      member === Number.POSITIVE_INFINITY ? '\u0001' : member,
    ) ?? 'null'
  return text.replaceAll('"\\u0001"', '1e999')
}

/** Streams of our own events. */
export async function ownBases(): Promise<Record<string, unknown>> {
  const shop = inMemorySource(shopRecording())
  const bases: Record<string, unknown> = {}
  const chunks = await shop.chunks()
  for (const stream of await shop.streams()) {
    const own = chunks.filter(({ streamId }) => streamId === stream.streamId)
    bases[`shop/${stream.streamId}`] = (
      await Promise.all(own.map((chunk) => shop.events(chunk)))
    ).flat()
  }
  const [made] = fc.sample(fc.array(anyChange, { minLength: 40, maxLength: 40 }), {
    seed: 7,
    numRuns: 1,
  })
  bases.made = recordingOf(made ?? [])
  return bases
}

const RECORDINGS = join(import.meta.dirname, '../recordings')

/** Files that are imported: rrweb of several tools. */
export async function foreignBases(): Promise<Record<string, unknown>> {
  const read = (file: string) => readFileSync(join(RECORDINGS, file)).toString()
  return {
    shop: await toRrwebEvents(inMemorySource(shopRecording())),
    rrweb1: JSON.parse(read('rrweb1.json')),
    rrweb2: JSON.parse(read('rrweb2.json')),
    packed: JSON.parse(read('rrweb2-packed.json')),
    posthog: read('posthog.jsonl')
      .split('\n')
      .map((line) => JSON.parse(line)),
  }
}

/** Mutants that once broke something: `{ base, mutations }`, never removed. */
export function oldCrashes(): Mutant[] {
  const text = readFileSync(join(RECORDINGS, 'crashes.json')).toString()
  return JSON.parse(text) as Mutant[]
}
