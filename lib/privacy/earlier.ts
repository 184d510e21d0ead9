import { isStructural } from './names'

/**
 * What was entered in another document of the session, known by its hash alone: a page that a form was sent to repeats
 * what was written in the page before it. The value itself never leaves its document.
 */
export interface Earlier {
  readonly size: number
  add(marks: readonly string[]): void
  /** Does the text hold a value of the kind? */
  test(text: string, kind: EarlierKind): boolean
  mask(text: string, kind: EarlierKind, filler: (match: string) => string): string
}

/** What a person entered, or what nothing lifts. */
export type EarlierKind = 'e' | 's'

/** Kind, number of words, hash of the first word (cheap, tells little), hash of all. */
const MARK = /^([es])([1-6])\.([0-9a-z]{1,4})\.(m-[0-9a-z]{11})$/
const ATOM = /[\p{L}\p{N}]+/gu
const MOST_ATOMS = 6
/** A person does not enter more in one tab. */
export const MOST_MARKS = 600
/** A single word that is shorter says nothing of anybody. */
const SHORTEST = 4

/** Marks of a value: of its words in a row, whatever stands between them. */
export function marksOf(
  value: string,
  kind: EarlierKind,
  hash: (text: string) => string,
): string[] {
  const atoms = (value.toLowerCase().match(ATOM) ?? []).slice(0, MOST_ATOMS * 20)
  const marks: string[] = []
  for (let at = 0; at < atoms.length; at += MOST_ATOMS) {
    const part = atoms.slice(at, at + MOST_ATOMS)
    const [first = ''] = part
    if (part.length === 1 && !isTelling(first, kind)) continue
    marks.push(`${kind}${part.length}.${firstOf(first)}.${hash(part.join(' '))}`)
  }
  return marks
}

function isTelling(word: string, kind: EarlierKind): boolean {
  return word.length >= SHORTEST && (kind === 's' || !isStructural(word))
}

/** 20 bits: enough to pass over almost every word of a page without more work. */
function firstOf(word: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < word.length; index++)
    hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193)
  return ((hash >>> 12) & 0xfffff).toString(32)
}

/** `hash` is keyed: the same for all documents of one run of the browser. */
export function createEarlier(hash: (text: string) => string): Earlier {
  const known = { e: new Set<string>(), s: new Set<string>() }
  const firsts = new Set<string>()
  const lengths = new Set<number>()

  function* find(text: string, kind: EarlierKind): Generator<[start: number, end: number]> {
    const atoms = [...text.toLowerCase().matchAll(ATOM)]
    for (let at = 0; at < atoms.length; at++) {
      const start = atoms[at]
      if (start === undefined || !firsts.has(firstOf(start[0]))) continue
      for (let count = MOST_ATOMS; count > 0; count--) {
        const end = atoms[at + count - 1]
        if (end === undefined || !lengths.has(count)) continue
        const words = atoms.slice(at, at + count).map(([word]) => word)
        if (!known[kind].has(hash(words.join(' ')))) continue
        yield [start.index, end.index + end[0].length]
        at += count - 1
        break
      }
    }
  }

  return {
    get size() {
      return firsts.size
    },
    add(marks) {
      for (const mark of marks.slice(0, MOST_MARKS)) {
        const [, kind, count, first, whole] = MARK.exec(mark) ?? []
        if (kind === undefined || first === undefined || whole === undefined) continue
        known[kind === 's' ? 's' : 'e'].add(whole)
        firsts.add(first)
        lengths.add(Number(count))
      }
    },
    test: (text, kind) => known[kind].size > 0 && find(text, kind).next().done !== true,
    mask(text, kind, filler) {
      // A letter whose lower case is longer would shift all that follows: then the text goes whole.
      if (known[kind].size === 0) return text
      let masked = ''
      let last = 0
      for (const [start, end] of find(text, kind)) {
        if (text.toLowerCase().length !== text.length) return filler(text)
        masked += text.slice(last, start) + filler(text.slice(start, end))
        last = end
      }
      return masked + text.slice(last)
    },
  }
}

/** What a worker may keep of what a page says: marks, and no more of them than a person enters. */
export function parseMarks(value: unknown): string[] {
  if (!Array.isArray(value)) return []
  return value
    .slice(0, MOST_MARKS)
    .filter((mark): mark is string => typeof mark === 'string' && MARK.test(mark))
}
