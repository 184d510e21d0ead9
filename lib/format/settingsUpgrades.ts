import { SETTINGS_VERSION } from './settings'

type Stored = Record<string, unknown>

/** From the version of the key to the next one. Each gets what people have on disk, so nothing in it is sure. */
const STEPS: Record<number, (stored: Stored) => Stored> = {
  /** Errors were captured without a switch of their own, whatever else was off. */
  1: (stored) => {
    const { capture } = stored
    const isKnown = typeof capture === 'object' && capture !== null
    return isKnown ? { ...stored, capture: { ...capture, errors: true } } : stored
  },
}

/**
 * Brings stored settings to the present version, one step at a time; 'newer' where a later Recount wrote
 * them. What names no version is of the first.
 */
export function upgradeSettings(stored: Stored): Stored | 'newer' {
  if (Object.keys(stored).length === 0) return stored
  const { version } = stored
  const isVersion = typeof version === 'number' && Number.isInteger(version) && version > 0
  let at = isVersion ? version : 1
  if (at > SETTINGS_VERSION) return 'newer'
  let upgraded = stored
  for (; at < SETTINGS_VERSION; at++) upgraded = STEPS[at]?.(upgraded) ?? upgraded
  return { ...upgraded, version: SETTINGS_VERSION }
}
