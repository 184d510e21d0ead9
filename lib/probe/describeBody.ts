/** Headers and bodies of requests as JSON members, with a reason for everything that is left out. */
import type { Natives } from '../platform/natives'

/** Longer bodies are cut here: enough to see what went wrong, small enough to keep. */
export const MAX_BODY_CHARS = 64_000
const MAX_HEADERS = 100
const MAX_HEADER = 2_000

/** `["name","value"],...` of anything that `fetch` takes as headers, as far as it can be read without the page's code. */
export function describeHeaders(natives: Natives): (headers: unknown) => string {
  const { world, apply, method, quote, slice, getOwnPropertyDescriptor } = natives
  const each = method(world.Headers.prototype, 'forEach')
  const pair = (name: unknown, value: unknown): string =>
    typeof name === 'string' && (typeof value === 'string' || typeof value === 'number')
      ? `[${quote(slice(name, 0, 200))},${quote(slice(`${value}`, 0, MAX_HEADER))}]`
      : ''
  const add = (text: string, part: string) =>
    part === '' ? text : `${text}${text === '' ? '' : ','}${part}`

  return (headers) => {
    if (typeof headers !== 'object' || headers === null) return ''
    let text = ''
    let count = 0
    try {
      if (!each) return ''
      apply(each, headers, [
        (value: unknown, name: unknown) => {
          if (count++ < MAX_HEADERS) text = add(text, pair(name, value))
        },
      ])
      return text
    } catch {
      text = '' // no Headers object: pairs or a record
    }
    const keys = natives.ownKeys(headers)
    for (let i = 0; i < keys.length && i < MAX_HEADERS; i++) {
      const key = keys[i]
      if (typeof key !== 'string') continue
      const value: unknown = getOwnPropertyDescriptor(headers, key)?.value
      if (!natives.isArray(headers)) text = add(text, pair(key, value))
      else if (natives.isArray(value)) {
        const entry = value as unknown as object
        text = add(
          text,
          pair(
            getOwnPropertyDescriptor(entry, 0)?.value,
            getOwnPropertyDescriptor(entry, 1)?.value,
          ),
        )
      }
    }
    return text
  }
}

export function describeBody(natives: Natives, ReadableStream: { prototype: object }) {
  const { world, apply, method, getter, quote, slice, uncurry, indexOf } = natives
  const paramsText = method(world.URLSearchParams.prototype, 'toString')
  const eachField = method(world.FormData.prototype, 'forEach')
  const blobSize = getter(world.Blob.prototype, 'size')
  const bufferSize = getter(world.ArrayBuffer.prototype, 'byteLength')
  const typedArray = natives.getPrototypeOf(world.Uint8Array.prototype) ?? {}
  const typedSize = getter(typedArray, 'byteLength')
  const viewSize = getter(world.DataView.prototype, 'byteLength')
  const getHeader = method(world.Headers.prototype, 'get')
  const getReader = method(ReadableStream.prototype, 'getReader')
  const Reader = world.ReadableStreamDefaultReader
  const read = method(Reader?.prototype, 'read')
  const cancel = method(Reader?.prototype, 'cancel')
  const then = method(world.Promise.prototype, 'then')
  const decode = method(world.TextDecoder.prototype, 'decode')
  const { TextDecoder } = world
  const lower = uncurry(world.String.prototype.toLowerCase)

  const cut = (member: string, text: string): string =>
    text.length <= MAX_BODY_CHARS
      ? `"${member}":${quote(text)}`
      : `"${member}":${quote(slice(text, 0, MAX_BODY_CHARS))},"cut${member}":${text.length}`

  function isText(type: string): boolean {
    const kind = lower(type)
    return (
      indexOf(kind, 'text/') === 0 ||
      indexOf(kind, 'json') >= 0 ||
      indexOf(kind, 'xml') >= 0 ||
      indexOf(kind, 'javascript') >= 0 ||
      indexOf(kind, 'x-www-form-urlencoded') >= 0
    )
  }

  function formText(body: object): string | undefined {
    if (!eachField) return undefined
    let text = ''
    try {
      apply(eachField, body, [
        (value: unknown, name: unknown) => {
          if (text.length > MAX_BODY_CHARS) return
          const shown = typeof value === 'string' ? value : '(file)'
          text += `${text === '' ? '' : '\n'}${name as string}=${shown}`
        },
      ])
      return text
    } catch {
      return undefined
    }
  }

  function paramsOf(body: object): string | undefined {
    try {
      return paramsText ? (apply(paramsText, body, []) as string) : undefined
    } catch {
      return undefined
    }
  }

  return {
    isText,
    cut,
    /** Members about the body of a request, '' where it has none. */
    ofRequest(body: unknown, wanted: boolean): string {
      if (body === undefined || body === null) return ''
      if (typeof body === 'string') return text(body)
      if (typeof body !== 'object') return ''
      const bytes = blobSize(body) ?? bufferSize(body) ?? typedSize(body) ?? viewSize(body)
      if (typeof bytes === 'number') return `"requestBytes":${bytes},"noRequestBody":"binary"`
      const shown = paramsOf(body) ?? formText(body)
      return shown === undefined ? '"noRequestBody":"stream"' : text(shown)

      function text(value: string): string {
        const size = `"requestBytes":${value.length}`
        return wanted
          ? `${size},${cut('requestBody', value)}`
          : `${size},"noRequestBody":"not-asked"`
      }
    },
    /** Why the body of a response is left alone, '' where it is text that ends. */
    whyUnread(headers: unknown): string {
      const type = getHeader ? apply(getHeader, headers, ['content-type']) : null
      if (typeof type !== 'string') return 'no-type'
      if (indexOf(lower(type), 'event-stream') >= 0) return 'stream'
      return isText(type) ? '' : 'binary'
    },
    /** Reads the stream of a clone up to the limit and lets it go, so that nothing piles up behind it. */
    readText(stream: unknown, done: (members: string) => void): void {
      if (!getReader || !read || !cancel || !then || !decode) {
        done('"noResponseBody":"unreadable"')
        return
      }
      const reader = apply(getReader, stream, [])
      const decoder = new TextDecoder()
      const more = { __proto__: null, stream: true }
      const memberOf = (result: unknown, key: string): unknown =>
        natives.getOwnPropertyDescriptor(result as object, key)?.value
      let text = ''
      let bytes = 0
      const take = (result: unknown): void => {
        if (memberOf(result, 'done') === true) {
          done(`"responseBytes":${bytes},${cut('responseBody', text)}`)
          return
        }
        const chunk = memberOf(result, 'value')
        bytes += typedSize(chunk) as number
        text += apply(decode, decoder, [chunk, more]) as string
        if (text.length <= MAX_BODY_CHARS) {
          next()
          return
        }
        apply(then, apply(cancel, reader, []), [undefined, () => undefined])
        done(cut('responseBody', text))
      }
      const failed = () => done(`${cut('responseBody', text)},"noResponseBody":"interrupted"`)
      const next = (): void => {
        apply(then, apply(read, reader, []), [take, failed])
      }
      next()
    },
  }
}
