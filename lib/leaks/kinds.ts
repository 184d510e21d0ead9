import { isNationalId, luhn } from './nationalIds'

/** What the scanner looks for: a pattern that finds candidates, and a check that throws out look-alikes. */
export const LEAK_KINDS = [
  'private-key',
  'jwt',
  'api-key',
  'credentials',
  'card',
  'iban',
  'national-id',
  'email',
  'phone',
  'typed',
] as const
export type LeakKind = (typeof LEAK_KINDS)[number]

export interface Pattern {
  kind: Exclude<LeakKind, 'typed'>
  pattern: RegExp
  /** A cheap look first: without it in the text, the pattern is not run. */
  needs: RegExp
  check?: (match: string) => boolean
}

/** Bounded quantifiers everywhere: what is scanned comes from strangers and may be made to be slow. */
export const PATTERNS: readonly Pattern[] = [
  {
    kind: 'private-key',
    needs: /PRIVATE KEY/,
    pattern: /-----BEGIN (?:[A-Z]{2,12} ){0,2}PRIVATE KEY-----[A-Za-z0-9+/=\s\\]{20,8000}/g,
  },
  {
    kind: 'jwt',
    needs: /eyJ/,
    pattern: /\beyJ[\w-]{10,4000}\.[\w-]{4,8000}(?:\.[\w-]{0,2000})?/g,
    check: isJwt,
  },
  {
    kind: 'api-key',
    needs: /[A-Za-z0-9]{10}/,
    pattern:
      /\b(?:(?:sk|rk)_(?:live|test)_[0-9A-Za-z]{10,99}|gh[pousr]_[0-9A-Za-z]{20,255}|github_pat_\w{20,255}|glpat-[\w-]{15,60}|xox[abeoprs]-[0-9A-Za-z-]{10,99}|(?:AKIA|ASIA)[0-9A-Z]{16}|AIza[\w-]{30,45}|ya29\.[\w-]{20,500}|SG\.[\w-]{16,30}\.[\w-]{16,60}|sk-(?:ant-|proj-)?[\w-]{20,200}|npm_[0-9A-Za-z]{30,60}|hooks\.slack\.com\/services\/[\w/]{20,80}|[MN][\w-]{23}\.[\w-]{6}\.[\w-]{27,40}|dop_v1_[0-9a-f]{64}|shp(?:at|ca|pa|ss)_[0-9a-f]{32}|SK[0-9a-f]{32}|key-[0-9a-f]{32}|hf_[A-Za-z]{30,40}|gsk_[0-9A-Za-z]{40,60}|lin_api_\w{32,128}|ntn_[0-9A-Za-z]{40,60}|glsa_[0-9A-Za-z]{32}_[0-9A-Fa-f]{8}|ops_ey[\w+/=-]{100,1500}|hv[sb]\.[\w-]{24,200}|dapi[0-9a-f]{32}|dckr_pat_[\w-]{20,40}|figd_[\w-]{40,200})\b/g,
  },
  {
    kind: 'credentials',
    needs: /:\/\/[^/\s]{0,200}@|[Bb]asic |[Bb]earer |passw|secret|token/i,
    pattern:
      /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^/\s:@"']{1,100}:[^/\s@"'*]{3,100}@|\b(?:Basic|Bearer) [\w+/=.~-]{12,4000}|["']?\b(?:password|passwd|secret|client_secret|access_token|refresh_token|id_token|api_?key)["']?\s{0,3}[:=]\s{0,3}["']?(?![*xX0]{3}|m-[0-9a-z]{11}|null|true|false|undefined)[^\s"'&,;{}<>]{6,200}/gi,
  },
  {
    kind: 'card',
    needs: /\d[ -]?\d{3}/,
    pattern: /(?<![\d.])(?:\d[ -]?){12,18}\d(?![\d.]|-\d)/g,
    check: isCard,
  },
  {
    kind: 'iban',
    needs: /[A-Z]{2}\d{2}/,
    pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g,
    check: isIban,
  },
  {
    kind: 'national-id',
    needs: /\d{2}/,
    pattern:
      /\b(?:(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}|[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]|[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]|[XYZ]?\d{7,8}[A-HJ-NP-TV-Z]|[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3} ?\d{2}|\d{3}\.\d{3}\.\d{3}-\d{2}|756\.\d{4}\.\d{4}\.\d{2}|[1-9]\d{2}-\d{3}-\d{3}|[2-9]\d{3} \d{4} \d{4}|\d{6}[-+]\d{4}|\d{11})\b/g,
    check: isNationalId,
  },
  {
    kind: 'email',
    needs: /@/,
    pattern: /\b[A-Za-z0-9][\w.+%-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}\b/g,
    check: isEmail,
  },
  {
    kind: 'phone',
    needs: /\d{3}/,
    pattern:
      /(?<![\w.+/-]|[\d] )(?:\+[1-9]\d{0,2}(?:[ ().-]{0,2}\d){7,12}|\(\d{3}\) ?\d{3}[ -]\d{4}|\d{3}-\d{3}-\d{4}|0\d{2,4}[ /-]\d{3,4}[ -]?\d{3,5})(?![\w.-]?\d)/g,
    check: isPhone,
  },
]

/** Luhn, a known beginning, and not one digit repeated. */
function isCard(match: string): boolean {
  const digits = match.replace(/\D/g, '')
  if (digits.length < 13 || digits.length > 19 || new Set(digits).size < 2) return false
  if (!/^(?:4|5[1-5]|2[2-7]|3[47]|3[0689]|6(?:011|4[4-9]|5)|35|62|50|5[6-9]|6[0-9])/.test(digits))
    return false
  return luhn(digits)
}

/** ISO 13616: rest 1 modulo 97. */
function isIban(match: string): boolean {
  const text = match.replaceAll(' ', '')
  if (text.length < 15 || text.length > 34) return false
  let rest = 0
  for (const char of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(char, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

function isJwt(match: string): boolean {
  try {
    const header = match.split('.')[0]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''
    return atob(header).includes('"alg"')
  } catch {
    return false
  }
}

/** Masked addresses keep their shape; examples of the standard are nobody's. */
function isEmail(match: string): boolean {
  return !/^[xX0.+-]+@|@(?:\dx|[xX0]+\.)|@(?:example\.(?:com|org|net)|localhost)$|\.(?:png|jpe?g|svg|webp|css|js)$/.test(
    match,
  )
}

function isPhone(match: string): boolean {
  const digits = match.replace(/\D/g, '')
  return digits.length >= 9 && digits.length <= 15 && new Set(digits).size > 2
}
