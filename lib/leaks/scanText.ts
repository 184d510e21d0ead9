import { type LeakKind, PATTERNS } from './kinds'

/** Where something was found. Never what. */
export interface Finding {
  kind: LeakKind
  start: number
  end: number
}

/** Longer texts are scanned in parts that overlap by the longest thing looked for. */
const PART = 200_000
const OVERLAP = 10_000

/** Finds what should not be in a text. Earlier kinds win where two overlap: a key is not also a phone number. */
export function scanText(text: string, typed: readonly string[] = []): Finding[] {
  const found: Finding[] = []
  for (let offset = 0; offset < text.length; offset += PART) {
    const part =
      offset === 0 && text.length <= PART ? text : text.slice(offset, offset + PART + OVERLAP)
    scanPart(part, offset, typed, found)
  }
  return found.sort((a, b) => a.start - b.start)
}

function scanPart(part: string, offset: number, typed: readonly string[], found: Finding[]): void {
  const add = (kind: LeakKind, start: number, end: number): void => {
    const taken = found.some((other) => start < other.end && other.start < end)
    if (!taken) found.push({ kind, start, end })
  }
  for (const { kind, needs, pattern, check } of PATTERNS) {
    if (!needs.test(part)) continue
    for (const match of part.matchAll(pattern)) {
      if (check && !check(match[0])) continue
      add(kind, offset + match.index, offset + match.index + match[0].length)
    }
  }
  if (typed.length === 0) return
  const lower = part.toLowerCase()
  for (const value of typed) {
    const needle = value.toLowerCase()
    for (let at = lower.indexOf(needle); at >= 0; at = lower.indexOf(needle, at + needle.length)) {
      add('typed', offset + at, offset + at + needle.length)
    }
  }
}
