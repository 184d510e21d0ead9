import { VOCABULARY } from './tables/vocabulary'

/** How a masked name looks; such names are left alone, so that masking twice is masking once. */
const MASKED_NAME = /^m-[0-9a-z]{11}$/
const PARTS = /[A-Z]?[a-z]+|[A-Z]+|[0-9]+|[^A-Za-z0-9]+/g
/** Characters that join words in class names, ids and file names. */
const JOINERS = /^[-_:./@!+~*%&>,()[\]#=^$|\\ ]+$/
const LONGEST_KEPT = 40
const CACHE_LIMIT = 5000

export interface NameMask {
  /** The name itself when it is made of common words, else a hash that is equal for equal names of one key. */
  name(name: string): string
  /** A white-space separated list of names. */
  list(names: string): string
  /** A hash, whatever the value is made of. */
  hash(value: string): string
}

/** Names keep their equality under one `key`, so that selectors, labels and references still meet. */
export function createNameMask(key: string): NameMask {
  const [seedHigh, seedLow] = mix(key, 0x9e3779b9, 0x7f4a7c15)
  const names = new Map<string, string>()
  const lists = new Map<string, string>()

  const hash = (value: string): string => {
    if (value.charCodeAt(0) === 0x6d && MASKED_NAME.test(value)) return value
    const [high, low] = mix(value, seedHigh, seedLow)
    return toName(high, low)
  }

  const name = (value: string): string => {
    // A bare number is data (an age, a code), not a name: the most common case, and never twice the same.
    if (isNumber(value)) return hash(value)
    const known = names.get(value)
    if (known !== undefined) return known
    const masked = isStructural(value) ? value : hash(value)
    if (names.size >= CACHE_LIMIT) names.clear()
    names.set(value, masked)
    return masked
  }

  const list = (value: string): string => {
    const known = lists.get(value)
    if (known !== undefined) return known
    const masked = value.replace(/\S+/g, name)
    if (lists.size >= CACHE_LIMIT) lists.clear()
    lists.set(value, masked)
    return masked
  }

  return { name, list, hash }
}

/** Made of common words, and of numbers up to three digits beside them. */
export function isStructural(name: string): boolean {
  if (name.length > LONGEST_KEPT) return false
  if (MASKED_NAME.test(name)) return true
  let words = 0
  let digits = 0
  for (const part of name.match(PARTS) ?? []) {
    const code = part.charCodeAt(0)
    if (code >= 48 && code <= 57) {
      digits += part.length
      if (digits > 3) return false
    } else if (VOCABULARY.has(part) || VOCABULARY.has(part.toLowerCase())) words++
    else if (!JOINERS.test(part)) return false
  }
  return words > 0
}

function isNumber(value: string): boolean {
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index)
    if (code < 0x30 || code > 0x39) return false
  }
  return value !== ''
}

/** 64 bits, well mixed, fast (after cyrb53). The key is random and never stored, so guessing a name proves nothing. */
function mix(text: string, seedHigh: number, seedLow: number): [high: number, low: number] {
  let high = 0xdeadbeef ^ seedHigh
  let low = 0x41c6ce57 ^ seedLow
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return [high, low]
}

/** `m-` and eleven digits to the base 32: 55 of the 64 bits. */
function toName(high: number, low: number): string {
  return String.fromCharCode(
    0x6d,
    0x2d,
    digit(high),
    digit(high >>> 5),
    digit(high >>> 10),
    digit(high >>> 15),
    digit(high >>> 20),
    digit(high >>> 25),
    digit(low),
    digit(low >>> 5),
    digit(low >>> 10),
    digit(low >>> 15),
    digit(low >>> 20),
  )
}

function digit(bits: number): number {
  const value = bits & 31
  return value < 10 ? 0x30 + value : 0x57 + value
}
