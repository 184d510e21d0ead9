import { escapeRegExp } from '../platform/escapeRegExp'
import { isStructural } from './names'
import { maskShape } from './shape'

/** Bounds: a page that scripts its fields must not slow itself down. What makes room is known by its hash; see `earlier.ts`. */
const MOST_VALUES = 200
const MOST_BEGINNINGS = 60
const SHORTEST = 3
const SHORTEST_NUMBER = 4
/** Longer texts are kept in pieces of about this length. */
const PIECE = 80
const LONGEST = 4000
/** Shorter values are masked as whole words only: "ann" must not blacken "annual". */
const FREE_STANDING = 6

export interface TypedValues {
  /** `owner` is the field: a value that continues what it held replaces it, which stays known as a beginning. */
  remember(value: string, owner?: object): void
  /** Does the text hold any of them? */
  test(text: string): boolean
  /** Masks every remembered value in a text. */
  mask(text: string): string
  values(): Iterable<string>
  /** What was said on the way to a value: shown by those who follow every letter. */
  beginnings(): Iterable<string>
  /** Told of a value that has to make room: whoever hears of it knows it in a shorter way. */
  onForgotten?: (value: string) => void
  readonly size: number
}

/** Values entered in this document, so that they are masked wherever they come back. Bounded: the oldest are handed on. */
export function createTypedValues(filler: (match: string) => string = maskShape): TypedValues {
  const values = new Set<string>()
  const beginnings = new Set<string>()
  const last = new WeakMap<object, string>()
  let pattern: RegExp | undefined

  const add = (set: Set<string>, value: string, most: number): void => {
    if (set.has(value)) return
    set.add(value)
    if (set.size > most) {
      const oldest = set.values().next().value
      if (oldest !== undefined) {
        set.delete(oldest)
        if (set === values) known.onForgotten?.(oldest)
      }
    }
    pattern = undefined
  }

  const current = (): RegExp => {
    pattern ??= toPattern(values, beginnings)
    pattern.lastIndex = 0
    return pattern
  }

  const known: TypedValues = {
    get size() {
      return values.size
    },
    remember(value, owner) {
      const text = value.trim().slice(0, LONGEST)
      if (owner !== undefined) {
        const before = last.get(owner)
        if (before === text) return
        if (before !== undefined && before !== '' && text.startsWith(before)) {
          for (const piece of toPieces(before)) values.delete(piece)
          if (isTelling(before) && !isStructural(before)) add(beginnings, before, MOST_BEGINNINGS)
        }
        last.set(owner, text)
      }
      for (const piece of toPieces(text)) if (isTelling(piece)) add(values, piece, MOST_VALUES)
    },
    values: () => values,
    beginnings: () => beginnings,
    test: (text) => values.size > 0 && text.length >= SHORTEST && current().test(text),
    mask: (text) =>
      values.size === 0 || text.length < SHORTEST ? text : text.replace(current(), filler),
  }
  return known
}

function isTelling(value: string): boolean {
  return value.length >= (/^\d+$/.test(value) ? SHORTEST_NUMBER : SHORTEST)
}

/** Long texts come back in parts (a preview, a first line), so they are known in parts. */
function toPieces(text: string): string[] {
  if (text.length <= PIECE) return [text]
  return text.split(/\r?\n/).flatMap((line) => {
    const pieces = line.match(/\S(?:.{0,79}\S)?(?=\s|$)|\S{80}/g) ?? []
    return pieces.filter((piece) => piece.length > FREE_STANDING * 2)
  })
}

function toPattern(values: Iterable<string>, beginnings: Iterable<string>): RegExp {
  const sources = new Map<string, string>()
  for (const value of values) {
    for (const form of formsOf(value))
      sources.set(form, toSource(form, form.length < FREE_STANDING, form === value))
    for (const word of wordsOf(value)) sources.set(word, toSource(word, true))
  }
  for (const value of beginnings) sources.set(value, toSource(value, true))
  // The longest form that fits wins, or a word of a value would be masked and the rest stay.
  const longestFirst = [...sources].sort(([a], [b]) => b.length - a.length)
  return new RegExp(longestFirst.map(([, source]) => source).join('|'), 'giu')
}

/** The ways one value is written in addresses, bodies, HTML and headers. */
function formsOf(value: string): Set<string> {
  const forms = new Set([value, JSON.stringify(value).slice(1, -1)])
  const encoded = attempt(() => encodeURIComponent(value))
  if (encoded !== undefined) forms.add(encoded).add(encoded.replaceAll('%20', '+'))
  if (/[&<>"]/.test(value)) {
    forms.add(value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'))
  }
  if (encoded !== undefined && encoded !== value) forms.add(encodeURIComponent(encoded))
  if (value.length >= FREE_STANDING) {
    for (const form of inBase64(value)) forms.add(form)
    forms.add([...bytesOf(value)].map((byte) => byte.toString(16).padStart(2, '0')).join(''))
  }
  if (/^[\d\s().+-]{6,}$/.test(value)) forms.add(value.replace(/\D/g, ''))
  return forms
}

function bytesOf(value: string): Uint8Array {
  return new TextEncoder().encode(value)
}

/** As part of a longer text in base64, of which a value may begin at any of three places. */
function inBase64(value: string): string[] {
  const bytes = String.fromCharCode(...bytesOf(value))
  return ['', '\0', '\0\0'].map((before) => {
    const text = btoa(before + bytes)
    // Only letters that depend on nothing but the value.
    const from = before.length === 0 ? 0 : before.length + 1
    return text.slice(from, Math.floor(((before.length + bytes.length) * 8) / 6))
  })
}

/** "Ann Kallisto" comes back as "Hello Kallisto", an address as the name before the @. */
function wordsOf(value: string): string[] {
  const words = value.split(/[\s@,;]+/)
  if (words.length < 2 || words.length > 4) return []
  return words.filter((word) => word.length >= 4 && !isStructural(word) && !/^\d{4}$/.test(word))
}

/** Also with separators between the signs: cards, phones, accounts and codes are shown in groups. */
function toSource(value: string, wholeWord: boolean, mayBeGrouped = false): string {
  const source =
    mayBeGrouped && /^(?=.*\d)[\da-z]{6,40}$/i.test(value)
      ? [...value].join("[\\s.,'\\u2019-]?")
      : escapeRegExp(value).replace(/\s+/g, '\\s+')
  return wholeWord ? `(?<![\\p{L}\\p{N}])${source}(?![\\p{L}\\p{N}])` : source
}

/** Lone surrogates cannot be encoded. */
function attempt(run: () => string): string | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}
