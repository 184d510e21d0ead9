import type { Stoppable } from '../platform/stoppable'
import { stopAll } from '../platform/stoppable'
import type { Probe } from './probe'

/** Console method -> level of the event. `assert` is told only when it fails. */
const LEVELS: [method: string, level: string][] = [
  ['log', 'log'],
  ['info', 'info'],
  ['warn', 'warn'],
  ['error', 'error'],
  ['debug', 'debug'],
  ['trace', 'trace'],
  ['assert', 'assert'],
  ['dir', 'dir'],
  ['dirxml', 'dir'],
  ['table', 'table'],
  ['group', 'group'],
  ['groupCollapsed', 'group'],
  ['groupEnd', 'groupEnd'],
  ['count', 'count'],
  ['timeEnd', 'time'],
  ['timeLog', 'time'],
]

/** Levels that come with a stack. A stack costs more than the line itself; nobody asks where a `log` came from. */
const WITH_STACK = ' warn error trace assert '
const MAX_ARGS = 20
const MAX_STACK = 4_000

/** console.* -> a bounded picture of the arguments. The same line said again and again becomes a number. */
export const probeConsole: Probe = ({ natives, patcher, outbox, preview, options }) => {
  const { getOwnPropertyDescriptor, slice, quote } = natives
  const { console } = natives.world

  let last = ''
  let lastAtMs = 0
  let repeat = 0

  function flushRepeat(): void {
    if (repeat === 0) return
    const members = `${last},"repeat":${repeat}`
    repeat = 0
    if (!outbox.isFull('console')) outbox.say('console', members, lastAtMs)
  }

  function stackText(): string {
    const holder = new natives.Error()
    patcher.cleanStack(holder)
    const stack = natives.stackOf(holder)
    const from = natives.indexOf(stack, '\n')
    return from < 0 ? '' : slice(stack, from + 1, from + 1 + MAX_STACK)
  }

  function report(level: string, args: unknown[]): void {
    if (!options().console || (level === 'assert' && args[0])) return
    if (outbox.isFull('console')) return
    let text = ''
    const from = level === 'assert' ? 1 : 0
    for (let i = from; i < args.length && i < MAX_ARGS; i++) {
      text += `${i === from ? '' : ','}${preview(args[i])}`
    }
    const line = `"level":"${level}","args":[${text}]`
    if (line === last) {
      repeat++
      lastAtMs = natives.nowMs()
      outbox.wake()
      return
    }
    flushRepeat()
    last = line
    const stack = natives.indexOf(WITH_STACK, ` ${level} `) < 0 ? '' : stackText()
    outbox.say('console', stack === '' ? line : `${line},"stack":${quote(stack)}`)
  }

  outbox.addSource(() => {
    flushRepeat()
    last = ''
    return ''
  })

  return () => {
    const patches: Stoppable[] = []
    for (let i = 0; i < LEVELS.length; i++) {
      const method = LEVELS[i]?.[0] ?? ''
      const level = LEVELS[i]?.[1] ?? ''
      patches[i] = patcher.after(console, method, (_self, args) => report(level, args))
    }
    // What a proxy stands for cannot be asked without running its traps, so it is noted when it is made.
    patches[patches.length] = patcher.afterNew(natives.world, 'Proxy', (_self, args, made) => {
      if (typeof args[0] === 'object' || typeof args[0] === 'function')
        natives.mapSet(preview.proxies, made as object, args[0])
    })
    patches[patches.length] = patcher.after(natives.Proxy, 'revocable', (_self, args, made) => {
      const proxy: unknown = getOwnPropertyDescriptor(made as object, 'proxy')?.value
      if (typeof proxy === 'object' && proxy !== null)
        natives.mapSet(preview.proxies, proxy, args[0])
    })
    return { stop: () => stopAll(patches) }
  }
}
