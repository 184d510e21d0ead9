/** Shorter ones come about by chance where texts meet. */
const SHORTEST = 6
/** Signs that a value is grouped by, or that stand between its pieces. */
const BETWEEN = /[\s.,'\u2019\u00ad\u200b-]+/g

/**
 * Finds typed values that stand in pieces: one letter to an element, one word to an argument, half of it in the next
 * event. Looks only at where one text of a line ends and the next begins, so that it costs next to nothing.
 */
export function createPieces(typed: readonly string[]): (line: string, text: string) => boolean {
  const values = typed.map(plain).filter((value) => value.length >= SHORTEST)
  const longest = Math.max(0, ...values.map((value) => value.length))
  const ends = new Map<string, string>()

  return (line, text) => {
    if (values.length === 0) return false
    const before = ends.get(line) ?? ''
    // Twice as long: signs between may have gone.
    const start = plain(text.slice(0, 2 * longest)).slice(0, longest - 1)
    const isFound = values.some((value) => {
      const at = (before + start).indexOf(value, Math.max(0, before.length - value.length + 1))
      return at >= 0 && at < before.length && at + value.length > before.length
    })
    const end = plain(text.slice(-2 * longest))
    // Found once is enough: its end must not be found again with the next text.
    ends.set(line, isFound ? '' : (before + end).slice(1 - longest))
    return isFound
  }
}

function plain(text: string): string {
  return text.toLowerCase().replace(BETWEEN, '')
}
