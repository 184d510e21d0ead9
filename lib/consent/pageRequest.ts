import { PRIVACY_LEVELS, type PrivacyLevel } from '../format/settings'

/** What the scripts of a page asked for. It can lower what the person allowed, never raise it. */
export interface PageRequest {
  /** `off`: do not record; `on`: record if the person allowed it. */
  recording: 'on' | 'off'
  /** Stricter level for this page. A looser one is ignored. */
  privacy?: PrivacyLevel
  /** Overrides sampling (`force`, `ignoreCostControl`), never consent. */
  force?: boolean
}

/** Reads what came from a page: nothing but the three members, each of its type. */
export function parsePageRequest(value: unknown): PageRequest | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { recording, privacy, force } = value as Record<string, unknown>
  if (recording !== 'on' && recording !== 'off') return undefined
  const request: PageRequest = { recording }
  const level = PRIVACY_LEVELS.find((known) => known === privacy)
  if (level) request.privacy = level
  if (force === true) request.force = true
  return request
}

/** The stricter of two levels. */
export function stricter(a: PrivacyLevel, b: PrivacyLevel): PrivacyLevel {
  return PRIVACY_LEVELS.indexOf(a) <= PRIVACY_LEVELS.indexOf(b) ? a : b
}
