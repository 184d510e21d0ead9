import type { MutationEvent, NodeId } from '../format/events'

export type AttributeChange = [id: NodeId, name: string, value: string | null]
type Changes = Required<Omit<MutationEvent, 'kind' | 'time'>>

/** Undefined where nothing has changed. */
export function toEvent(time: number, changes: Changes): MutationEvent | undefined {
  const { removes, inserts, texts, attributes } = changes
  if (removes.length + inserts.length + texts.length + attributes.length === 0) return undefined
  return {
    kind: 'mutation',
    time,
    ...(removes.length > 0 ? { removes } : {}),
    ...(inserts.length > 0 ? { inserts } : {}),
    ...(texts.length > 0 ? { texts } : {}),
    ...(attributes.length > 0 ? { attributes } : {}),
  }
}
