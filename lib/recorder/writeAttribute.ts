import type { NodeId } from '../format/events'
import { namespaceOf, readAttribute } from '../platform/reads'
import type { Treatment } from '../privacy/masker'
import type { AttributeChange } from './mutationEvent'
import { attributeOf, HTML, prefixedNames } from './nodeReads'
import type { Scope } from './scope'

/** Adds what an attribute is now, masked; null where it is gone. One name may stand for several with prefixes. */
export function writeAttribute(
  { masker, resources }: Scope,
  changes: AttributeChange[],
  element: Element,
  { id, name, treatment }: { id: NodeId; name: string; treatment: Treatment },
): void {
  const value = attributeOf(element, name)
  if (value === null || namespaceOf(element) !== HTML) {
    for (const told of prefixedNames(element, name)) {
      const other = readAttribute(element, told)
      const kept = other === null ? null : masker.attribute(element, told, other, treatment)
      changes.push([id, masker.attributeName(told, treatment), kept])
      if (other !== null && value === null) return
    }
  }
  const masked = value === null ? null : masker.attribute(element, name, value, treatment)
  if (name === 'style' && masked !== null) resources.wantFromStyle(value ?? '', masked, treatment)
  changes.push([id, masker.attributeName(name, treatment), masked])
}
