import type { PrivacyLevel } from '../format/settings'
import { createEarlier, type Earlier, marksOf } from './earlier'
import type { Entries } from './entries'
import { FLOOR_FILLER, maskShape } from './shape'

/** Looks for what was entered, and for secrets, wherever they may come back. */
export interface Remembered {
  /** Nothing is known that could come back. */
  isEmpty(): boolean
  hasTyped(text: string): boolean
  /** Masks secrets, whatever the level. */
  sure(text: string): string
  /** Masks what the level does not let through. */
  typed(text: string): string
  /** Marks of what is known since the last call; see `earlier.ts`. */
  news(): string[]
}

export function createRemembered(
  { entered, secrets, marks }: Entries,
  level: PrivacyLevel,
  hash: (text: string) => string,
): Remembered {
  const found = createEarlier(hash)
  const told = new Set<string>()
  const masksEntries = level !== 'allow'
  let read = 0

  /** With what other documents have said since the last look. */
  function earlier(): Earlier {
    if (read === marks.length) return found
    // Its own come back with those of the others.
    const fresh = marks.slice(read).filter((mark) => !told.has(mark))
    read = marks.length
    found.add(fresh)
    for (const mark of fresh) told.add(mark)
    return found
  }

  function sure(text: string): string {
    const safe = secrets.size > 0 ? secrets.mask(text) : text
    const before = earlier()
    return before.size > 0 ? before.mask(safe, 's', () => FLOOR_FILLER) : safe
  }

  return {
    isEmpty: () => secrets.size === 0 && entered.size === 0 && earlier().size === 0,
    hasTyped(text) {
      if (secrets.size > 0 && secrets.test(text)) return true
      if (masksEntries && entered.size > 0 && entered.test(text)) return true
      const before = earlier()
      if (before.size === 0) return false
      return before.test(text, 's') || (masksEntries && before.test(text, 'e'))
    },
    sure,
    typed(text) {
      const safe = sure(text)
      if (!masksEntries) return safe
      const masked = entered.size > 0 ? entered.mask(safe) : safe
      const before = earlier()
      return before.size > 0 ? before.mask(masked, 'e', maskShape) : masked
    },
    news() {
      earlier()
      const values = masksEntries ? [...entered.values()] : []
      const fresh = [
        ...[...secrets.values()].flatMap((secret) => marksOf(secret, 's', hash)),
        ...values.flatMap((value) => marksOf(value, 'e', hash)),
      ].filter((mark) => !told.has(mark))
      for (const mark of fresh) told.add(mark)
      return fresh
    },
  }
}
