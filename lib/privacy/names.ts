import { VOCABULARY } from './tables/vocabulary'

/** How a masked name looks; such names are left alone, so that masking twice is masking once. */
const MASKED_NAME = /^m[-_][0-9a-z]{11}$/
const PARTS = /[A-Z]?[a-z]+|[A-Z]+|[0-9]+|[^A-Za-z0-9]+/g
const JOINERS = /^[-_:./@!+~*%&>,()[\]#\\ ]+$/
const LONGEST_KEPT = 40
const CACHE_LIMIT = 5000

export interface NameMask {
  /** The name itself when it is made of common words, else a hash that is equal for equal names of one key. */
  name(name: string): string
  /** A white-space separated list of names: class, rel, headers. */
  list(names: string): string
  isStructural(name: string): boolean
}

/** Names keep their equality under one `key`, so that selectors, labels and references still meet. */
export function createNameMask(key: string): NameMask {
  const seed = hash53(key, 0x9e3779b9)
  const names = new Map<string, string>()
  const lists = new Map<string, string>()

  const name = (value: string): string => {
    const known = names.get(value)
    if (known !== undefined) return known
    const masked = isStructural(value) ? value : `m-${digest(value, seed)}`
    if (names.size >= CACHE_LIMIT) names.clear()
    names.set(value, masked)
    return masked
  }

  const list = (value: string): string => {
    const known = lists.get(value)
    if (known !== undefined) return known
    const masked = value.replace(/[^\s]+/g, name)
    if (lists.size >= CACHE_LIMIT) lists.clear()
    lists.set(value, masked)
    return masked
  }

  return { name, list, isStructural }
}

/** Made of common words and short numbers only. */
export function isStructural(name: string): boolean {
  if (MASKED_NAME.test(name)) return true
  if (name.length > LONGEST_KEPT) return false
  let words = 0
  let digits = 0
  for (const part of name.match(PARTS) ?? []) {
    const code = part.charCodeAt(0)
    if (code >= 48 && code <= 57) {
      digits += part.length
      if (part.length > 3 || digits > 4) return false
    } else if (JOINERS.test(part)) continue
    else if (VOCABULARY.has(part) || VOCABULARY.has(part.toLowerCase())) words++
    else return false
  }
  // A bare number is data (an age, a code), not a name.
  return words > 0
}

function digest(value: string, seed: number): string {
  return hash53(value, seed).toString(36).padStart(11, '0')
}

/** cyrb53: 53 bits, well mixed, fast. The key is random and never stored, so it cannot be reversed by guessing. */
function hash53(text: string, seed: number): number {
  let high = 0xdeadbeef ^ seed
  let low = 0x41c6ce57 ^ (seed / 0x100000000)
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return 4294967296 * (2097151 & low) + (high >>> 0)
}
