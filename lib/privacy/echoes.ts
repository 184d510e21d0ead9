import { FORMAT_WORDS } from '../format/formatWords'

/** Those, and what names a stream, a resource or a shape: masked, they would lead nowhere. */
const OWN_WORDS = new Set([...FORMAT_WORDS, 'reached', 'stream', 'image', '$'])

/**
 * Masks an event that was masked already once more, for what was known too late: every string of it, and every name of a
 * member that the page gave. `mask` leaves alone what it does not know.
 */
export function maskEcho(event: unknown, mask: (text: string) => string): unknown {
  const walk = (value: unknown, isPages: boolean): unknown => {
    if (typeof value === 'string') return mask(value)
    if (Array.isArray(value)) return value.map((item) => walk(item, isPages))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        if (OWN_WORDS.has(key) && typeof item === 'string') return [key, item]
        return [isPages ? mask(key) : key, walk(item, isPages || key === 'args')]
      }),
    )
  }
  return walk(event, false)
}
