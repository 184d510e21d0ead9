/** What is marked in the text besides its style: the selection, and the page's own highlights. */
import type { HighlightEvent, NodeId } from '../format/events'
import type { DocumentState } from '../replay/documentState'
import { childNodesOf, isText, windowOf } from './dom'
import type { PlacedRules } from './placedRules'

/** The stage never has the focus, and without it the browser draws a selection grey. */
const SELECTED = 'background-color: Highlight; color: HighlightText'

export interface MarkedText {
  show(state: DocumentState): void
  clear(): void
}

export function createMarkedText(deps: {
  doc: Document
  node(id: NodeId): Node | undefined
  placed: PlacedRules
}): MarkedText {
  let selection: DocumentState['selection'] = []
  const shown = new Map<string, { event: HighlightEvent; ranges: StaticRange[] }>()

  function showSelection(state: DocumentState): void {
    if (selection === state.selection) return
    selection = state.selection
    const view = windowOf(deps.doc)?.getSelection()
    const [range] = selection
    if (!view) return
    const { documentElement: target } = deps.doc
    const rule = { target, css: SELECTED, layer: true, pseudo: '::selection' }
    deps.placed.set('selection', range && target ? rule : undefined)
    if (!range) {
      view.removeAllRanges()
      return
    }
    const [start, end] = [deps.node(range[0]), deps.node(range[2])]
    if (!start || !end) return
    try {
      view.setBaseAndExtent(start, range[1], end, range[3])
    } catch {
      view.removeAllRanges() // offsets of a text that is masked shorter
    }
  }

  /** Static ones: a text that is written anew would move a live one to its beginning. */
  function rangesOf({ ranges }: HighlightEvent): StaticRange[] {
    return ranges.flatMap(([start, startOffset, end, endOffset]) => {
      const [startContainer, endContainer] = [deps.node(start), deps.node(end)]
      if (!startContainer || !endContainer) return []
      return new StaticRange({
        startContainer,
        startOffset: within(startContainer, startOffset),
        endContainer,
        endOffset: within(endContainer, endOffset),
      })
    })
  }

  function showHighlights({ highlights }: DocumentState): void {
    if (highlights.length === 0 && shown.size === 0) return
    const view = windowOf(deps.doc)
    const registry = view?.CSS.highlights as HighlightRegistry | undefined
    if (!view || !registry) return
    const isOther = [...shown.keys()].some((name, index) => highlights[index]?.name !== name)
    if (isOther) clear(registry)
    for (const event of highlights) {
      const before = shown.get(event.name)
      const ranges = rangesOf(event)
      if (before?.event === event && isSame(before.ranges, ranges)) continue
      const highlight = new view.Highlight(...ranges)
      if (Number.isInteger(event.priority)) highlight.priority = event.priority
      registry.set(event.name, highlight)
      shown.set(event.name, { event, ranges })
    }
  }

  function clear(registry: HighlightRegistry | undefined): void {
    shown.clear()
    registry?.clear()
  }

  return {
    show(state) {
      showSelection(state)
      showHighlights(state)
    },
    clear() {
      selection = []
      if (shown.size > 0) clear(windowOf(deps.doc)?.CSS.highlights)
    },
  }
}

/** An offset that the node has: its text may be masked shorter. */
function within(node: Node, offset: number): number {
  const most = isText(node) ? node.data.length : childNodesOf(node).length
  return Math.max(0, Math.min(most, Math.floor(offset)))
}

function isSame(before: readonly StaticRange[], now: readonly StaticRange[]): boolean {
  return (
    before.length === now.length &&
    before.every((range, index) => {
      const other = now[index]
      return (
        range.startContainer === other?.startContainer &&
        range.startOffset === other.startOffset &&
        range.endContainer === other.endContainer &&
        range.endOffset === other.endOffset
      )
    })
  )
}
