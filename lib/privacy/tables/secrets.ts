/**
 * The floor as data: what is masked at every level, by name or by look. Nothing else may decide what a secret is.
 */

/** Names of parameters, headers, body keys, storage keys, hidden fields and data attributes that hold secrets. */
export const SECRET_NAME =
  /passw|passwd|passphrase|passcode|(?:^|[^a-z])(?:pwd|pin|mdp|otp|totp|mfa|cvv|cvc|csc|ssn|sid|jwt|sig|hmac|nonce)(?:$|[^a-z])|secret|token|credential|bearer|authoriz|authentic|api[-_.]?key|access[-_.]?key|private[-_.]?key|account[-_.]?key|app[-_.]?key|client[-_.]?key|csrf|xsrf|session[-_.]?(?:id|key|token)?$|sessid|signature|one[-_.]?time|card[-_.]?(?:num|no$)|card[-_.]?code|cc[-_.]?(?:num|csc|exp|cvc)|security[-_.]?code|iban$|(?:^|[^a-z])auth(?:$|[-_.]?(?:code|key|id)?$)|viewstate|eventvalidation|x-amz-(?:credential|security)/i

/** Text fields whose name says password: they may have been toggled to text before anybody looked. */
export const PASSWORD_NAME =
  /passw(?:or)?[dt]|passcode|passphrase|passwort|kennwort|contrase|mot[-_]?de[-_]?passe|(?:^|[^a-z])(?:pwd|pass|mdp)(?:$|[^a-z])/i

/** Text fields for payment and national ids that do not say so by autocomplete. `pin` may be a postal code. */
export const SECRET_FIELD_NAME =
  /(?:^|[^a-z])(?:cvv2?|cvc2?|csc|ssn)(?:$|[^a-z])|card[-_]?(?:number|num|no)(?:$|[^a-z])|cardNumber|social[-_]?security|security[-_]?code|credit[-_]?card/i

/** Autofill tokens: payment, passwords, one-time codes. */
export const SECRET_AUTOCOMPLETE =
  /(?:^|\s)(?:cc-[a-z-]+|(?:current|new)-password|[a-z-]+-password|one-time-code)(?:\s|$)/i

/** Request and response headers, besides those with a secret name. */
export const SECRET_HEADER =
  /^(?:cookie2?|set-cookie2?|authorization|proxy-authorization|authentication-info|proxy-authentication-info|www-authenticate|proxy-authenticate|x-forwarded-for|x-real-ip|forwarded|true-client-ip|cf-connecting-ip|x-client-ip|sec-websocket-key|sec-websocket-protocol)$/i

/** Credentials of well-known shapes, wherever they stand. */
export const SECRET_SHAPE = new RegExp(
  [
    'eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{4,}(?:\\.[A-Za-z0-9_-]*)?',
    '(?:sk|pk|rk)_(?:live|test)_[0-9A-Za-z]{10,}',
    'gh[pousr]_[0-9A-Za-z]{20,}',
    'github_pat_[0-9A-Za-z_]{20,}',
    'glpat-[0-9A-Za-z_-]{15,}',
    'xox[abeoprs]-[0-9A-Za-z-]{10,}',
    '(?:AKIA|ASIA)[0-9A-Z]{16}',
    'AIza[0-9A-Za-z_-]{30,}',
    'ya29\\.[0-9A-Za-z_-]{20,}',
    'SG\\.[0-9A-Za-z_-]{16,}\\.[0-9A-Za-z_-]{16,}',
    'sk-(?:ant-|proj-)?[0-9A-Za-z_-]{20,}',
    'npm_[0-9A-Za-z]{30,}',
    '(?:dop_v1_|shp(?:at|ca|pa|ss)_)[0-9a-f]{32,64}\\b',
    '\\b(?:hf_[A-Za-z]{30,}|(?:gsk_|ntn_)[0-9A-Za-z]{40,}|lin_api_\\w{32,}|glsa_[0-9A-Za-z]{32}_[0-9A-Fa-f]{8})',
    '\\b(?:ops_ey[\\w+/=-]{100,}|dckr_pat_[\\w-]{20,}|figd_[\\w-]{40,})',
    '-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)',
  ].join('|'),
  'g',
)

/** Credentials by the word before them, in addresses and headers that are written out in a text. */
export const SECRET_PAIR =
  /([?&#][\w.-]{1,40}=)([^\s&#"'<>]{4,2000})|\b((?:Bearer|Basic|Digest)\s+)[A-Za-z0-9+/=_.~-]{8,2000}/g

/** Cheap look before the patterns above: any of their beginnings. */
export const MAYBE_SECRET_SHAPE =
  /[?&#][\w.-]*=|(?:Bearer|Basic|Digest)\s|eyJ|_live_|_test_|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|AKIA|ASIA|AIza|ya29\.|SG\.|sk-|npm_|PRIVATE KEY/
/**
 * The same for those that only have an underscore in common, looked for where there is one. Keys that begin with common
 * letters (`key-`, `SK`, `hvs.`) are left to the leak scanner: looking for them in every text costs more than all these.
 */
export const MAYBE_SECRET_KEY = /_(?:v1|api|pat)_|(?:shp..|hf|gsk|ntn|glsa|figd)_|ops_ey/

/** In a path: the segment after one of these is a token when it looks random. */
export const TOKEN_PATH_WORD =
  /^(?:reset|reset-?password|password-?reset|verify|verification|confirm|confirmation|activate|activation|invite|invitation|magic|magic-?link|unsubscribe|token|auth|login|session|sso|recover|recovery|share|s)$/i

/** Long and mixed: a random string rather than a word. */
export const LOOKS_RANDOM = /^(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9_\-+/=.~]{16,}$/

/** Headers that say how, not what: kept at mask-all. */
export const PLAIN_HEADER =
  /^(?:accept|accept-encoding|accept-ranges|access-control-[a-z-]+|age|allow|cache-control|connection|content-encoding|content-length|content-type|cross-origin-[a-z-]+|date|expires|keep-alive|pragma|retry-after|sec-fetch-[a-z]+|strict-transport-security|timing-allow-origin|transfer-encoding|upgrade|upgrade-insecure-requests|vary|x-content-type-options|x-frame-options)$/i

/** What such headers say, besides numbers and media types. */
export const HEADER_WORDS: ReadonlySet<string> = new Set(
  `no cache store transform must revalidate proxy understand max age s maxage stale while if error only cached public private
  immutable min fresh chunked identity deflate br zstd compress bytes none close keep alive timeout upgrade q
  cors navigate websocket nested same origin site cross empty document report sharedworker worker manifest style track script
  require corp credentialless unsafe isolate allow popups noopener nosniff deny sameorigin from includesubdomains preload
  accept encoding language cookie user agent referer range content length type disposition security policy requested with
  get head post put patch delete options trace connect true false null
  mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec gmt utc
  h2 h3 http tls`.split(/\s+/),
)
