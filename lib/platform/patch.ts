/**
 * Watches built-ins of the page without the page being able to tell.
 *
 * A wrapper is a Proxy over the built-in: name, length, own properties, `new` and receiver checks are the built-in's.
 * The one thing a Proxy tells is `toString`, which leaves out the name; so `Function.prototype.toString` is wrapped
 * too, by the same means, and answers for every wrapper (itself included) with the text of what it stands for.
 */
import type { Natives } from './natives'
import type { Stoppable } from './stoppable'

/** What runs instead of the built-in. It must call `call()` exactly once and return or rethrow what came of it. */
export type Around = (self: unknown, args: unknown[], call: () => unknown) => unknown

/** What hears of a call that succeeded. It may throw: the page does not notice. */
export type After = (self: unknown, args: unknown[], result: unknown) => void

export interface Patcher {
  /** Runs `listener` after each successful call of `owner[name]`. */
  after(owner: object | undefined, name: string, listener: After): Stoppable
  around(owner: object | undefined, name: string, around: Around): Stoppable
  /** After each assignment through the accessor; `args[0]` is the value as the page gave it. */
  afterSet(owner: object | undefined, name: string, listener: After): Stoppable
  afterGet(owner: object | undefined, name: string, listener: After): Stoppable
  /** After each `new owner[name]()`, subclasses included; `result` is the instance. */
  afterNew(owner: object, name: string, listener: After): Stoppable
  /** Takes the lines that name our own script out of the stack of an error on its way to the page. */
  cleanStack(error: unknown): void
  /** Number of listeners that threw. */
  readonly failures: number
}

type Member = 'value' | 'get' | 'set'
type AnyFunction = (...args: never[]) => unknown

interface Patch {
  owner: object
  name: string
  member: Member
  original: object
  wrapper: object
  active: boolean
}

const IDLE: Stoppable = { stop() {} }

/** One per document. `ownUrl` is the address of our script as stacks show it, '' when there is none. */
export function createPatcher(natives: Natives, ownUrl: string): Patcher {
  const { apply, construct, getOwnPropertyDescriptor, defineProperty, mapGet, mapSet } = natives
  const originals = new natives.WeakMap<object, unknown>()
  /** Owner -> what of it is patched, by member and name. */
  const patchesOf = new natives.WeakMap<object, unknown>()
  let failures = 0
  let patches = 0
  let toStringPatch: Stoppable | undefined

  function cleanStack(error: unknown): void {
    if (ownUrl === '' || typeof error !== 'object' || error === null) return
    try {
      const stack = natives.stackOf(error)
      if (natives.indexOf(stack, ownUrl) < 0) return
      natives.setStack(error, withoutLines(natives, stack, ownUrl))
    } catch {
      failures++ // a frozen error keeps its stack
    }
  }

  /** Puts the wrapper where the built-in is, keeping every other attribute of the property. */
  function install(
    owner: object | undefined,
    name: string,
    member: Member,
    wrap: (original: AnyFunction, isActive: () => boolean) => AnyFunction,
  ): Stoppable {
    if (!owner) return IDLE
    try {
      const patch = known(owner, `${member} ${name}`) ?? create(owner, name, member, wrap)
      return patch ? begin(patch) : IDLE
    } catch {
      return IDLE // frozen by the page: it stays as it is
    }
  }

  function create(
    owner: object,
    name: string,
    member: Member,
    wrap: (original: AnyFunction, isActive: () => boolean) => AnyFunction,
  ): Patch | undefined {
    const before = getOwnPropertyDescriptor(owner, name)
    const original: unknown = before?.[member]
    if (before === undefined || !before.configurable || typeof original !== 'function') return
    const patch: Patch = { owner, name, member, original, wrapper: original, active: false }
    patch.wrapper = wrap(original as AnyFunction, () => patch.active)
    mapSet(originals, patch.wrapper, original)
    const patches = (mapGet(patchesOf, owner) ?? { __proto__: null }) as Record<string, Patch>
    patches[`${member} ${name}`] = patch
    mapSet(patchesOf, owner, patches)
    return patch
  }

  function known(owner: object, key: string): Patch | undefined {
    return (mapGet(patchesOf, owner) as Record<string, Patch> | undefined)?.[key]
  }

  /**
   * Stopped and started again, a patch uses the wrapper it had: a page may have kept it, and it must not be wrapped
   * twice where somebody else's patch kept it in place.
   */
  function begin(patch: Patch): Stoppable {
    if (patch.active) return IDLE
    swap(patch, patch.original, patch.wrapper)
    patch.active = true
    hold()
    return {
      stop() {
        if (!patch.active) return
        patch.active = false
        // Somebody patched on top of us: taking ours out would take theirs out too. It stays and does nothing.
        swap(patch, patch.wrapper, patch.original)
        release()
      },
    }
  }

  function swap(patch: Patch, from: unknown, to: unknown): void {
    try {
      const now = getOwnPropertyDescriptor(patch.owner, patch.name)
      if (now === undefined || now[patch.member] !== from) return
      defineProperty(patch.owner, patch.name, replaced(now, patch.member, to))
    } catch {
      failures++ // frozen by the page
    }
  }

  function proxied(
    original: AnyFunction,
    isActive: () => boolean,
    around: (self: unknown, args: unknown[]) => unknown,
  ): AnyFunction {
    return new natives.Proxy(original, {
      // Without a prototype: `Object.prototype.get = ...` in a page would otherwise be a trap of ours.
      __proto__: null,
      apply(_target: AnyFunction, self: unknown, args: unknown[]) {
        try {
          return isActive() ? around(self, args) : apply(original, self, args)
        } catch (error) {
          cleanStack(error)
          throw error
        }
      },
    } as ProxyHandler<AnyFunction>)
  }

  function tell(listener: After, self: unknown, args: unknown[], result: unknown): void {
    try {
      listener(self, args, result)
    } catch {
      failures++
    }
  }

  function listening(member: Member, listener: After) {
    return (owner: object | undefined, name: string) =>
      install(owner, name, member, (original, isActive) =>
        proxied(original, isActive, (self, args) => {
          const result = apply(original, self, args)
          tell(listener, self, args, result)
          return result
        }),
      )
  }

  /** The wrapper of `toString` is there as long as any other wrapper is. */
  function hold(): void {
    if (patches++ > 0) return
    toStringPatch = install(
      natives.world.Function.prototype,
      'toString',
      'value',
      (original, isActive) =>
        proxied(original, isActive, (self, args) => {
          const target = typeof self === 'function' ? (mapGet(originals, self) ?? self) : self
          return apply(original, target, args)
        }),
    )
    patches-- // its own
  }

  function release(): void {
    if (--patches > 0) return
    const last = toStringPatch
    toStringPatch = undefined
    patches++
    last?.stop()
    patches = 0
  }

  /** `X.prototype.constructor === X` has to hold for the wrapper too. */
  function constructorOf(owner: object, name: string, wrapper: AnyFunction | undefined): Stoppable {
    const type: unknown = getOwnPropertyDescriptor(owner, name)?.value
    if (typeof type !== 'function') return IDLE
    const prototype: unknown = getOwnPropertyDescriptor(type, 'prototype')?.value
    if (typeof prototype !== 'object' || prototype === null) return IDLE
    return install(prototype, 'constructor', 'value', (original) => wrapper ?? original)
  }

  return {
    cleanStack,
    get failures() {
      return failures
    },
    after: (owner, name, listener) => listening('value', listener)(owner, name),
    afterSet: (owner, name, listener) => listening('set', listener)(owner, name),
    afterGet: (owner, name, listener) => listening('get', listener)(owner, name),
    around: (owner, name, around) =>
      install(owner, name, 'value', (original, isActive) =>
        proxied(original, isActive, (self, args) =>
          around(self, args, () => apply(original, self, args)),
        ),
      ),
    afterNew(owner, name, listener) {
      let wrapperOf: AnyFunction | undefined
      const patch = install(owner, name, 'value', (original, isActive) => {
        const wrapper: AnyFunction = new natives.Proxy(original, {
          __proto__: null,
          construct(_target: AnyFunction, args: unknown[], newTarget: unknown) {
            try {
              const made = construct(original, args, newTarget === wrapper ? original : newTarget)
              if (isActive()) tell(listener, made, args, made)
              return made
            } catch (error) {
              cleanStack(error)
              throw error
            }
          },
        } as ProxyHandler<AnyFunction>)
        wrapperOf = wrapper
        return wrapper
      })
      const back = constructorOf(owner, name, wrapperOf)
      return {
        stop() {
          back.stop()
          patch.stop()
        },
      }
    },
  }
}

function replaced(
  before: PropertyDescriptor,
  member: Member,
  wrapper: unknown,
): PropertyDescriptor {
  const { configurable, enumerable } = before
  if (member === 'value') {
    const { writable } = before
    return {
      __proto__: null,
      configurable,
      enumerable,
      writable,
      value: wrapper,
    } as PropertyDescriptor
  }
  const { get, set } = before
  return {
    __proto__: null,
    configurable,
    enumerable,
    get: member === 'get' ? wrapper : get,
    set: member === 'set' ? wrapper : set,
  } as PropertyDescriptor
}

/** Drops every line that holds `part`. By hand: `split` and `join` belong to the page. */
function withoutLines(natives: Natives, text: string, part: string): string {
  const { indexOf, slice } = natives
  let kept = ''
  let start = 0
  while (start <= text.length) {
    const found = indexOf(text, '\n', start)
    const end = found < 0 ? text.length : found
    const line = slice(text, start, end)
    if (indexOf(line, part) < 0) kept += start === 0 ? line : `\n${line}`
    start = end + 1
  }
  return kept
}
