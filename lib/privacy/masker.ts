/**
 * The contract of the masking engine: what the recorder, the preview, the player and the exporters ask of it.
 *
 * A walk carries one `Treatment` per element, derived from its parent's, so that no value needs a look at its
 * ancestors. Every method answers with what may be kept and never throws: unsure means masked.
 */
import type { Policy } from '../format/settings'
import type { DistantRules } from './distantRules'

/** What applies inside an element: level and flags in one number, so that a walk can inherit it without allocating. */
export type Treatment = number & { readonly brand: 'Treatment' }

export interface Masker {
  readonly policy: Policy
  /** Rules that what happens elsewhere may bring to match; absent: there are none. */
  readonly distantRules?: DistantRules
  /** For the children of the document. */
  readonly root: Treatment
  /**
   * Treatment of an element, from its parent's. Crossing a shadow root passes the host's. A caller that has the
   * attribute names already hands them over and saves a look.
   */
  element(element: Element, parent: Treatment, names?: readonly string[]): Treatment
  /** Slow path for a node met outside a walk: climbs through parents, hosts and (same stream) roots. */
  resolve(node: Node): Treatment
  /** The element and all it holds is replaced by an empty box. */
  isBlocked(treatment: Treatment): boolean
  /** Interactions with the element are not recorded. */
  isIgnored(treatment: Treatment): boolean
  /** Pictures (img, canvas, video, background) may be kept. */
  keepsImages(treatment: Treatment): boolean
  /** Text of a text node inside `parent`. */
  text(text: string, parent: Element | null, treatment: Treatment): string
  /** Name of an element: of custom ones at mask-all what is not made of common words becomes the hash that sheets carry. */
  tag(name: string): string
  /** Name, public and system id. */
  doctype(parts: [string, string, string]): [string, string, string]
  /** Names somebody made up (`data-v-1a2b`, `_ngcontent-x`) become the hash that style sheets carry as well. */
  attributeName(name: string, treatment: Treatment): string
  /** Value to keep, or null to drop the attribute. URLs come back absolute. */
  attribute(element: Element, name: string, value: string, treatment: Treatment): string | null
  /** Live value of a form control or contenteditable host. */
  value(element: Element, value: string, treatment: Treatment): string
  /** May the recorder say whether it is checked or selected? */
  keepsChoice(element: Element, treatment: Treatment): boolean
  /** Style text: strings, url() and custom properties are cleaned; `baseUrl` makes url() absolute. */
  css(text: string, treatment: Treatment, baseUrl: string): string
  /** A URL of the given use; absolute in, absolute out. Empty where nothing may be kept. */
  url(url: string, use: UrlUse): string
  title(title: string): string
  /** Message, argument or body of a diagnostic event. `name` is the key a storage entry has. */
  payload(text: string, use: PayloadUse, name?: string): string
  header(name: string, value: string): string
  /** Name of a header, of an animation, a mark: kept at mask-all when it is made of common words, else a hash. */
  name(name: string): string
  /** Something was entered (also where its field is not seen): masked wherever it comes back. Bounded. */
  remember(value: string, owner?: Node): void
  /** A file was chosen, dropped or pasted: its name is masked wherever it comes back, and so are pictures made in the page. */
  rememberFile(name: string): void
  /** An element that is not written, or not yet: its secrets (and its addresses) are known from now on. */
  learn(element: Element, what: 'secrets' | 'all'): void
  /** Marks of what was entered since the last call, for other documents of the session; see `earlier.ts`. */
  news(): string[]
  /** Marks of all that was entered, also of what is just being typed. */
  marks(): string[]
  /** How a message names an element: `p#id.class`. */
  selector(text: string): string
  /** Times a mask failed and a placeholder was stored instead. */
  readonly failures: number
}

export type UrlUse = 'page' | 'link' | 'resource' | 'request'
/** `body` is what was sent, `response` what came back. */
export type PayloadUse =
  | 'console'
  | 'error'
  | 'stack'
  | 'body'
  | 'response'
  | 'storage'
  | 'cookie'
  | 'socket'
