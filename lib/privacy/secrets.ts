import { FLOOR_FILLER } from './shape'
import { MAYBE_SECRET_SHAPE, SECRET_NAME, SECRET_SHAPE } from './tables/secrets'

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

/** Replaces credentials of well-known shapes. Costs one scan where there is none. */
export function maskSecretShapes(text: string): string {
  if (text.length < 12 || !MAYBE_SECRET_SHAPE.test(text)) return text
  return text.replace(SECRET_SHAPE, FLOOR_FILLER)
}
