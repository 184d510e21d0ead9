import type { BlockedReason } from '../messages/protocol'

/** Shops whose pages the browsers close to every extension. */
const STORES =
  /^https:\/\/(chromewebstore\.google\.com|chrome\.google\.com\/webstore|addons\.mozilla\.org|microsoftedge\.microsoft\.com\/addons)(\/|$)/

/** Why scripts cannot run on a page, as far as its URL tells. */
export function blockedReason(
  url: string | undefined,
  { fileAccess }: { fileAccess: boolean },
): BlockedReason | undefined {
  if (!url) return 'no-page'
  if (url.startsWith('file:')) return fileAccess ? pdfReason(url) : 'file'
  if (!/^https?:/.test(url)) return 'browser-page'
  if (STORES.test(url)) return 'store'
  return pdfReason(url)
}

function pdfReason(url: string): BlockedReason | undefined {
  return /\.pdf$/i.test(url.split(/[?#]/, 1)[0] ?? '') ? 'pdf' : undefined
}

/** Origin as consent is kept for it; '' where a page has none. */
export function originOf(url: string | undefined): string {
  if (!url || !URL.canParse(url)) return ''
  const { origin, protocol } = new URL(url)
  if (protocol === 'file:') return 'file://'
  return protocol === 'http:' || protocol === 'https:' ? origin : ''
}
