import { FLOOR_FILLER } from './shape'
import {
  MAYBE_SECRET_KEY,
  MAYBE_SECRET_SHAPE,
  SECRET_NAME,
  SECRET_PAIR,
  SECRET_SHAPE,
} from './tables/secrets'

/** Masked already: by its hash, or by the filler. */
const MASKED = /^(?:m-[0-9a-z]{11}|\*+)$/

/** Names are asked again and again; the pattern is long. */
const known = new Map<string, boolean>()

/** Does a parameter, key or field of this name hold a secret? */
export function isSecretName(name: string): boolean {
  const answer = known.get(name)
  if (answer !== undefined) return answer
  const secret = SECRET_NAME.test(name)
  if (known.size > 2000) known.clear()
  known.set(name, secret)
  return secret
}

function mayHoldKey(text: string): boolean {
  return MAYBE_SECRET_SHAPE.test(text) || (text.includes('_') && MAYBE_SECRET_KEY.test(text))
}

/** Replaces credentials of well-known shapes. Costs one scan where there is none. */
export function maskSecretShapes(text: string): string {
  if (text.length < 12 || !mayHoldKey(text)) return text
  const safe = text.replace(SECRET_SHAPE, FLOOR_FILLER)
  // Every address comes here too; most have neither.
  return safe.replace(SECRET_PAIR, (whole, key?: string, value?: string, scheme?: string) => {
    if (scheme !== undefined) return `${scheme}${FLOOR_FILLER}`
    if (key === undefined || value === undefined || MASKED.test(value)) return whole
    // The value may be an address of its own: `mailto:a?body=https://b/?token=c`.
    return isSecretName(key.slice(1, -1)) ? `${key}${FLOOR_FILLER}` : key + maskSecretShapes(value)
  })
}
