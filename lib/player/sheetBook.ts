/** Which style sheets of a view are to be written again, and what each holds now. */
import type { NodeId } from '../format/events'
import { attributeOf, type DocumentState, nodeOf, type VirtualNode } from '../replay/documentState'
import type { CssContext } from './adaptCss'
import { isElement, setSheets } from './dom'
import { isSheet, sheetKey } from './elements'
import type { HostFonts } from './hostFonts'
import type { PlacedRules } from './placedRules'
import type { Resources } from './resources'
import { type SheetShown, STAGE_CSS, showConstructed, showStyleElement } from './sheets'

export interface SheetBook {
  /** The sheet of this element may have changed. */
  touch(node: VirtualNode): void
  /** The document or shadow root adopts what its node says. */
  adopt(node: VirtualNode, root: Document | ShadowRoot): void
  /** Writes all that changed; true when there was something. */
  show(state: DocumentState): boolean
  forget(id: NodeId): void
  clear(): void
}

interface Adopter {
  root: Document | ShadowRoot
  sheets: readonly number[]
}

interface Constructed {
  sheet: CSSStyleSheet
  shown: SheetShown | undefined
  from: unknown
}

export function createSheetBook(deps: {
  doc: Document
  resources: Resources
  cssFor(baseUrl: string): CssContext
  baseUrl(): string
  node(id: NodeId): Node | undefined
  placed: PlacedRules
  hostFonts: HostFonts
  newSheet(): CSSStyleSheet
}): SheetBook {
  const elements = new Map<NodeId, SheetShown | undefined>()
  const touched = new Set<NodeId>()
  const adopters = new Map<NodeId, Adopter>()
  const constructed = new Map<number, Constructed>()
  let adoptedChanged = false
  let stageSheet: CSSStyleSheet | undefined

  function watched<T>(write: () => T): { incomplete: boolean } {
    const unready = deps.resources.unready
    write()
    return { incomplete: deps.resources.unready > unready }
  }

  function showElement(state: DocumentState, id: NodeId): void {
    const node = nodeOf(state, id)
    const target = deps.node(id)
    if (!node || !isElement(target)) return
    const known = elements.get(id)
    const before = deps.resources.unready
    const { text, base } = textOf(state, node)
    const disabled =
      node.state.disabled === true ||
      (node.tag === 'link' && attributeOf(node, 'disabled') !== undefined)
    const { incomplete } = watched(() =>
      showStyleElement(
        target,
        { text, rules: node.rules, disabled },
        { shown: known, css: deps.cssFor(base) },
      ),
    )
    const unready = incomplete || deps.resources.unready > before
    elements.set(id, { text, rules: node.rules, incomplete: unready })
    if (unready) touched.add(id)
    else touched.delete(id)
  }

  function textOf(state: DocumentState, node: VirtualNode): { text: string; base: string } {
    const { cssText } = node.state
    const css = sheetKey(node)
    if (cssText !== undefined) return { text: cssText, base: deps.baseUrl() }
    if (css !== undefined) {
      // A key that is a URL is where the sheet came from: its own references are relative to that.
      const base = /^https?:/.test(css) ? css : deps.baseUrl()
      return { text: deps.resources.text(css, deps.baseUrl()) ?? '', base }
    }
    return {
      text: node.children.map((id) => nodeOf(state, id)?.text ?? '').join(''),
      base: deps.baseUrl(),
    }
  }

  function showSheets(state: DocumentState): boolean {
    let wrote = false
    for (const [number, sheet] of state.sheets) {
      const known = constructed.get(number)
      if (known?.from === sheet && !known.shown?.incomplete) continue
      wrote = true
      const entry = known ?? { sheet: deps.newSheet(), shown: undefined, from: undefined }
      if (!known) adoptedChanged = true
      const { incomplete } = watched(() =>
        showConstructed(entry.sheet, sheet, {
          shown: entry.shown,
          css: deps.cssFor(deps.baseUrl()),
        }),
      )
      entry.shown = { text: sheet.text, rules: sheet.rules, incomplete }
      entry.from = sheet
      constructed.set(number, entry)
    }
    return wrote
  }

  function showAdopted(): boolean {
    if (!adoptedChanged) return false
    adoptedChanged = false
    if (!stageSheet) {
      stageSheet = deps.newSheet()
      stageSheet.replaceSync(STAGE_CSS)
    }
    for (const { root, sheets } of adopters.values()) {
      const own = sheets.flatMap((number) => constructed.get(number)?.sheet ?? [])
      const host = root === deps.doc ? deps.hostFonts.sheets : []
      setSheets(root, [...host, stageSheet, ...own, ...deps.placed.sheetsOf(root)])
    }
    return true
  }

  return {
    touch(node) {
      if (isSheet(node)) touched.add(node.id)
    },
    adopt(node, root) {
      adopters.set(node.id, { root, sheets: node.adopted ?? [] })
      adoptedChanged = true
    },
    show(state) {
      const ids = [...touched]
      touched.clear()
      for (const id of ids) showElement(state, id)
      const wrote = showSheets(state)
      return showAdopted() || wrote || ids.length > 0
    },
    forget(id) {
      elements.delete(id)
      touched.delete(id)
      adopters.delete(id)
    },
    clear() {
      elements.clear()
      touched.clear()
      adopters.clear()
      constructed.clear()
      stageSheet = undefined
      adoptedChanged = true
    },
  }
}
