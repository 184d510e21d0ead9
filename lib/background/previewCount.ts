import { browser } from 'wxt/browser'

/** How many elements a selector means in all frames of a tab that can be reached; 0 where it is no selector. */
export async function countOnPage(tabId: number, selector: string): Promise<number> {
  const target = { tabId, allFrames: true }
  const results = await browser.scripting
    .executeScript({ target, func: countHere, args: [selector] })
    .catch(() => [])
  return results.reduce((sum, { result }) => sum + (typeof result === 'number' ? result : 0), 0)
}

/** Runs in the page's isolated world: it may use nothing from outside itself. */
function countHere(selector: string): number {
  const dom = (
    globalThis as { chrome?: { dom?: { openOrClosedShadowRoot(e: Element): ShadowRoot | null } } }
  ).chrome?.dom
  const countIn = (root: Document | ShadowRoot): number => {
    let sum = root.querySelectorAll(selector).length
    for (const element of root.querySelectorAll('*')) {
      if (element.localName === 'recount-overlay' || !(element instanceof HTMLElement)) continue
      // Only these can have a shadow root; asking for every element would take long.
      if (
        !element.localName.includes('-') &&
        !/^(?:article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span)$/.test(
          element.localName,
        )
      )
        continue
      const inner = dom ? dom.openOrClosedShadowRoot(element) : element.shadowRoot
      if (inner) sum += countIn(inner)
    }
    return sum
  }
  try {
    return countIn(document)
  } catch {
    return 0
  }
}
