/** Packed bytes of one part of a stream: its events, or the state of its document before them. */
import type { Opener } from '../crypto/hybrid'
import { bytesContext } from './sealedRows'
import { requireOpener, type Writing } from './vault'

export type BytesKind = 'body' | 'keyframe'

interface BytesRow {
  streamId: string
  seq: number
  sessionId: string
  bytes: Uint8Array<ArrayBuffer>
  sealed?: true
}

/** As it is written now. */
export async function sealBytes(
  { sealer }: Pick<Writing, 'sealer'>,
  kind: BytesKind,
  row: BytesRow,
): Promise<BytesRow> {
  if (!sealer) return row
  const context = bytesContext(kind, row.streamId, row.seq)
  return { ...row, bytes: await sealer.seal(context, row.bytes), sealed: true }
}

/** Rejects while the library is locked, and when the bytes were changed. */
export async function openBytes(kind: BytesKind, row: BytesRow, given?: Opener): Promise<BytesRow> {
  if (!row.sealed) return row
  const { sealed: _, ...rest } = row
  const opener = given ?? (await requireOpener())
  const context = bytesContext(kind, row.streamId, row.seq)
  return { ...rest, bytes: await opener.open(context, new Uint8Array(row.bytes)) }
}
