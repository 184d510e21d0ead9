/** One recorded document while it is part of the merged recording: its events in the words of rrweb. */
import { DOCUMENT_ID, type NodeId, type RecordEvent, type RuleChange } from '../format/events'
import type { MediaState } from '../format/tree'
import { attributeOf, type LiveNode, type LiveTree } from './liveTree'
import { mutate } from './rrwebMutation'
import { createNodeWriter, type NodeNames, type NodeWriter } from './rrwebNodes'
import type { KnownSheet } from './rrwebSheets'
import { RRWEB_INTERACTION, RRWEB_SOURCE } from './rrwebTypes'
import { splitRules } from './splitRules'

type Of<Kind extends RecordEvent['kind']> = Extract<RecordEvent, { kind: Kind }>
type Incremental = { source: number; [member: string]: unknown }

export interface RrwebDocument {
  readonly names: NodeNames
  readonly writer: NodeWriter
  /** What a fresh document needs after its nodes. */
  opening(): Incremental[]
  /** What an event becomes; applies it to the tree. `moved`: nodes whose frames have to be filled again. */
  write(event: RecordEvent): { data: Incremental[]; moved: NodeId[] }
}

export function createRrwebDocument(deps: {
  tree: LiveTree
  names: NodeNames
  sheets: ReadonlyMap<number, KnownSheet>
  adopted: ReadonlyMap<NodeId, readonly number[]>
  nextStyleId(): number
  isTop: boolean
}): RrwebDocument {
  const { tree, names, sheets, adopted } = deps
  const writer = createNodeWriter(tree, names)
  const styleIds = new Map<number, number>()
  let focused: NodeId = 0

  /** A document's own id, or the host of a shadow root. */
  function rootName(root: NodeId): number | undefined {
    const node = tree.node(root)
    if (!node) return undefined
    return names.name(node.kind === 'shadow' ? node.parent : root)
  }

  function adopt(root: NodeId): Incremental[] {
    const id = rootName(root)
    const known = (adopted.get(root) ?? []).filter((number) => sheets.has(number))
    if (id === undefined) return []
    const styles = known.flatMap((number) => {
      if (styleIds.has(number)) return []
      const styleId = deps.nextStyleId()
      styleIds.set(number, styleId)
      const rules = splitRules(sheets.get(number)?.text ?? '')
      return [{ styleId, rules: rules.map((rule, index) => ({ rule, index })) }]
    })
    const made = styles.flatMap(({ styleId }) =>
      known
        .filter((number) => styleIds.get(number) === styleId)
        .flatMap((number) =>
          (sheets.get(number)?.changes ?? []).flatMap((change) => ruleChange({ styleId }, change)),
        ),
    )
    const list = known.map((number) => styleIds.get(number) ?? 0)
    return [
      { source: RRWEB_SOURCE.adopted, id, styleIds: list, ...(styles.length > 0 && { styles }) },
      ...made,
    ]
  }

  function input(node: LiveNode): Incremental {
    const value = node.state.value ?? attributeOf(node, 'value') ?? ''
    const checked = node.state.checked ?? attributeOf(node, 'checked') !== undefined
    const text = node.tag === 'select' ? selectedValue(tree, node.id) : value
    return { source: RRWEB_SOURCE.input, id: names.name(node.id), text, isChecked: checked }
  }

  function values(ids: Iterable<NodeId>): Incremental[] {
    const found: Incremental[] = []
    for (const id of ids) {
      const node = tree.node(id)
      if (node?.tag === 'textarea' && node.state.value !== undefined) found.push(input(node))
    }
    return found
  }

  function write(event: RecordEvent): { data: Incremental[]; moved: NodeId[] } {
    if (event.kind === 'mutation') {
      const { mutation, moved } = mutate(tree, event, { names, writer })
      const data: Incremental[] = [{ ...mutation }]
      const ids = [...(event.inserts ?? []).map(([, , id]) => id), ...moved]
      const nodes = new Set(ids.flatMap((id) => [...tree.walk(id)]))
      for (const node of nodes) if (adopted.has(node.id)) data.push(...adopt(node.id))
      return { data: [...data, ...values([...nodes].map((node) => node.id))], moved }
    }
    tree.apply(event)
    return { data: convert(event), moved: [] }
  }

  function convert(event: RecordEvent): Incremental[] {
    switch (event.kind) {
      case 'input': {
        const node = tree.node(event.id)
        if (!node) return []
        return [{ ...input(node), ...(!event.byScript && { userTriggered: true }) }]
      }
      case 'state':
        return state(event)
      case 'sheet': {
        const styleId = styleIds.get(event.sheet)
        if (styleId !== undefined) {
          return [{ source: RRWEB_SOURCE.styleSheetRule, styleId, replaceSync: event.text }]
        }
        return [...adopted].flatMap(([root, list]) =>
          list.includes(event.sheet) ? adopt(root) : [],
        )
      }
      case 'adopted':
        return adopt(event.root)
      case 'rules': {
        const { owner } = event
        const styleId = 'sheet' in owner ? styleIds.get(owner.sheet) : undefined
        const target = 'node' in owner ? { id: names.name(owner.node) } : { styleId }
        const isKnown =
          'node' in owner ? tree.node(owner.node) !== undefined : styleId !== undefined
        return isKnown ? event.changes.flatMap((change) => ruleChange(target, change)) : []
      }
      case 'move':
        return moves(event)
      case 'pointer':
        return interactions(event)
      case 'scroll':
        if (!tree.node(event.id)) return []
        return [
          { source: RRWEB_SOURCE.scroll, id: names.name(event.id), x: event.left, y: event.top },
        ]
      case 'viewport': {
        const { width, height } = event.viewport
        return deps.isTop ? [{ source: RRWEB_SOURCE.viewportResize, width, height }] : []
      }
      case 'focus': {
        const before = focused
        focused = event.id
        const to = (id: NodeId, type: number): Incremental[] =>
          tree.node(id) ? [{ source: RRWEB_SOURCE.mouseInteraction, type, id: names.name(id) }] : []
        return [...to(before, RRWEB_INTERACTION.blur), ...to(event.id, RRWEB_INTERACTION.focus)]
      }
      case 'selection': {
        const ranges = event.ranges.filter(([start, , end]) => tree.node(start) && tree.node(end))
        return [
          {
            source: RRWEB_SOURCE.selection,
            ranges: ranges.map(([start, startOffset, end, endOffset]) => ({
              start: names.name(start),
              startOffset,
              end: names.name(end),
              endOffset,
            })),
          },
        ]
      }
      case 'canvas':
        return canvas(event)
      default:
        return []
    }
  }

  function state(event: Of<'state'>): Incremental[] {
    const node = tree.node(event.id)
    if (!node) return []
    const id = names.name(event.id)
    const data: Incremental[] = []
    const { css, cssText, value, checked, scroll, media, currentSrc, top } = event.state
    const attributes: Record<string, string | null> = {}
    const text = cssText ?? (css ? names.sheetText(css) : undefined)
    if (text !== undefined) attributes._cssText = text
    if (typeof currentSrc === 'string') attributes.src = currentSrc
    if (top === 'modal') attributes.rr_open_mode = 'modal'
    if (Object.keys(attributes).length > 0) {
      const changed = [{ id, attributes }]
      data.push({
        source: RRWEB_SOURCE.mutation,
        removes: [],
        adds: [],
        texts: [],
        attributes: changed,
      })
    }
    if (value !== undefined || checked !== undefined) data.push(input(node))
    if (scroll) data.push({ source: RRWEB_SOURCE.scroll, id, x: scroll[0], y: scroll[1] })
    if (media) data.push(mediaChange(id, media))
    return data
  }

  function moves(event: Of<'move'>): Incremental[] {
    const positions = event.points.map(([ago, x, y, target]) => ({
      x,
      y,
      id: names.name(tree.node(target) ? target : rootElement(tree)),
      timeOffset: -ago,
    }))
    const source = event.pointer === 'touch' ? RRWEB_SOURCE.touchMove : RRWEB_SOURCE.mouseMove
    return positions.length > 0 ? [{ source, positions }] : []
  }

  function interactions(event: Of<'pointer'>): Incremental[] {
    if (!tree.node(event.id)) return []
    const type = interactionType(event)
    if (type === undefined) return []
    const pointerType = { mouse: 0, pen: 1, touch: 2 }[event.pointer]
    const { x, y } = event
    const id = names.name(event.id)
    return [{ source: RRWEB_SOURCE.mouseInteraction, type, id, x, y, pointerType }]
  }

  function canvas(event: Of<'canvas'>): Incremental[] {
    const picture = names.picture(event.image)
    const match = picture === undefined ? null : /^data:([^;,]+);base64,(.*)$/.exec(picture)
    if (!match || !tree.node(event.id)) return []
    const [, type = '', base64 = ''] = match
    const blob = { rr_type: 'Blob', data: [{ rr_type: 'ArrayBuffer', base64 }], type }
    const commands = [
      { property: 'clearRect', args: [0, 0, 1e5, 1e5] },
      { property: 'drawImage', args: [{ rr_type: 'ImageBitmap', args: [blob] }, 0, 0] },
    ]
    return [{ source: RRWEB_SOURCE.canvas, id: names.name(event.id), type: 0, commands }]
  }

  return {
    names,
    writer,
    write,
    opening() {
      for (const number of [...styleIds.keys()]) styleIds.delete(number)
      const nodes = [...tree.walk()].map((node) => node.id)
      return [...[...adopted.keys()].flatMap(adopt), ...values(nodes)]
    },
  }
}

function ruleChange(
  owner: { id?: number; styleId?: number | undefined },
  change: RuleChange,
): Incremental[] {
  const source = RRWEB_SOURCE.styleSheetRule
  const place = (path: readonly number[]) => (path.length > 1 ? [...path] : (path[0] ?? 0))
  switch (change[0]) {
    case 'insert':
      return [{ source, ...owner, adds: [{ rule: change[2], index: place(change[1]) }] }]
    case 'delete':
      return [{ source, ...owner, removes: [{ index: place(change[1]) }] }]
    case 'set': {
      const [, index, property, value, priority] = change
      const what = value === '' ? { remove: { property } } : { set: { property, value, priority } }
      return [{ source: RRWEB_SOURCE.styleDeclaration, ...owner, index: [...index], ...what }]
    }
    case 'replace':
      return [{ source, ...owner, replaceSync: change[1] }]
    default:
      return [] // rrweb has no word for it
  }
}

function interactionType({ action, pointer }: Of<'pointer'>): number | undefined {
  const touch = pointer === 'touch'
  switch (action) {
    case 'down':
      return touch ? RRWEB_INTERACTION.touchStart : RRWEB_INTERACTION.down
    case 'up':
      return touch ? RRWEB_INTERACTION.touchEnd : RRWEB_INTERACTION.up
    case 'cancel':
      return RRWEB_INTERACTION.touchCancel
    case 'click':
    case 'dblclick':
    case 'contextmenu':
      return RRWEB_INTERACTION[action]
    default:
      return undefined
  }
}

function mediaChange(id: number, media: MediaState): Incremental {
  return {
    source: RRWEB_SOURCE.media,
    id,
    type: media.paused ? 1 : 0,
    currentTime: media.time,
    ...(media.volume !== undefined && { volume: media.volume }),
    ...(media.muted !== undefined && { muted: media.muted }),
    ...(media.loop !== undefined && { loop: media.loop }),
    ...(media.rate !== undefined && { playbackRate: media.rate }),
  }
}

function rootElement(tree: LiveTree): NodeId {
  const children = tree.node(DOCUMENT_ID)?.children ?? []
  return children.find((id) => tree.node(id)?.kind === 'element') ?? DOCUMENT_ID
}

function selectedValue(tree: LiveTree, select: NodeId): string {
  for (const node of tree.walk(select)) {
    if (node.tag !== 'option') continue
    if (!(node.state.selected ?? attributeOf(node, 'selected') !== undefined)) continue
    return (
      attributeOf(node, 'value') ?? node.children.map((id) => tree.node(id)?.text ?? '').join('')
    )
  }
  return ''
}
