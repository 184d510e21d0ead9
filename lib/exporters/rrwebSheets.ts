/** Constructed sheets of a stream and who adopts them, whether or not its document is on show. */
import { DOCUMENT_ID, type NodeId, type RecordEvent, type RuleChange } from '../format/events'
import type { LiveTree } from './liveTree'

export interface KnownSheet {
  text: string
  changes: RuleChange[]
}

export interface StreamSheets {
  readonly sheets: ReadonlyMap<number, KnownSheet>
  readonly adopted: ReadonlyMap<NodeId, readonly number[]>
  /** After the event was applied to the tree. */
  note(event: RecordEvent): void
}

export function createStreamSheets(tree: LiveTree): StreamSheets {
  const sheets = new Map<number, KnownSheet>()
  const adopted = new Map<NodeId, readonly number[]>()

  function noteRoots(from: NodeId): void {
    for (const node of tree.walk(from)) {
      if (
        node.special &&
        'shadow' in node.special &&
        node.special.adopted &&
        !adopted.has(node.id)
      ) {
        adopted.set(node.id, node.special.adopted)
      }
    }
  }

  return {
    sheets,
    adopted,
    note(event) {
      switch (event.kind) {
        case 'snapshot':
          adopted.clear()
          if (event.adopted) adopted.set(DOCUMENT_ID, event.adopted)
          noteRoots(DOCUMENT_ID)
          return
        case 'mutation':
          for (const [, , id, packed] of event.inserts ?? []) if (packed) noteRoots(id)
          for (const root of adopted.keys()) if (!tree.node(root)) adopted.delete(root)
          return
        case 'sheet':
          sheets.set(event.sheet, { text: event.text, changes: [] })
          return
        case 'adopted':
          adopted.set(event.root, event.sheets)
          return
        case 'rules':
          if ('sheet' in event.owner) sheets.get(event.owner.sheet)?.changes.push(...event.changes)
          return
        default:
      }
    },
  }
}
