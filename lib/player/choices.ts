/** What is chosen among options and radio buttons: one choice changes the others. */
import type { NodeId } from '../format/events'
import { attributeOf, type DocumentState, nodeOf, type VirtualNode } from '../replay/documentState'

/** The select an option is in. */
export function selectOf(state: DocumentState, node: VirtualNode): NodeId {
  for (let at: VirtualNode | undefined = node; at; at = nodeOf(state, at.parent)) {
    if (at.tag === 'select') return at.id
  }
  return 0
}

export function showSelect(
  state: DocumentState,
  id: NodeId,
  element: (id: NodeId) => Element | undefined,
): void {
  const target = element(id)
  if (!target || !('selectedIndex' in target)) return
  const select = target as HTMLSelectElement
  const chosen = new Set<Element>()
  let isTold = false
  const pending = [...(nodeOf(state, id)?.children ?? [])]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const node = nodeOf(state, next)
    const option = element(next)
    if (node?.tag === 'option' && option) {
      isTold ||= node.state.selected === false
      if (node.state.selected ?? attributeOf(node, 'selected') !== undefined) chosen.add(option)
    } else for (const child of node?.children ?? []) pending.push(child)
  }
  if (select.multiple) {
    for (const option of select.options) option.selected = chosen.has(option)
    return
  }
  const index = [...select.options].findLastIndex((option) => chosen.has(option))
  // Where nothing was said of any option the browser takes the first.
  const first = select.size > 1 || isTold ? -1 : 0
  if (select.selectedIndex !== Math.max(index, first)) select.selectedIndex = Math.max(index, first)
}

/** Checking one radio button unchecks its group, whatever their own turn said: the checked ones get the last word. */
export function recheck(
  state: DocumentState,
  touched: ReadonlySet<NodeId>,
  element: (id: NodeId) => Element | undefined,
): void {
  for (const id of touched) {
    const node = nodeOf(state, id)
    if (node?.tag !== 'input') continue
    const checked = node.state.checked ?? attributeOf(node, 'checked') !== undefined
    const target = element(id)
    if (checked && target && 'checked' in target) (target as HTMLInputElement).checked = true
  }
}
