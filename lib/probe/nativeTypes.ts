/**
 * Writes the browser's own kinds of objects, found by the prototypes they had when we began and read by the getters of
 * then. A getter of the wrong receiver answers undefined, so an object that only pretends is written as what it is.
 */
import type { Natives } from '../platform/natives'

type Mark = (kind: string, members?: string) => string
type Write = (value: object) => string

/** Kinds the caller has to walk itself. */
export type Walked = 'error' | 'map' | 'set'

export interface NativeTypes {
  /** How to write the object: as text, by walking it, or (undefined) by its members. */
  kindOf(value: object): { write: Write } | { walk: Walked } | undefined
  selector(value: unknown): string
  symbolText(value: symbol): string
  /** Address of a URL object. */
  urlOf(value: unknown): string
  /** Message of a DOMException. */
  messageOf(error: object): string | undefined
  stackOf(error: object): string
  /** Walks a Map or Set. */
  visit(value: object, each: (member: unknown, key?: { key: unknown }) => void): void
}

const FLAGS: [name: string, letter: string][] = [
  ['hasIndices', 'd'],
  ['global', 'g'],
  ['ignoreCase', 'i'],
  ['multiline', 'm'],
  ['dotAll', 's'],
  ['unicode', 'u'],
  ['unicodeSets', 'v'],
  ['sticky', 'y'],
]

export function nativeTypes(natives: Natives, mark: Mark): NativeTypes {
  const { world, getter, method, apply, quote, uncurry, slice } = natives
  const kinds = new natives.WeakMap<object, unknown>()
  const plain: object = world.Object.prototype

  const one = (prototype: object | undefined, write: Write) => {
    if (prototype) natives.mapSet(kinds, prototype, { write })
  }
  const walked = (prototype: object, walk: Walked) => natives.mapSet(kinds, prototype, { walk })
  const text = (kind: string, value: unknown, max = 1_000) =>
    typeof value === 'string' ? mark(kind, `"value":${quote(slice(value, 0, max))}`) : ''
  const ofGetter = (owner: { prototype: object } | undefined, name: string, kind: string) => {
    const read = getter(owner?.prototype, name)
    one(owner?.prototype, (value) => text(kind, read(value)))
  }
  const size = (owner: { prototype: object }, name: string) => {
    const read = getter(owner.prototype, name)
    one(owner.prototype, (value) => {
      const bytes = read(value)
      return typeof bytes === 'number' ? mark('bytes', `"size":${bytes}`) : ''
    })
  }

  const nodeName = getter(world.Node.prototype, 'nodeName')
  const idOf = getter(world.Element.prototype, 'id')
  const attribute = method(world.Element.prototype, 'getAttribute')
  function selector(value: unknown): string {
    const name = nodeName(value)
    if (typeof name !== 'string') return ''
    const id = idOf(value)
    let path = slice(name, 0, 100)
    if (typeof id !== 'string') return path
    if (id !== '') path += `#${slice(id, 0, 100)}`
    const classes = attribute && apply(attribute, value, ['class'])
    if (typeof classes === 'string' && classes !== '') path += `[class="${slice(classes, 0, 100)}"]`
    return path
  }
  one(world.Node.prototype, (value) => text('node', selector(value) || undefined))

  const isoText = uncurry(world.Date.prototype.toISOString)
  const time = uncurry(world.Date.prototype.getTime)
  one(world.Date.prototype, (value) => {
    const ms = time(value as Date)
    return text('date', natives.is(ms, Number.NaN) ? 'Invalid Date' : isoText(value as Date))
  })

  const source = getter(world.RegExp.prototype, 'source')
  const flags: { read: (value: unknown) => unknown; letter: string }[] = []
  for (let i = 0; i < FLAGS.length; i++) {
    const flag = FLAGS[i]
    if (flag !== undefined)
      flags[i] = { read: getter(world.RegExp.prototype, flag[0]), letter: flag[1] }
  }
  one(world.RegExp.prototype, (value) => {
    let letters = ''
    for (let i = 0; i < flags.length; i++)
      if (flags[i]?.read(value) === true) letters += flags[i]?.letter
    return text('regexp', `/${source(value) as string}/${letters}`)
  })

  const typedArray = natives.getPrototypeOf(world.Uint8Array.prototype) ?? {}
  const typedLength = getter(typedArray, 'length')
  const typedName = getter(typedArray, Symbol.toStringTag as unknown as string)
  one(typedArray, (value) => {
    const name = typedName(value)
    if (typeof name !== 'string') return ''
    const length = typedLength(value) as number
    let items = ''
    for (let i = 0; i < length && i < 20; i++)
      items += `${i === 0 ? '' : ','}"${(value as Uint8Array)[i] as number}"`
    return mark('typed', `"name":"${name}","length":${length},"items":[${items}]`)
  })

  const boxedOf = (prototype: object, read: (self: never) => unknown) =>
    one(prototype, (value) => text('boxed', `${read(value as never) as string}`))
  boxedOf(world.String.prototype, uncurry(world.String.prototype.valueOf))
  boxedOf(world.Number.prototype, uncurry(world.Number.prototype.valueOf))
  boxedOf(world.Boolean.prototype, uncurry(world.Boolean.prototype.valueOf))

  size(world.ArrayBuffer, 'byteLength')
  size(world.Blob, 'size')
  ofGetter(world.Event, 'type', 'event')
  ofGetter(world.URL, 'href', 'url')
  ofGetter(world.Request, 'url', 'url')
  ofGetter(world.Response, 'url', 'response')
  // Their own members are what the browser shows through them, not what a page put in.
  const opaque = [world.Window, world.Storage, world.CSSStyleDeclaration, world.Location]
  for (let i = 0; i < opaque.length; i++) {
    const name = opaque[i]?.name ?? ''
    one(opaque[i]?.prototype, () => mark('object', `"name":"${name}"`))
  }
  walked(world.Error.prototype, 'error')
  walked(world.DOMException.prototype, 'error')
  walked(world.Map.prototype, 'map')
  walked(world.Set.prototype, 'set')

  const urlText = getter(world.URL.prototype, 'href')
  const exceptionName = getter(world.DOMException.prototype, 'name')
  const exceptionMessage = getter(world.DOMException.prototype, 'message')
  const eachOfMap = method(world.Map.prototype, 'forEach')
  const eachOfSet = method(world.Set.prototype, 'forEach')

  return {
    selector,
    symbolText: uncurry(world.Symbol.prototype.toString) as (value: symbol) => string,
    kindOf(value) {
      let prototype = natives.getPrototypeOf(value)
      for (let i = 0; prototype !== null && prototype !== plain && i < 20; i++) {
        const kind = natives.mapGet(kinds, prototype)
        if (kind !== undefined) return kind as { write: Write } | { walk: Walked }
        prototype = natives.getPrototypeOf(prototype)
      }
      return undefined
    },
    urlOf: (value) => {
      const href = urlText(value)
      return typeof href === 'string' ? href : ''
    },
    messageOf(error) {
      const message = exceptionMessage(error)
      return typeof message === 'string' ? message : undefined
    },
    stackOf(error) {
      const stack = natives.stackOf(error)
      if (stack !== '') return stack
      const name = exceptionName(error)
      return typeof name === 'string' ? `${name}: ${exceptionMessage(error) as string}` : ''
    },
    visit(value, each) {
      if (eachOfMap && natives.mapGet(kinds, value) === undefined) {
        try {
          apply(eachOfMap, value, [(member: unknown, key: unknown) => each(member, { key })])
          return
        } catch {
          // a set
        }
      }
      if (eachOfSet) apply(eachOfSet, value, [(member: unknown) => each(member)])
    },
  }
}
