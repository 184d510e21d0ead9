/** A value that can be read at any time and watched. Listeners hear the new value after it is set. */
export interface Observable<T> {
  readonly value: T
  subscribe(listener: (value: T) => void): () => void
}

export interface WritableObservable<T> extends Observable<T> {
  set(value: T): void
}

/** Listeners are called in order of subscription; setting the identical value is silent. */
export function createObservable<T>(initial: T): WritableObservable<T> {
  let current = initial
  const listeners = new Set<(value: T) => void>()
  return {
    get value() {
      return current
    },
    set(value) {
      if (Object.is(value, current)) return
      current = value
      for (const listener of [...listeners]) listener(value)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
