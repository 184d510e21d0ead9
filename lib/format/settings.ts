/** How much of a page is kept. The order is strict to open. */
export const PRIVACY_LEVELS = ['mask-all', 'mask-user-input', 'allow'] as const
export type PrivacyLevel = (typeof PRIVACY_LEVELS)[number]

/** What the person allowed for an origin. */
export const CONSENTS = ['never', 'ask', 'always'] as const
export type Consent = (typeof CONSENTS)[number]

export const RULE_EFFECTS = ['mask', 'block', 'allow', 'ignore'] as const
export type RuleEffect = (typeof RULE_EFFECTS)[number]

/** A masking rule of one site. */
export interface MaskRule {
  selector: string
  effect: RuleEffect
}

/** Level and rules together, as they apply to one document. */
export interface Policy {
  level: PrivacyLevel
  rules: MaskRule[]
  /** Do Not Track or Global Privacy Control: no titles, no query, whatever the level says. */
  anonymous?: boolean
}

/** What is captured besides the document itself. */
export interface CaptureOptions {
  console: boolean
  network: boolean
  networkBodies: boolean
  canvas: boolean
  resources: boolean
}

export const DEFAULT_CAPTURE: CaptureOptions = {
  console: true,
  network: true,
  networkBodies: false,
  canvas: false,
  resources: true,
}

/** What Recount knows about one origin. */
export interface SiteSettings {
  origin: string
  consent: Consent
  /** Absent: the default level. */
  privacy?: PrivacyLevel
  rules: MaskRule[]
}
