import type { PrivacyLevel } from '../format/settings'
import { createEarlier, type Earlier, type EarlierKind, MOST_MARKS, marksOf } from './earlier'
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
  /** Marks of all that is known here, beginnings of what is just being typed among them. */
  all(): string[]
}

export function createRemembered(
  { entered, secrets, marks, forgotten }: Entries,
  level: PrivacyLevel,
  hash: (text: string) => string,
): Remembered {
  const found = createEarlier(hash)
  const told = new Set<string>()
  const masksEntries = level !== 'allow'
  let read = 0
  let readForgotten = 0
  const marksOfAll = (values: Iterable<string>, kind: EarlierKind) =>
    [...values].flatMap((value) => marksOf(value, kind, hash))
  entered.onForgotten = (value) => forgotten.add(marksOf(value, 'e', hash))
  secrets.onForgotten = (value) => forgotten.add(marksOf(value, 's', hash))

  function noteTold(marks: readonly string[]): void {
    // Then all is told once more, which costs no more than time.
    if (told.size > 2 * MOST_MARKS) told.clear()
    for (const mark of marks) told.add(mark)
  }

  /** With what other documents have said since the last look. */
  function earlier(): Earlier {
    if (readForgotten < forgotten.size) {
      found.add(forgotten.since(readForgotten))
      readForgotten = forgotten.size
    }
    if (read === marks.size) return found
    // Its own come back with those of the others.
    const fresh = marks.since(read).filter((mark) => !told.has(mark))
    read = marks.size
    found.add(fresh)
    noteTold(fresh)
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
      const fresh = [
        ...forgotten.since(0),
        ...marksOfAll(secrets.values(), 's'),
        ...(masksEntries ? marksOfAll(entered.values(), 'e') : []),
      ].filter((mark) => !told.has(mark))
      noteTold(fresh)
      return fresh
    },
    all: () => [
      ...marks.since(0),
      ...forgotten.since(0),
      ...marksOfAll(secrets.values(), 's'),
      ...(masksEntries ? marksOfAll([...entered.values(), ...entered.beginnings()], 'e') : []),
    ],
  }
}
