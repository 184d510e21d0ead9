/** The encrypted form of each kind of row: what of it is sealed, under which context, and the way there and back. */
import type { Opener, Sealer } from '../crypto/hybrid'
import { utf8 } from '../platform/bytes'
import type { Writing } from './vault'

type Bytes = Uint8Array<ArrayBuffer>

/** Fields of a row, each sealed by itself: who cannot read the row can still replace one. */
export type SealedFields = Record<string, Bytes>

interface Fields {
  kind: string
  /** What stands in the row for a sealed field; undefined: nothing. */
  blanks: Record<string, unknown>
}

/** All that a session's row says of the pages and of what the person wrote. Times, sizes, counts and ids stay clear. */
export const SESSION_FIELDS: Fields = {
  kind: 'session',
  blanks: {
    title: '',
    url: '',
    origin: '',
    environment: undefined,
    note: undefined,
    tags: undefined,
  },
}
export const STREAM_FIELDS: Fields = { kind: 'stream', blanks: { url: '', title: '' } }

type Row = Record<string, unknown> & { sealed?: SealedFields }

/** The patch as it is written over a row: blanks in the clear fields, and in `sealed` what changes there. */
export async function sealFields<T extends object>(
  sealer: Sealer | undefined,
  { fields, id, patch }: { fields: Fields; id: string; patch: T },
): Promise<{ clear: T; sealed: Record<string, Bytes | undefined> }> {
  const clear: Record<string, unknown> = Object.fromEntries(Object.entries(patch))
  const sealed: Record<string, Bytes | undefined> = {}
  for (const [name, blank] of Object.entries(fields.blanks)) {
    if (!(name in clear)) continue
    const value = clear[name]
    sealed[name] = undefined
    if (!sealer || value === undefined || value === '') continue
    sealed[name] = await sealer.seal(contextOf(fields, id, name), utf8(JSON.stringify(value)))
    clear[name] = blank
  }
  return { clear: clear as T, sealed }
}

/** Inside the transaction. */
export function mergeFields<T extends object>(
  row: T & { sealed?: SealedFields },
  { clear, sealed }: { clear: object; sealed: Record<string, Bytes | undefined> },
): T {
  const all = Object.entries({ ...row.sealed, ...sealed })
  const kept = all.filter((entry): entry is [string, Bytes] => entry[1] !== undefined)
  const { sealed: _, ...rest } = { ...row, ...clear } as Row
  return (kept.length > 0 ? { ...rest, sealed: Object.fromEntries(kept) } : rest) as T
}

/** The row with its fields; blank ones and `locked` where nobody may read them. Rejects when a field was changed. */
export async function openFields<T extends object>(
  opener: Opener | undefined,
  { fields, id, row }: { fields: Fields; id: string; row: T & { sealed?: SealedFields } },
): Promise<T & { locked?: true }> {
  const { sealed, ...rest } = row
  if (!sealed || Object.keys(sealed).length === 0) return rest as unknown as T
  if (!opener) return { ...rest, locked: true } as unknown as T & { locked: true }
  const opened = await Promise.all(
    Object.entries(sealed).map(async ([name, bytes]) => {
      const text = new TextDecoder().decode(
        await opener.open(contextOf(fields, id, name), new Uint8Array(bytes)),
      )
      return [name, JSON.parse(text) as unknown] as const
    }),
  )
  return { ...rest, ...Object.fromEntries(opened) } as unknown as T
}

export function contextOf({ kind }: Fields, id: string, name: string): string {
  return `${kind}|${id}|${name}`
}

/** Anything that JSON can say. */
export async function sealJson(sealer: Sealer, context: string, value: unknown): Promise<Bytes> {
  return await sealer.seal(context, utf8(JSON.stringify(value)))
}

export async function openJson(opener: Opener, context: string, sealed: Bytes): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await opener.open(context, new Uint8Array(sealed))))
}

export const bytesContext = (kind: string, streamId: string, seq: number) =>
  `${kind}|${streamId}|${seq}`
export const resourceContext = (token: string) => `resource|${token}`
export const refContext = (sessionId: string, token: string) => `ref|${sessionId}|${token}`
export const digestContext = (sessionId: string) => `digest|${sessionId}`
export const draftContext = (sessionId: string) => `draft|${sessionId}`
export const thumbnailContext = (sessionId: string) => `thumbnail|${sessionId}`
/** The number of an entry is given by the database, after it was sealed. */
export const LEDGER_CONTEXT = 'ledger'

/** Of streams: what their keys begin with stays, so that a buffer can drop what an old stream minted. */
const MINTED = /^[\w-]+\//

/** Stands for the address of a resource: the same for the same one in one session. */
export async function keyToken(
  { token }: Pick<Writing, 'token'>,
  { sessionId, key }: { sessionId: string; key: string },
): Promise<string> {
  const minter = MINTED.exec(key)?.[0] ?? ''
  return `${minter}${await token(`key|${sessionId}|${key}`)}`
}

/** Stands for the content of a resource: a hash of it would tell everybody who has the same file. */
export async function hashToken({ token }: Pick<Writing, 'token'>, hash: string): Promise<string> {
  return await token(`hash|${hash}`)
}
