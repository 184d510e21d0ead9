/**
 * The decision for every member of a request and of an answer, by the name the Fetch specification gives it. For review
 * and for the tests that walk the browser's own list: what is in no line here is not recorded.
 */
import { PLAIN_HEADER, SECRET_HEADER, SECRET_NAME } from './secrets'

export type FetchDecision =
  /** Masked as an address (`urls.ts`): part by part at mask-all, credentials and what was typed at every level. */
  | 'address'
  /** Each header by its name: see `headerDecision`. */
  | 'headers'
  /** Only where the person asked for bodies; shape kept at mask-all, secret keys and what was typed masked at every level. */
  | 'body'
  /** A word or a number of the specification, kept. */
  | 'plain'
  /** A text somebody wrote: shape kept at mask-all. */
  | 'text'
  /** Not recorded at any level. */
  | 'never'
  /** A method that hands out what another line decides about. */
  | 'method'

export const REQUEST_PARTS: Record<string, FetchDecision> = {
  url: 'address',
  method: 'plain',
  headers: 'headers',
  body: 'body',
  bodyUsed: 'never',
  cache: 'never',
  credentials: 'never',
  destination: 'never',
  duplex: 'never',
  integrity: 'never',
  isHistoryNavigation: 'never',
  isReloadNavigation: 'never',
  keepalive: 'never',
  mode: 'never',
  priority: 'never',
  redirect: 'never',
  referrer: 'never',
  referrerPolicy: 'never',
  signal: 'never',
  targetAddressSpace: 'never',
  arrayBuffer: 'method',
  blob: 'method',
  bytes: 'method',
  clone: 'method',
  formData: 'method',
  json: 'method',
  text: 'method',
  textStream: 'method',
}

export const RESPONSE_PARTS: Record<string, FetchDecision> = {
  url: 'address',
  status: 'plain',
  statusText: 'text',
  headers: 'headers',
  body: 'body',
  bodyUsed: 'never',
  ok: 'never',
  redirected: 'never',
  type: 'never',
  arrayBuffer: 'method',
  blob: 'method',
  bytes: 'method',
  clone: 'method',
  formData: 'method',
  json: 'method',
  text: 'method',
  textStream: 'method',
}

/** Header fields of the registry of HTTP and those that are widely sent without being in it. */
export const KNOWN_HEADERS: readonly string[] =
  `a-im accept accept-ch accept-charset accept-datetime accept-encoding accept-language accept-patch accept-post accept-ranges
  accept-signature access-control-allow-credentials access-control-allow-headers access-control-allow-methods
  access-control-allow-origin access-control-expose-headers access-control-max-age access-control-request-headers
  access-control-request-method age allow alpn alt-svc alt-used alternates apply-to-redirect-ref authentication-control
  authentication-info authorization cache-control cache-status cal-managed-id caldav-timezones capsule-protocol
  cdn-cache-control cdn-loop cert-not-after cert-not-before cf-connecting-ip clear-site-data client-cert client-cert-chain
  close connection content-digest content-disposition content-encoding content-language content-length content-location
  content-range content-security-policy content-security-policy-report-only content-type cookie cookie2 critical-ch
  cross-origin-embedder-policy cross-origin-embedder-policy-report-only cross-origin-opener-policy
  cross-origin-opener-policy-report-only cross-origin-resource-policy dasl date dav delta-base depth destination device-memory
  dictionary-id digest dnt downlink dpop dpop-nonce early-data ect etag expect expect-ct expires forwarded from host
  http2-settings idempotency-key if if-match if-modified-since if-none-match if-range if-schedule-tag-match
  if-unmodified-since im include-referred-token-binding-id keep-alive label last-event-id last-modified link link-template
  location lock-token max-forwards memento-datetime negotiate nel odata-version optional-www-authenticate ordering-type
  origin origin-agent-cluster oscore oslc-core-version overwrite permissions-policy ping-from ping-to position pragma prefer
  preference-applied priority proxy-authenticate proxy-authentication-info proxy-authorization proxy-status public-key-pins
  range redirect-ref referer referrer-policy refresh repeatability-client-id repeatability-first-sent repeatability-request-id
  repeatability-result replay-nonce reporting-endpoints repr-digest retry-after rtt save-data schedule-reply schedule-tag
  sec-ch-ua sec-ch-ua-arch sec-ch-ua-mobile sec-ch-ua-model sec-ch-ua-platform sec-fetch-dest sec-fetch-mode sec-fetch-site
  sec-fetch-storage-access sec-fetch-user sec-gpc sec-purpose sec-websocket-accept sec-websocket-extensions sec-websocket-key
  sec-websocket-protocol sec-websocket-version server server-timing service-worker set-cookie set-cookie2 signature
  signature-input slug soapaction sourcemap status-uri strict-transport-security sunset surrogate-capability
  surrogate-control tcn te timeout timing-allow-origin topic traceparent tracestate trailer transfer-encoding true-client-ip
  ttl upgrade upgrade-insecure-requests urgency use-as-dictionary user-agent variant-vary vary via want-content-digest
  want-repr-digest warning www-authenticate x-access-token x-amz-cf-id x-amz-request-id x-amz-security-token x-api-key
  x-auth-token x-client-ip x-content-type-options x-correlation-id x-csrf-token x-dns-prefetch-control x-forwarded-for
  x-forwarded-host x-forwarded-proto x-frame-options x-powered-by x-ratelimit-limit x-ratelimit-remaining x-ratelimit-reset
  x-real-ip x-request-id x-requested-with x-robots-tag x-session-id x-trace-id x-ua-compatible x-xsrf-token
  x-xss-protection`.split(/\s+/)

/**
 * What becomes of a header: a `secret` is filled at every level; `how` is kept where it holds nothing but words of the
 * standards, numbers and dates; `text` keeps its shape at mask-all and is searched for credentials at the other levels.
 */
export function headerDecision(name: string): 'secret' | 'how' | 'text' {
  if (SECRET_HEADER.test(name) || SECRET_NAME.test(name)) return 'secret'
  return PLAIN_HEADER.test(name) ? 'how' : 'text'
}
