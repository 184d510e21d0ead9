import { nodeTypeOf, parentOf } from '../platform/reads'

/**
 * What a recorder would keep of an element, and why: our own policy, or an imitation of another vendor's rules. One
 * shape for both, so that the preview, the panel and a comparison need not know whose rules they show.
 */
export interface Verdict {
  /** Page text in it. */
  text: boolean
  /** What is typed into it or chosen in it. */
  input: boolean
  /** Attributes that say something (title, alt, placeholder, ...). */
  attributes: boolean
  image: boolean
  /** Nothing of it is kept but its box. */
  blocked: boolean
  /** The level that holds here, in the words of whose rules they are. */
  level: string
  reason: Reason
}

/** The rule that decided. `detail` is its own text: a selector, a token, the name of a level. */
export interface Reason {
  kind: 'level' | 'token' | 'vendor-token' | 'rule' | 'floor' | 'field'
  detail: string
}

/** Where a value stands. */
export interface StoredPlace {
  element: Element
  verdict: Verdict
  what: 'text' | 'input'
}

/** Verdicts are inherited: a walk hands the parent's down and gets the same object back where nothing changes. */
export interface Profile {
  readonly id: string
  readonly name: string
  /** Version the rules were read from; '' for our own. */
  readonly version: string
  readonly confidence: 'own' | 'code' | 'documentation'
  readonly root: Verdict
  /** A rule looks at style attributes: their changes may change a verdict. */
  readonly readsStyle?: boolean
  derive(element: Element, parent: Verdict): Verdict
  /** What would be stored of a text or value. */
  stored(text: string, at: StoredPlace): string
  /** What would be stored of an attribute; null: it would be left out. */
  attribute(name: string, value: string, at: Omit<StoredPlace, 'what'>): string | null
}

export type VisibleState = 'kept' | 'masked' | 'blocked'

/** The one state to show for an element that holds `what`. `true` in a verdict means masked. */
export function stateOf(verdict: Verdict, what: 'text' | 'input' | 'image'): VisibleState {
  if (verdict.blocked) return 'blocked'
  return verdict[what] ? 'masked' : 'kept'
}

/** Verdict of one element, from the root down through hosts of shadow roots. */
export function explain(element: Element, profile: Profile): Verdict {
  const path: Element[] = []
  for (let next: Node | null = element; next !== null; next = parentOrHost(next)) {
    if (nodeTypeOf(next) === 1) path.push(next as Element)
  }
  return path.reduceRight((verdict, each) => profile.derive(each, verdict), profile.root)
}

function parentOrHost(node: Node): Node | null {
  const parent = parentOf(node)
  if (parent !== null) return parent
  return node.nodeType === 11 && 'host' in node ? (node.host as Element) : null
}
