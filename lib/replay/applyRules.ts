/** Style sheets of a document: constructed ones, and what was done to the rules of any. */
import type { NodeId, RecordEvent } from '../format/events'
import { type DocumentState, editNode, nodeOf, type RuleLog } from './documentState'
import { mergeState } from './mergeState'

/** They are copied when one is added. */
const MOST_SHEETS = 20_000

type Of<Kind extends RecordEvent['kind']> = Extract<RecordEvent, { kind: Kind }>

export function applyRules(state: DocumentState, event: Of<'rules'>): void {
  const { owner } = event
  // Whether a sheet is on is a state of it, not a step of its log: a replaced text leaves it as it was.
  const changes = event.changes.filter(([what]) => what !== 'disabled')
  const disabled = event.changes.findLast((change) => change[0] === 'disabled')?.[1]
  if ('node' in owner) {
    if (disabled !== undefined) mergeState(state, owner.node, { disabled: disabled || null })
    const node = editNode(state, owner.node)
    if (node) node.rules = extend(node.rules, changes)
    return
  }
  const known = state.sheets.get(owner.sheet)
  const media = changes.findLast((change) => change[0] === 'media')?.[1]
  if (known) {
    setSheet(state, owner.sheet, {
      ...known,
      rules: extend(
        known.rules,
        changes.filter(([what]) => what !== 'media'),
      ),
      ...(disabled !== undefined && { disabled }),
      ...(media !== undefined && { media }),
    })
  }
  state.work += 1
}

function extend(
  log: RuleLog | undefined,
  changes: readonly RuleLog['change'][],
): RuleLog | undefined {
  let end = log
  for (const change of changes) {
    end = {
      change,
      before: change[0] === 'replace' ? undefined : end,
      length: (end?.length ?? 0) + 1,
    }
  }
  return end
}

export function setSheet(
  state: DocumentState,
  sheet: number,
  value: DocumentState['sheets'] extends ReadonlyMap<number, infer Sheet> ? Sheet : never,
): void {
  if (state.sheets.size >= MOST_SHEETS && !state.sheets.has(sheet)) return
  state.sheets = new Map(state.sheets).set(sheet, value)
}

/** A style element whose text changes starts over from its text. */
export function forgetRules(state: DocumentState, id: NodeId): void {
  if (nodeOf(state, id)?.rules === undefined) return
  const node = editNode(state, id)
  if (node) delete node.rules
}
