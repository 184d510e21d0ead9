import { isStructural } from './names'

/**
 * What was entered in another document of the session, known by its hash alone: a page that a form was sent to repeats
 * what was written in the page before it. The value itself never leaves its document.
 */
export interface Earlier {
  readonly size: number
  add(marks: Iterable<string>): void
  /** Does the text hold a value of the kind? */
  test(text: string, kind: EarlierKind): boolean
  mask(text: string, kind: EarlierKind, filler: (match: string) => string): string
}

/** What a person entered, or what nothing lifts. */
export type EarlierKind = 'e' | 's'

/** Kind, number of words, hash of the first word (cheap, tells little), hash of all; or a kind of which there are too many. */
const MARK = /^([es])(?:([1-6])\.([0-9a-z]{1,4})\.(m-[0-9a-z]{11})|\*)$/
const ATOM = /[\p{L}\p{N}]+/gu
const MOST_ATOMS = 6
/** No page has more fields, and nobody enters more. Where there is more, every word that says something is masked. */
export const MOST_MARKS = 10_000
/** A single word that is shorter says nothing of anybody. */
const SHORTEST = 4

/** Marks that a document or a session knows. */
export interface Marks {
  add(marks: Iterable<string>): void
  /** Those that came after the first so many. */
  since(count: number): string[]
  readonly size: number
}

/** Of too many one mark stands for all: then every word may have been entered. */
export function createMarks(): Marks {
  const known = new Set<string>()
  const list: string[] = []
  return {
    add(marks) {
      for (const mark of marks) {
        const kept = list.length < MOST_MARKS ? mark : `${mark[0]}*`
        if (known.has(kept)) continue
        known.add(kept)
        list.push(kept)
      }
    },
    since: (count) => list.slice(count),
    get size() {
      return list.length
    },
  }
}

/** Stand for every word that says something. */
export const EVERY_MARK: readonly string[] = ['e*', 's*']

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
  /** Kinds of which there are too many to tell them apart. */
  const full = new Set<EarlierKind>()

  /** Where everything may have been entered. */
  function* findAll(text: string, kind: EarlierKind): Generator<[start: number, end: number]> {
    for (const { 0: word, index } of text.matchAll(ATOM))
      if (isTelling(word, kind) && !isStructural(word)) yield [index, index + word.length]
  }

  function* find(text: string, kind: EarlierKind): Generator<[start: number, end: number]> {
    if (full.has(kind)) return yield* findAll(text, kind)
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

  const isKnown = (kind: EarlierKind) => known[kind].size > 0 || full.has(kind)

  return {
    get size() {
      return firsts.size + full.size
    },
    add(marks) {
      for (const mark of marks) {
        const [, letter, count, first, whole] = MARK.exec(mark) ?? []
        if (letter === undefined) continue
        const kind = letter === 's' ? 's' : 'e'
        if (first === undefined || whole === undefined || known[kind].size >= MOST_MARKS)
          full.add(kind)
        else {
          known[kind].add(whole)
          firsts.add(first)
          lengths.add(Number(count))
        }
      }
    },
    test: (text, kind) => isKnown(kind) && find(text, kind).next().done !== true,
    mask(text, kind, filler) {
      // A letter whose lower case is longer would shift all that follows: then the text goes whole.
      if (!isKnown(kind)) return text
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

/** What a worker may keep of what a page says: marks. */
export function parseMarks(value: unknown): string[] {
  if (!Array.isArray(value)) return []
  return value.filter((mark): mark is string => typeof mark === 'string' && MARK.test(mark))
}
