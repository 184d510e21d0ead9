/**
 * Settings are read from disk and from files people pass around: every value is checked on its own, and a broken one
 * falls back to its safe default and is named.
 */
import {
  CAPTURE_LEVELS,
  type CaptureOptions,
  CONSENTS,
  DEFAULT_SETTINGS,
  type MaskRule,
  PRIVACY_LEVELS,
  RULE_EFFECTS,
  SETTINGS_VERSION,
  type Settings,
  type SiteSettings,
  TRACKING_WISHES,
  type UrlRule,
} from './settings'
import { upgradeSettings } from './settingsUpgrades'

/** Longer lists and texts are not settings somebody made. */
const MAX_RULES = 1000
const MAX_TEXT = 4096

/**
 * Stands in for rules that cannot be read: what they excluded is not known, so everything is. With the port: a pattern
 * that names none means the default one.
 */
const EXCLUDE_ALL: UrlRule = { pattern: '*://*:*/*', effect: 'exclude' }

type Read<T> = (value: unknown) => T | undefined

const SCHEMA: { [Name in keyof Settings]: Read<Settings[Name]> } = {
  version: (value) => (value === SETTINGS_VERSION ? SETTINGS_VERSION : undefined),
  privacy: oneOf(PRIVACY_LEVELS),
  capture: (value) => {
    const capture = readCapture(value)
    return capture && { ...DEFAULT_SETTINGS.capture, ...capture }
  },
  trackingWish: oneOf(TRACKING_WISHES),
  urlRules: list(readUrlRule),
  idleMinutes: between(0, 24 * 60),
  idleManual: oneOf(['pause', 'end'] as const),
  maxHours: between(0, 24),
  actionLimit: between(0, 1e6),
  bufferMinutes: between(0.001, 60),
  continueAfterRestart: flag,
  joinTabs: flag,
  indicator: flag,
  retentionDays: between(0, 3650),
  retentionCount: between(0, 1e6),
  retentionBytes: between(0, 1e15),
  siteBudgetBytes: between(0, 1e15),
}

/** Reads settings from anything. `broken` names the members that had a value which could not be used. */
export function parseSettings(value: unknown): { settings: Settings; broken: string[] } {
  const stored = upgradeSettings(isRecord(value) ? value : {})
  // What a later version meant by its values is not known here.
  if (stored === 'newer')
    return { settings: { ...DEFAULT_SETTINGS, urlRules: [EXCLUDE_ALL] }, broken: ['version'] }
  const broken: string[] = []
  const entries = Object.entries(SCHEMA).map(([name, read]) => {
    const fallback = DEFAULT_SETTINGS[name as keyof Settings]
    if (stored[name] === undefined) return [name, fallback]
    const parsed: unknown = read(stored[name])
    if (parsed !== undefined) return [name, parsed]
    broken.push(name)
    return [name, name === 'urlRules' ? [EXCLUDE_ALL] : fallback]
  })
  return { settings: Object.fromEntries(entries) as Settings, broken }
}

/**
 * Reads what is known about one origin; undefined without an origin. Where a consent or rules cannot be read, nothing
 * is recorded there until the person decides again.
 */
export function parseSite(value: unknown): SiteSettings | undefined {
  if (!isRecord(value) || typeof value.origin !== 'string') return undefined
  const rules = value.rules === undefined ? [] : list(readMaskRule)(value.rules)
  const site: SiteSettings = { origin: value.origin, rules: rules ?? [] }
  if (value.consent !== undefined) site.consent = oneOf(CONSENTS)(value.consent) ?? 'never'
  if (value.privacy !== undefined) site.privacy = oneOf(PRIVACY_LEVELS)(value.privacy) ?? 'mask-all'
  if (typeof value.privacyAt === 'number') site.privacyAt = value.privacyAt
  const urlRules = value.urlRules === undefined ? [] : list(readUrlRule)(value.urlRules)
  if (urlRules && urlRules.length > 0) site.urlRules = urlRules
  if (!rules || !urlRules) {
    site.consent = 'never'
    site.privacy = 'mask-all'
  }
  const sampleRate = between(0, 1)(value.sampleRate)
  if (sampleRate !== undefined) site.sampleRate = sampleRate
  const captureLevel = oneOf(CAPTURE_LEVELS)(value.captureLevel)
  if (captureLevel) site.captureLevel = captureLevel
  const capture = readCapture(value.capture)
  if (capture) site.capture = capture
  if (value.pageApi === true) site.pageApi = true
  if (value.buffer === true) site.buffer = true
  return site
}

/** What may be changed of a site besides its consent. `undefined` members are cleared. */
export function parseSitePatch(
  value: unknown,
): Partial<Omit<SiteSettings, 'origin' | 'consent'>> | undefined {
  if (!isRecord(value)) return undefined
  const { origin: _origin, consent: _consent, ...rest } = value
  const parsed = parseSite({ ...rest, origin: 'patch' })
  // Consent appears only where rules could not be read.
  if (!parsed || parsed.consent !== undefined) return undefined
  const members = Object.entries(parsed).filter(([name]) => name in rest)
  const cleared = Object.keys(rest).flatMap((name) => (name in parsed ? [] : [[name, undefined]]))
  return Object.fromEntries([...members, ...cleared])
}

/** Only the switches that are there and are booleans; undefined when it is no object. */
export function readCapture(value: unknown): Partial<CaptureOptions> | undefined {
  if (!isRecord(value)) return undefined
  const capture: Partial<CaptureOptions> = {}
  for (const name of [
    'errors',
    'console',
    'network',
    'networkBodies',
    'canvas',
    'resources',
  ] as const) {
    if (typeof value[name] === 'boolean') capture[name] = value[name]
  }
  return capture
}

export function readMaskRules(value: unknown): MaskRule[] | undefined {
  return list(readMaskRule)(value)
}

function readMaskRule(value: unknown): MaskRule | undefined {
  if (!isRecord(value)) return undefined
  const selector = text(value.selector)
  const effect = oneOf(RULE_EFFECTS)(value.effect)
  return selector && effect ? { selector, effect } : undefined
}

function readUrlRule(value: unknown): UrlRule | undefined {
  if (!isRecord(value)) return undefined
  const pattern = text(value.pattern)
  const effect = oneOf(['include', 'exclude'] as const)(value.effect)
  if (!pattern || !effect) return undefined
  const rule: UrlRule = { pattern, effect }
  const privacy = oneOf(PRIVACY_LEVELS)(value.privacy)
  if (privacy) rule.privacy = privacy
  const sampleRate = between(0, 1)(value.sampleRate)
  if (sampleRate !== undefined) rule.sampleRate = sampleRate
  return rule
}

function oneOf<T extends string>(known: readonly T[]): Read<T> {
  return (value) => known.find((each) => each === value)
}

function between(least: number, most: number): Read<number> {
  return (value) =>
    typeof value === 'number' && value >= least && value <= most ? value : undefined
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_TEXT
    ? value
    : undefined
}

/** A list with one broken entry is broken: leaving out an exclude rule would record what must not be recorded. */
function list<T>(read: Read<T>): Read<T[]> {
  return (value) => {
    if (!Array.isArray(value) || value.length > MAX_RULES) return undefined
    const items = value.map(read)
    const good = items.filter((item) => item !== undefined)
    return good.length === items.length ? good : undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
