import { stopAll } from '../platform/stoppable'
import type { Probe } from './probe'

const MAX_URL = 4_000
/** Messages are many; what is longer than this is cut. */
const MAX_MESSAGE = 4_000

/** WebSocket and EventSource: what opens, goes, comes and closes. Sizes always, text only where bodies are wanted. */
export const probeSockets: Probe = ({ natives, patcher, outbox, options }) => {
  const { world, apply, method, getter, quote, slice, mapGet, mapSet } = natives
  const { WebSocket, EventSource, EventTarget, MessageEvent, CloseEvent, Event } = world
  const listen = method(EventTarget.prototype, 'addEventListener')
  const dataOf = getter(MessageEvent.prototype, 'data')
  const codeOf = getter(CloseEvent.prototype, 'code')
  const typeOf = getter(Event.prototype, 'type')
  const socketUrl = getter(WebSocket.prototype, 'url')
  const sourceUrl = getter(EventSource?.prototype, 'url')
  const sourceState = getter(EventSource?.prototype, 'readyState')
  const blobSize = getter(world.Blob.prototype, 'size')
  const bufferSize = getter(world.ArrayBuffer.prototype, 'byteLength')
  const typedArray = natives.getPrototypeOf(world.Uint8Array.prototype) ?? {}
  const typedSize = getter(typedArray, 'byteLength')
  const numbers = new natives.WeakMap<object, unknown>()
  const ACTIONS = {
    __proto__: null,
    open: 'open',
    message: 'receive',
    error: 'error',
    close: 'close',
  }
  let count = 0

  function say(socket: object, via: string, action: string, members = ''): void {
    const number = mapGet(numbers, socket)
    if (typeof number !== 'number' || !options().network || outbox.isFull('socket')) return
    const more = members === '' ? '' : `,${members}`
    outbox.say('socket', `"via":"${via}","socket":${number},"action":"${action}"${more}`)
  }

  function content(data: unknown): string {
    if (typeof data !== 'string') {
      const bytes = bufferSize(data) ?? typedSize(data) ?? blobSize(data)
      return `"bytes":${typeof bytes === 'number' ? bytes : 0},"noBody":"binary"`
    }
    if (!options().networkBodies) return `"bytes":${data.length},"noBody":"not-asked"`
    const cut = data.length > MAX_MESSAGE ? `,"cut":1` : ''
    return `"bytes":${data.length},"body":${quote(slice(data, 0, MAX_MESSAGE))}${cut}`
  }

  function watch(socket: object, via: 'websocket' | 'eventsource'): void {
    if (!listen) return
    mapSet(numbers, socket, ++count)
    const url = via === 'websocket' ? socketUrl(socket) : sourceUrl(socket)
    const shown = `"url":${quote(slice(`${url as string}`, 0, MAX_URL))}`
    const heard = (event: unknown): void => {
      const type = typeOf(event) as keyof typeof ACTIONS
      const action = ACTIONS[type] as unknown as string
      if (type === 'open') say(socket, via, action, shown)
      else if (type === 'message') say(socket, via, action, content(dataOf(event)))
      else if (type === 'close') say(socket, via, action, `"code":${codeOf(event) as number}`)
      // A source that gave up never says "close".
      else if (via === 'eventsource' && sourceState(socket) === 2) say(socket, via, 'close', shown)
      else say(socket, via, action, shown)
    }
    const types =
      via === 'websocket' ? ['open', 'message', 'error', 'close'] : ['open', 'message', 'error']
    for (let i = 0; i < types.length; i++) {
      apply(listen, socket, [
        types[i],
        (event: unknown) => {
          try {
            heard(event)
          } catch {
            // Ours: the page's listeners go on.
          }
        },
      ])
    }
  }

  return () => {
    const patches = [
      patcher.afterNew(world, 'WebSocket', (_self, _args, made) =>
        watch(made as object, 'websocket'),
      ),
      patcher.after(WebSocket.prototype, 'send', (self, args) =>
        say(self as object, 'websocket', 'send', content(args[0])),
      ),
      patcher.afterNew(world, 'EventSource', (_self, _args, made) =>
        watch(made as object, 'eventsource'),
      ),
    ]
    return { stop: () => stopAll(patches) }
  }
}
