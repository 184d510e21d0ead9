import { stopAll } from '../platform/stoppable'
import type { Probe } from './probe'

const MAX_KEY = 500
const MAX_VALUE = 4_000

/** localStorage, sessionStorage and document.cookie, as they are written by method. `localStorage.x = 1` goes unseen. */
export const probeStorage: Probe = ({ natives, patcher, outbox }) => {
  const { world, quote, slice, indexOf, apply, getOwnPropertyDescriptor } = natives
  const { Storage, Document } = world
  const readSession = getOwnPropertyDescriptor(world, 'sessionStorage')?.get
  let session: unknown

  /** Asked late: in a sandboxed frame the question itself throws. */
  function areaOf(storage: unknown): 'local' | 'session' {
    if (session === undefined) session = readSession ? apply(readSession, world, []) : null
    return storage === session ? 'session' : 'local'
  }

  const text = (value: unknown, max: number): string => {
    const known = typeof value === 'string' ? value : typeof value === 'number' ? `${value}` : ''
    return quote(slice(known, 0, max))
  }

  function say(members: string): void {
    if (!outbox.isFull('storage')) outbox.say('storage', members)
  }

  return () => {
    const patches = [
      patcher.after(Storage.prototype, 'setItem', (self, args) =>
        say(
          `"area":"${areaOf(self)}","action":"set","key":${text(args[0], MAX_KEY)},"value":${text(args[1], MAX_VALUE)}`,
        ),
      ),
      patcher.after(Storage.prototype, 'removeItem', (self, args) =>
        say(`"area":"${areaOf(self)}","action":"remove","key":${text(args[0], MAX_KEY)}`),
      ),
      patcher.after(Storage.prototype, 'clear', (self) =>
        say(`"area":"${areaOf(self)}","action":"clear"`),
      ),
      patcher.afterSet(Document.prototype, 'cookie', (_self, args) => {
        if (typeof args[0] !== 'string') return
        const end = indexOf(args[0], ';')
        const pair = end < 0 ? args[0] : slice(args[0], 0, end)
        const equals = indexOf(pair, '=')
        const key = equals < 0 ? '' : slice(pair, 0, equals)
        say(
          `"area":"cookie","action":"set","key":${text(key, MAX_KEY)},"value":${text(slice(pair, equals + 1), MAX_VALUE)}`,
        )
      }),
    ]
    return { stop: () => stopAll(patches) }
  }
}
