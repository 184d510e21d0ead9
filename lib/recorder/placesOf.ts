import type { SelectionEvent } from '../format/events'
import type { Scope } from './scope'

/** Where ranges begin and end, `most` of them; those that reach beyond what is recorded are left out. */
export function placesOf(
  scope: Scope,
  ranges: Iterable<AbstractRange>,
  most: number,
): SelectionEvent['ranges'] {
  const places: SelectionEvent['ranges'] = []
  for (const { startContainer, startOffset, endContainer, endOffset } of ranges) {
    if (places.length >= most) break
    const start = scope.idOf(startContainer)
    const end = scope.idOf(endContainer)
    if (start === 0 || end === 0) continue
    if (scope.masker.isIgnored(scope.treatmentOf(startContainer))) continue
    places.push([start, startOffset, end, endOffset])
  }
  return places
}
