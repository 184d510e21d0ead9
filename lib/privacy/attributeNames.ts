import { isStructural } from './names'
import { isKnownAttribute } from './tables/attributes'

/** Name under which an attribute is kept at mask-all, in the tree and in selectors alike. */
export function maskAttributeName(name: string, mask: (name: string) => string): string {
  if (isKnownAttribute(name) || isStructural(name)) return name
  return name.startsWith('data-m-') ? name : `data-${mask(name)}`
}
