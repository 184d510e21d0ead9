import { PRIVACY_LEVELS, type PrivacyLevel } from '../format/settings'

/** What the scripts of a page asked for. It can lower what the person allowed, never raise it. */
export interface PageRequest {
  /** `on`: record if the person allows it; `off`: end; `hold`: not this page, until it says `on`. */
  recording: 'on' | 'off' | 'hold'
  /** Stricter level for this page. A looser one is ignored. */
  privacy?: PrivacyLevel
  /** Overrides sampling (`force`, `ignoreCostControl`), never consent. */
  force?: boolean
  /** Share of visits the page wants recorded; the smaller of it and the person's counts. */
  sampleRate?: number
  /** End the session; what follows is another one. */
  end?: boolean
}

/** Reads what came from a page: nothing but the known members, each of its type. */
export function parsePageRequest(value: unknown): PageRequest | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { recording, privacy, force, sampleRate, end } = value as Record<string, unknown>
  if (recording !== 'on' && recording !== 'off' && recording !== 'hold') return undefined
  const request: PageRequest = { recording }
  const level = PRIVACY_LEVELS.find((known) => known === privacy)
  if (level) request.privacy = level
  if (force === true) request.force = true
  if (typeof sampleRate === 'number' && sampleRate >= 0 && sampleRate <= 1)
    request.sampleRate = sampleRate
  if (end === true) request.end = true
  return request
}

/** The stricter of two levels. */
export function stricter(a: PrivacyLevel, b: PrivacyLevel): PrivacyLevel {
  return PRIVACY_LEVELS.indexOf(a) <= PRIVACY_LEVELS.indexOf(b) ? a : b
}
