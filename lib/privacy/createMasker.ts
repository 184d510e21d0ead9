import type { Policy } from '../format/settings'
import { isKnownAttribute, maskAttribute } from './attributes'
import { type CssMask, maskCss } from './css'
import { createDecider } from './level'
import type { Masker, Treatment } from './masker'
import { createNameMask } from './names'
import { maskHeader, maskPayload } from './payloads'
import { maskSecretShapes } from './secrets'
import { FLOOR_FILLER, maskShape } from './shape'
import * as bit from './treatment'
import { createTypedValues } from './typed'
import { maskUrl } from './urls'
import { maskValue } from './values'

export interface MaskerContext {
  /** The document's base URL: what relative addresses are resolved against. */
  baseUrl: () => string
  /** Names are hashed with it: the same key gives the same names. Random when absent. */
  key?: string
}

/** The masking engine of one document. No method throws; what fails is masked whole and counted. */
export function createMasker(policy: Policy, context: MaskerContext): Masker {
  const decider = createDecider(policy)
  const names = createNameMask(context.key ?? policy.key ?? randomKey())
  const typed = createTypedValues()
  let failures = 0

  const guard = <T>(placeholder: T, run: () => T): T => {
    try {
      return run()
    } catch {
      failures++
      return placeholder
    }
  }

  const typedIn = (text: string): string => (policy.level === 'allow' ? text : typed.mask(text))
  const urlMask = {
    level: policy.level,
    names,
    anonymous: policy.anonymous === true,
    typed: typedIn,
  }
  const absolute = (url: string, base: string): string => new URL(url, base).href
  const payloadMask = {
    level: policy.anonymous ? ('mask-all' as const) : policy.level,
    typed: typedIn,
    url: (url: string) => guard('', () => maskUrl(url, 'request', urlMask)),
  }

  const strictCss = (base: string): CssMask => ({
    names,
    url: (url) =>
      url === ''
        ? ''
        : url.startsWith('#')
          ? `#${names.name(url.slice(1))}`
          : maskUrl(absolute(url, base), 'resource', urlMask),
    attribute: (name, value) => maskAttribute('*', name, value, STRICT, tools) ?? '',
  })
  const css = (text: string, treatment: Treatment, base: string): string =>
    treatment & bit.MASK_PAGE ? maskCss(text, strictCss(base)) : typedIn(maskSecretShapes(text))

  const tools = {
    names,
    typed: typedIn,
    css: (text: string, treatment: Treatment) => css(text, treatment, context.baseUrl()),
    url: (value: string, use: 'link' | 'resource', strict: boolean): string => {
      const mask = strict ? { ...urlMask, level: 'mask-all' as const } : urlMask
      return maskUrl(absolute(value.trim(), context.baseUrl()), use, mask)
    },
  }

  const text = (value: string, parent: Element | null, treatment: Treatment): string => {
    if (treatment & (bit.FLOOR | bit.DROPPED_TEXT | bit.SECRET | bit.BLOCKED))
      return value === '' || value.trim() === ''
        ? value
        : treatment & bit.DROPPED_TEXT
          ? ''
          : FLOOR_FILLER
    if (treatment & bit.STYLE_TEXT) return css(value, treatment, context.baseUrl())
    if (treatment & bit.TITLE_TEXT && policy.anonymous && parent?.namespaceURI === HTML) return ''
    if (treatment & bit.MASK_PAGE) return maskShape(value)
    if (treatment & bit.ENTRY && treatment & bit.MASK_INPUT) return maskShape(value)
    const open = maskSecretShapes(value)
    return treatment & bit.MASK_INPUT ? typed.mask(open) : open
  }

  const resolve = (node: Node): Treatment => {
    const path: Element[] = []
    for (let next: Node | null = node; next !== null; next = parentOf(next)) {
      if (next.nodeType === 1) path.push(next as Element)
    }
    return path.reduceRight(
      (treatment, element) => decider.element(element, treatment),
      decider.root,
    )
  }

  return {
    policy,
    root: decider.root,
    element: (element, parent) => guard(STRICTEST, () => decider.element(element, parent)),
    resolve: (node) => guard(STRICTEST, () => resolve(node)),
    isBlocked: (treatment) => (treatment & bit.BLOCKED) !== 0,
    isIgnored: (treatment) => (treatment & (bit.IGNORED | bit.BLOCKED)) !== 0,
    keepsImages: (treatment) => (treatment & (bit.MASK_PAGE | bit.BLOCKED)) === 0,
    text: (value, parent, treatment) => guard('', () => text(value, parent, treatment)),
    attributeName: (name, treatment) =>
      guard('data-masked', () => (treatment & bit.MASK_PAGE ? maskAttributeName(name) : name)),
    attribute: (element, name, value, treatment) =>
      guard(null, () => maskAttribute(element.localName, name, value, treatment, tools, element)),
    value: (element, value, treatment) =>
      guard('', () => {
        if (treatment & bit.MASK_INPUT) typed.remember(value, element)
        return maskValue(element, value, treatment)
      }),
    keepsChoice: (_, treatment) => (treatment & (bit.MASK_INPUT | bit.FLOOR | bit.BLOCKED)) === 0,
    css: (value, treatment, base) => guard('', () => css(value, treatment, base)),
    url: (url, use) =>
      guard('', () => (url === '' ? '' : maskUrl(absolute(url, context.baseUrl()), use, urlMask))),
    title: (title) =>
      guard('', () => {
        if (policy.anonymous) return ''
        return policy.level === 'mask-all' ? maskShape(title) : typedIn(maskSecretShapes(title))
      }),
    payload: (value, use) => guard('', () => maskPayload(value, use, payloadMask)),
    header: (name, value) => guard(FLOOR_FILLER, () => maskHeader(name, value, payloadMask)),
    remember: (value, element) => guard(undefined, () => typed.remember(value, element)),
    get failures() {
      return failures
    },
  }

  function maskAttributeName(name: string): string {
    return names.isStructural(name) || isKnownAttribute(name) ? name : `data-${names.name(name)}`
  }
}

const HTML = 'http://www.w3.org/1999/xhtml'
const STRICT = bit.toTreatment(bit.MASK_PAGE | bit.MASK_INPUT)
/** For what could not be decided. */
const STRICTEST = bit.toTreatment(bit.MASK_PAGE | bit.MASK_INPUT | bit.FLOOR | bit.BLOCKED)

function parentOf(node: Node): Node | null {
  if (node.parentNode !== null) return node.parentNode
  return node.nodeType === 11 && 'host' in node ? (node as ShadowRoot).host : null
}

function randomKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('')
}
