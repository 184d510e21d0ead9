import { nameInSelector } from '../../privacy/nameInSelector'
import type { Scope } from '../scope'
import type { ProbeRecord } from './trackProbeFields'

const MAX_STATES = 50

/** Custom states of an element, as style sheets know them: their names are masked as in a selector. */
export function tellStates(scope: Scope, record: ProbeRecord, element: Element): void {
  const id = scope.idOf(element)
  const treatment = scope.knownTreatment(element)
  if (id === 0 || treatment === undefined || !Array.isArray(record.names)) return
  const states: string[] = []
  for (const name of record.names.slice(0, MAX_STATES)) {
    if (typeof name !== 'string') continue
    const masked = nameInSelector(scope.masker, ':state', name, treatment)
    // What a selector cannot ask for has no effect, and what the element does not have was not said by our probe.
    if (masked === undefined || !element.matches(`:state(${CSS.escape(name)})`)) continue
    // In a masked part of an open document a state is kept as a class would be.
    const kept = scope.masker.attribute(element, 'class', masked, treatment)
    if (kept) states.push(kept)
  }
  scope.emit({
    kind: 'state',
    time: scope.now(),
    id,
    state: { states: states.length > 0 ? states : null },
  })
}
