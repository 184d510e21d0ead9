/**
 * Writes any value of the page as bounded JSON text, without running a line of the page's code: no getter, no `toJSON`,
 * no `toString`, no iterator, and no trap of a proxy that we saw being made (its target is shown instead).
 * The marks for what JSON cannot say are those of `lib/format/preview.ts`.
 */
import type { Natives } from '../platform/natives'
import { nativeTypes, type Walked } from './nativeTypes'

export interface PreviewOf {
  /** JSON text. */
  (value: unknown): string
  /** `div#id.class[name]` of an element, the node's name otherwise; '' for what is no node. */
  selector(value: unknown): string
  /** Name of an error or of a class, read without running the page's code. */
  nameOf(value: object): string
  messageOf(value: object): string
  /** Address of a URL object, '' for anything else. */
  urlOf(value: unknown): string
  /** The own or inherited data property of an object, undefined where it is a getter. */
  peek(value: object, key: string): unknown
  /** Text of an error's own stack, '' where it has none or a getter instead. */
  stackOf(value: object): string
  /** Remembers what a proxy stands for. */
  proxies: WeakMap<object, unknown>
}

const MAX_DEPTH = 4
/** Members shown of one object, array, map or set. */
const MAX_MEMBERS = 50
/** Values of one description, over all its depths. */
const MAX_VALUES = 300
const MAX_STRING = 10_000
const MAX_NESTED_STRING = 1_000

export function createPreview(natives: Natives): PreviewOf {
  const least = natives.world.Math.min
  const {
    quote,
    getPrototypeOf,
    getOwnPropertyDescriptor,
    slice,
    mapGet,
    setAdd,
    setDelete,
    setHas,
  } = natives
  const types = nativeTypes(natives, mark)
  const { selector, stackOf, urlOf } = types
  const proxies = new natives.WeakMap<object, unknown>()

  function cut(text: string, max: number): string {
    if (text.length <= max) return quote(text)
    return mark('cut', `"value":${quote(slice(text, 0, max))},"length":${text.length}`)
  }

  function peek(value: object, key: string): unknown {
    // Bounded: a prototype chain may be as long as the page likes.
    let holder: object | null = value
    for (let i = 0; holder !== null && i < 20; i++) {
      const descriptor = getOwnPropertyDescriptor(holder, key)
      if (descriptor) return natives.hasOwn(descriptor, 'value') ? descriptor.value : undefined
      holder = getPrototypeOf(holder)
    }
    return undefined
  }

  function className(value: object): string {
    const prototype = getPrototypeOf(value)
    if (prototype === null) return 'null'
    const made = peek(prototype, 'constructor')
    const name = typeof made === 'function' ? getOwnPropertyDescriptor(made, 'name')?.value : ''
    return typeof name === 'string' ? slice(name, 0, 100) : ''
  }

  function preview(value: unknown): string {
    const path: Set<object> = new natives.Set()
    let left = MAX_VALUES

    function write(raw: unknown, depth: number): string {
      left--
      switch (typeof raw) {
        case 'string':
          return cut(raw, depth === 0 ? MAX_STRING : MAX_NESTED_STRING)
        case 'boolean':
          return raw ? 'true' : 'false'
        case 'number':
          return writeNumber(raw)
        case 'undefined':
          return mark('undefined')
        case 'bigint':
          return mark('bigint', `"value":"${slice(`${raw}`, 0, 100)}"`)
        case 'symbol':
          return mark('symbol', `"value":${quote(slice(types.symbolText(raw), 0, 200))}`)
        case 'function':
          return writeFunction(raw as unknown as object)
        default:
          return raw === null ? 'null' : writeObject(raw as object, depth)
      }
    }

    function writeNumber(number: number): string {
      if (natives.is(number, Number.NaN)) return mark('number', '"value":"NaN"')
      if (number === Infinity) return mark('number', '"value":"Infinity"')
      if (number === -Infinity) return mark('number', '"value":"-Infinity"')
      return natives.is(number, -0) ? mark('number', '"value":"-0"') : `${number}`
    }

    function writeFunction(raw: object): string {
      const shown = mapGet(proxies, raw) ?? raw
      const name: unknown = getOwnPropertyDescriptor(shown as object, 'name')?.value
      return mark(
        'function',
        `"name":${quote(typeof name === 'string' ? slice(name, 0, 200) : '')}`,
      )
    }

    function writeObject(raw: object, depth: number): string {
      let value = raw
      for (let i = 0; i < 5; i++) {
        const target = mapGet(proxies, value)
        if (target === undefined) break
        value = target as object
      }
      if (typeof value === 'function') return writeFunction(value)
      if (setHas(path, value)) return mark('circular')
      const isArray = natives.isArray(value)
      const kind = isArray ? undefined : types.kindOf(value)
      if (kind && 'write' in kind) {
        const simple = kind.write(value)
        if (simple !== '') return simple
      }
      const walk = kind && 'walk' in kind ? kind.walk : undefined
      if (walk === 'error') return writeError(value, depth)
      if (depth >= MAX_DEPTH || left <= 0)
        return mark('object', `"name":${quote(className(value))}`)
      setAdd(path, value)
      const text = isArray
        ? writeArray(value as unknown[], depth)
        : walk
          ? writeCollection(value, walk, depth)
          : writeMembers(value, depth)
      setDelete(path, value)
      return text
    }

    function writeArray(array: unknown[], depth: number): string {
      let text = ''
      const length = getOwnPropertyDescriptor(array, 'length')?.value as number
      const shown = least(length, MAX_MEMBERS)
      for (let i = 0; i < shown && left > 0; i++) {
        const descriptor = getOwnPropertyDescriptor(array, i)
        text += `${i === 0 ? '' : ','}${writeDescriptor(descriptor, depth)}`
      }
      if (length > shown) text += `,${mark('more', `"count":${length - shown}`)}`
      return `[${text}]`
    }

    function writeDescriptor(descriptor: PropertyDescriptor | undefined, depth: number): string {
      if (!descriptor) return mark('empty')
      return natives.hasOwn(descriptor, 'value')
        ? write(descriptor.value, depth + 1)
        : mark('getter')
    }

    function writeCollection(value: object, kind: Walked, depth: number): string {
      let text = ''
      let count = 0
      types.visit(value, (member, entry) => {
        if (count++ >= MAX_MEMBERS || left <= 0) return
        const written = write(member, depth + 1)
        if (text !== '') text += ','
        text += entry ? `[${write(entry.key, depth + 1)},${written}]` : written
      })
      return mark(kind, `"size":${count},"items":[${text}]`)
    }

    function writeMembers(value: object, depth: number): string {
      const name = className(value)
      const members = membersText(value, depth)
      if (name === 'Object' || name === 'null') return `{${members}}`
      // What the browser made has its state in getters; its own members, if any, are the page's additions.
      return mark('object', `"name":${quote(name)},"members":{${members}}`)
    }

    function membersText(value: object, depth: number): string {
      let text = ''
      let shown = 0
      const keys = natives.ownKeys(value)
      for (let i = 0; i < keys.length; i++) {
        const key = keys[i]
        if (typeof key !== 'string') continue
        if (shown >= MAX_MEMBERS || left <= 0) {
          text += `${shown === 0 ? '' : ','}"$more":${keys.length - i}`
          break
        }
        const descriptor = getOwnPropertyDescriptor(value, key)
        if (!descriptor?.enumerable) continue
        // `$` marks what is ours; a page's key that begins with it gets a second one.
        const safe = key[0] === '$' ? `$${slice(key, 0, 200)}` : slice(key, 0, 200)
        text += `${shown++ === 0 ? '' : ','}${quote(safe)}:${writeDescriptor(descriptor, depth)}`
      }
      return text
    }

    function writeError(error: object, depth: number): string {
      const stack = types.stackOf(error)
      let text = `"name":${quote(nameOf(error))},"message":${quote(slice(messageOf(error), 0, MAX_NESTED_STRING))}`
      if (stack !== '') text += `,"stack":${quote(slice(stack, 0, 4_000))}`
      const cause = getOwnPropertyDescriptor(error, 'cause')
      if (cause && natives.hasOwn(cause, 'value') && depth < MAX_DEPTH) {
        setAdd(path, error)
        text += `,"cause":${write(cause.value, depth + 1)}`
        setDelete(path, error)
      }
      return mark('error', text)
    }

    try {
      return write(value, 0)
    } catch {
      return mark('unreadable') // a revoked proxy, a trap that throws
    }
  }

  function messageOf(value: object): string {
    const message = types.messageOf(value) ?? peek(value, 'message')
    return typeof message === 'string' ? message : ''
  }

  function nameOf(value: object): string {
    const name = peek(value, 'name')
    return typeof name === 'string' ? slice(name, 0, 100) : className(value)
  }

  return Object.assign(preview, { selector, nameOf, messageOf, urlOf, peek, stackOf, proxies })
}

/** `{"$":"kind", ...}` */
function mark(kind: string, members = ''): string {
  return `{"$":"${kind}"${members === '' ? '' : ','}${members}}`
}
