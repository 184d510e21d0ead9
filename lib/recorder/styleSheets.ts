import { DOCUMENT_ID } from '../format/events'
import { listen } from '../platform/listen'
import type { Stoppable } from '../platform/stoppable'
import type { Treatment } from '../privacy/masker'
import type { Scope } from './scope'

export interface StyleSheets extends Stoppable {
  /** A <style> or <link> of the recorded tree, new or changed. */
  look(element: HTMLLinkElement | HTMLStyleElement, treatment: Treatment): void
  /** Compares the adopted sheets of a document or shadow root with what was told, and tells what differs. */
  lookAtAdopted(root: Document | ShadowRoot): void
  /** One more sheet of the document, in the recording only: what script did that no sheet of the page says. */
  adoptInReplay(sheet: CSSStyleSheet): void
  /** Number of a constructed sheet in this stream; 0 where it was never adopted. */
  numberOf(sheet: CSSStyleSheet): number
  /** Forgets what was told: a new snapshot begins. */
  reset(): void
}

/** Text of style sheets that markup alone does not tell: linked, inserted by script, adopted. */
export function createStyleSheets(scope: Scope): StyleSheets {
  let numbers = new WeakMap<CSSStyleSheet, number>()
  let adopted = new WeakMap<Node, string>()
  let written = new WeakMap<Element, CSSStyleSheet | string>()
  const replayOnly: CSSStyleSheet[] = []
  let count = 0

  // A link that is met before its sheet has arrived gets its look when it did.
  const loads = listen(
    scope.document,
    'load',
    scope.guard((event: Event) => {
      const target = event.target
      if (!(target instanceof HTMLLinkElement) && !(target instanceof HTMLStyleElement)) return
      const treatment = scope.knownTreatment(target)
      if (treatment !== undefined && scope.ids.id(target) !== 0) look(target, treatment)
    }),
    { capture: true },
  )

  function look(element: HTMLLinkElement | HTMLStyleElement, treatment: Treatment): void {
    const sheet = element.sheet
    if (element.localName === 'link') lookAtLink(element as HTMLLinkElement, sheet, treatment)
    else if (sheet !== null) lookAtStyle(element, sheet, treatment)
    if (sheet?.disabled) state(element, { disabled: true })
  }

  function lookAtLink(
    link: HTMLLinkElement,
    sheet: CSSStyleSheet | null,
    treatment: Treatment,
  ): void {
    const relations = link.relList
    if (relations.contains('icon') && scope.masker.keepsImages(treatment))
      scope.resources.want(link.href, 'image')
    if (!relations.contains('stylesheet') || sheet === null) return
    if (written.get(link) === sheet) return
    written.set(link, sheet)
    const text = readRules(sheet)
    if (text === undefined) {
      scope.resources.want(link.href, 'style')
      return
    }
    const base = sheet.href ?? scope.document.baseURI
    const masked = scope.masker.css(text, treatment, base)
    scope.resources.wantFromCss(text, masked, base, treatment)
    const key = scope.resources.mintKey('css')
    scope.resources.keep({ key, mimeType: 'text/css', text: masked })
    state(link, { css: key })
  }

  /** A <style> whose own text is empty gets its rules from script (css-in-js). */
  function lookAtStyle(element: Element, sheet: CSSStyleSheet, treatment: Treatment): void {
    if ((element.textContent ?? '').trim() !== '') return
    const text = readRules(sheet)
    if (text === undefined || text === '' || written.get(element) === text) return
    written.set(element, text)
    const base = scope.document.baseURI
    const masked = scope.masker.css(text, treatment, base)
    scope.resources.wantFromCss(text, masked, base, treatment)
    state(element, { cssText: masked })
  }

  function state(element: Element, change: { css?: string; cssText?: string; disabled?: true }) {
    const id = scope.ids.id(element)
    if (id !== 0) scope.emit({ kind: 'state', time: scope.now(), id, state: change })
  }

  function lookAtAdopted(root: Document | ShadowRoot): void {
    const isDocument = root.nodeType === Node.DOCUMENT_NODE
    const sheets = [...root.adoptedStyleSheets, ...(isDocument ? replayOnly : [])]
    const told = adopted.get(root) ?? ''
    const id = isDocument ? DOCUMENT_ID : scope.ids.id(root)
    if ((sheets.length === 0 && told === '') || id === 0) return
    const list = sheets.map((sheet) => numberFor(sheet, root))
    const now = list.join()
    if (now === told) return
    adopted.set(root, now)
    scope.emit({ kind: 'adopted', time: scope.now(), root: id, sheets: list })
  }

  function numberFor(sheet: CSSStyleSheet, root: Document | ShadowRoot): number {
    const known = numbers.get(sheet)
    if (known !== undefined) return known
    count++
    numbers.set(sheet, count)
    const text = readRules(sheet) ?? ''
    const treatment = scope.ids.treatment(root) ?? scope.masker.root
    const base = scope.document.baseURI
    const masked = scope.masker.css(text, treatment, base)
    scope.resources.wantFromCss(text, masked, base, treatment)
    const media = maskMedia(scope, sheet.media.mediaText, treatment)
    scope.emit({
      kind: 'sheet',
      time: scope.now(),
      sheet: count,
      text: masked,
      ...(media === '' ? {} : { media }),
      ...(sheet.disabled ? { disabled: true } : {}),
    })
    return count
  }

  return {
    look,
    lookAtAdopted,
    adoptInReplay(sheet) {
      replayOnly.push(sheet)
      lookAtAdopted(scope.document)
    },
    numberOf: (sheet) => numbers.get(sheet) ?? 0,
    reset() {
      numbers = new WeakMap()
      adopted = new WeakMap()
      written = new WeakMap()
      count = 0
    },
    stop: () => loads.stop(),
  }
}

/** What a list of media asks for may be made up: it is masked as it stands in a rule. */
export function maskMedia(scope: Scope, media: string, treatment: Treatment): string {
  if (media === '') return ''
  const rule = scope.masker.css(`@media ${media}{}`, treatment, scope.document.baseURI)
  return /^@media\s*([^{]*)\{/.exec(rule)?.[1]?.trim() || 'not all'
}

/** Rules of a sheet as text; undefined where another origin's sheet may not be read. */
export function readRules(sheet: CSSStyleSheet): string | undefined {
  try {
    let text = ''
    for (const rule of sheet.cssRules) text += `${rule.cssText}\n`
    return text
  } catch {
    return undefined
  }
}
