/**
 * The built-ins as they were when the script began, callable without touching anything a page may have replaced since.
 *
 * Code that runs in the page's own world must not use prototypes, iterators, spread calls or plain descriptors: a page
 * can put its own functions there, see us through them, or break us. Text is built by concatenation, not in arrays.
 */
type AnyFunction = (...args: never[]) => unknown
type Read = (self: unknown) => unknown

export type Natives = ReturnType<typeof captureNatives>

/** Call first thing, before any script of the page has run where that is possible. */
export function captureNatives(world: typeof globalThis) {
  const { apply, construct, get, ownKeys, getPrototypeOf } = world.Reflect
  const { getOwnPropertyDescriptor, defineProperty, is } = world.Object
  const { stringify } = world.JSON
  const { performance, WeakMap: PageWeakMap, WeakRef: PageWeakRef, Set: PageSet } = world
  const thenOf = world.Promise.prototype.then as AnyFunction

  function uncurry<Self, Args extends unknown[], Result>(
    method: (this: Self, ...args: Args) => Result,
  ): (self: Self, ...args: Args) => Result {
    return (self, ...args) => apply(method, self, args) as Result
  }

  /** A getter of a prototype as a function; answers undefined where the receiver is not of that kind. */
  function getter(owner: object | undefined, name: string): Read {
    const read = owner && getOwnPropertyDescriptor(owner, name)?.get
    if (!read) return () => undefined
    return (self) => {
      try {
        return apply(read, self, []) as unknown
      } catch {
        return undefined // not of that kind
      }
    }
  }

  /** A method of a prototype, or undefined where the browser has none. */
  function method(owner: object | undefined, name: string): AnyFunction | undefined {
    const value: unknown = owner && getOwnPropertyDescriptor(owner, name)?.value
    return typeof value === 'function' ? (value as AnyFunction) : undefined
  }

  const nativeStack = getOwnPropertyDescriptor(new world.Error(), 'stack')

  /** A page's own formatter of stacks would see us reading one. */
  const mayFormatStacks = (): boolean =>
    getOwnPropertyDescriptor(world.Error, 'prepareStackTrace') === undefined

  /** In Chromium the stack is an own accessor, in Firefox an inherited one; a getter of the page's is never called. */
  function stackOf(error: object): string {
    const own = getOwnPropertyDescriptor(error, 'stack')
    if (own === undefined || !mayFormatStacks()) return ''
    const stack: unknown =
      own.get !== undefined && own.get === nativeStack?.get ? apply(own.get, error, []) : own.value
    return typeof stack === 'string' ? stack : ''
  }

  function setStack(error: object, stack: string): void {
    const own = getOwnPropertyDescriptor(error, 'stack')
    if (own?.set !== undefined && own.set === nativeStack?.set) apply(own.set, error, [stack])
    else if (own?.writable)
      defineProperty(error, 'stack', { __proto__: null, value: stack } as PropertyDescriptor)
  }

  const now = uncurry(performance.now)
  const quote = (text: string): string => stringify(text)
  return {
    world,
    apply: apply as (target: AnyFunction, self: unknown, args: readonly unknown[]) => unknown,
    construct: (target: object, args: readonly unknown[], newTarget?: unknown): object =>
      newTarget === undefined
        ? (construct(target as NewableFunction, args) as object)
        : (construct(target as NewableFunction, args, newTarget as NewableFunction) as object),
    ownKeys: ownKeys as (target: object) => (string | symbol)[],
    getPrototypeOf: getPrototypeOf as (target: object) => object | null,
    getOwnPropertyDescriptor: getOwnPropertyDescriptor as (
      target: object,
      key: PropertyKey,
    ) => PropertyDescriptor | undefined,
    defineProperty: defineProperty as (
      target: object,
      key: PropertyKey,
      descriptor: PropertyDescriptor,
    ) => unknown,
    is,
    hasOwn: world.Object.hasOwn,
    isArray: world.Array.isArray,
    Proxy: world.Proxy,
    WeakMap: PageWeakMap,
    Set: PageSet,
    Error: world.Error,
    stackOf,
    setStack,
    uncurry,
    getter,
    method,
    /** JSON text of a string. Safe: `toJSON` is looked up on objects only. */
    quote,
    nowMs: (): number => now(performance),
    mapGet: uncurry(PageWeakMap.prototype.get) as unknown as (
      map: WeakMap<object, unknown>,
      key: object,
    ) => unknown,
    mapSet: uncurry(PageWeakMap.prototype.set) as (
      map: WeakMap<object, unknown>,
      key: object,
      value: unknown,
    ) => unknown,
    setAdd: uncurry(PageSet.prototype.add) as <T>(set: Set<T>, value: T) => unknown,
    setHas: uncurry(PageSet.prototype.has) as <T>(set: Set<T>, value: T) => boolean,
    setDelete: uncurry(PageSet.prototype.delete) as <T>(set: Set<T>, value: T) => boolean,
    setClear: uncurry(PageSet.prototype.clear) as (set: Set<never>) => void,
    setSize: getter(PageSet.prototype, 'size') as (set: unknown) => number,
    setForEach: uncurry(PageSet.prototype.forEach) as <T>(
      set: Set<T>,
      visit: (value: T) => void,
    ) => void,
    weakRef: (target: object): { deref(): never } => new PageWeakRef(target) as never,
    deref: uncurry(PageWeakRef.prototype.deref) as (reference: object) => object | undefined,
    /**
     * Hears how a promise ends. Whoever gets the answer sees the same end, also where nobody looks: a rejection that
     * nobody handles stays one. A promise of another make (a polyfill, zone.js) is followed by its own `then`.
     */
    follow(promise: unknown, kept: (value: unknown) => void, broken?: (error: unknown) => void) {
      const reactions = [
        (value: unknown) => {
          quietly(() => kept(value))
          return value
        },
        (error: unknown) => {
          quietly(() => broken?.(error))
          throw error
        },
      ] as const
      try {
        return apply(thenOf, promise, reactions)
      } catch {
        const then: unknown =
          typeof promise === 'object' && promise !== null ? get(promise, 'then') : undefined
        return typeof then === 'function'
          ? (apply(then as AnyFunction, promise, reactions) as unknown)
          : promise
      }
    },
    /** As `follow`, but whoever gets the answer gets it only when what `kept` begins has ended, well or not. */
    followFirst(promise: unknown, kept: (value: unknown) => unknown) {
      const reaction = (value: unknown) => {
        const same = () => value
        try {
          return apply(thenOf, kept(value), [same, same])
        } catch {
          return value // nothing to wait for
        }
      }
      try {
        return apply(thenOf, promise, [reaction])
      } catch {
        return promise
      }
    },
    slice: uncurry(world.String.prototype.slice) as (
      text: string,
      start: number,
      end?: number,
    ) => string,
    indexOf: uncurry(world.String.prototype.indexOf) as (
      text: string,
      part: string,
      from?: number,
    ) => number,
    functionText: uncurry(world.Function.prototype.toString) as (self: unknown) => string,
  }
}

function quietly(run: () => void): void {
  try {
    run()
  } catch {
    // Ours: what the page waits for goes on.
  }
}
