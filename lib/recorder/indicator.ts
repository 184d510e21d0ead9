import type { Stoppable } from '../platform/stoppable'

const STYLE = `
:host { all: initial !important; position: fixed !important; z-index: 2147483647 !important;
  inset: auto auto 12px 12px !important; display: block !important; pointer-events: none !important;
  color-scheme: light dark !important; opacity: .92 !important }
p { font: 12px/1.4 system-ui, sans-serif; margin: 0; padding: 4px 10px 4px 8px; border-radius: 99px;
  color: #fff; background: #2b2b31; border: 1px solid #6a6a74 }
p::before { content: ""; display: inline-block; width: 8px; height: 8px; margin-right: 6px;
  border-radius: 50%; background: #ff6b6b }
@media print { :host { display: none !important } }`

export interface Indicator extends Stoppable {
  readonly host: Element
}

/**
 * A sign in the page that it is recorded, where the person wants one. In a closed shadow root, behind every click, out
 * of the tab order, and not part of what is recorded.
 */
export function showIndicator(document: Document, text: string): Indicator {
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'closed' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLE)
  root.adoptedStyleSheets = [sheet]
  const sign = document.createElement('p')
  sign.setAttribute('role', 'note')
  sign.textContent = text
  root.append(sign)
  const kept = keepInPage(document, host)
  return { host, stop: kept.stop }
}

/** How often a page may take our element away before it stays away: some write their document anew, some fight. */
const MOST_RETURNS = 20

/** Puts an element of ours into the page and back again when the page replaces its document. */
export function keepInPage(document: Document, host: Element): Stoppable {
  let returns = 0
  const put = (): void => {
    // At document_start there is no body yet, and the parser would move what stands in its way.
    if (host.isConnected || !document.body || returns > MOST_RETURNS) return
    returns++
    document.documentElement.append(host)
  }
  const observer = new MutationObserver(put)
  // The document for its root element, the root element for ours; what the page does deeper is not asked for.
  const watch = (): void => {
    observer.observe(document, { childList: true })
    if (document.documentElement) observer.observe(document.documentElement, { childList: true })
    put()
  }
  watch()
  document.addEventListener('DOMContentLoaded', watch, { once: true })
  return {
    stop() {
      observer.disconnect()
      document.removeEventListener('DOMContentLoaded', watch)
      host.remove()
    },
  }
}
