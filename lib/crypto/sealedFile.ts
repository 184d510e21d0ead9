/** One container for files of any kind, encrypted with a password: AES-256-GCM in pieces, so that size does not matter. */
import {
  type FileHeader,
  HEADER_BYTES,
  isSealed,
  NONCE_PREFIX_BYTES,
  nonceOf,
  PIECE_BYTES,
  readHeader,
  TAG_BYTES,
  writeHeader,
} from './fileFormat'
import { deriveKey, newParameters, randomBytes } from './passphrase'

export const SEALED_EXTENSION = 'sealed'
export const SEALED_MIME_TYPE = 'application/octet-stream'
export const PASSWORD_NEEDED = 'PasswordNeededError'
export const WRONG_PASSWORD = 'WrongPasswordError'

/** What the file is; encrypted with it. */
export interface SealedContent {
  fileName: string
  mimeType: string
  blob: Blob
}

/** Most bytes of the line that says what the file is. */
const MOST_META_BYTES = 4096
const LENGTH_BYTES = 4
/** Pieces that are joined before they go to a Blob, which the browser may keep on disk. */
const JOINED_PIECES = 64

export function passwordNeeded(fileName: string): Error {
  return named(PASSWORD_NEEDED, `${fileName} is encrypted. It needs its password.`)
}

/** Is this, by its first bytes, a file that `sealFile` made? */
export async function isSealedFile(file: Blob): Promise<boolean> {
  return isSealed(new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer()))
}

export interface SealOptions {
  /** Rejects with its reason between two pieces. */
  signal?: AbortSignal
  /** 0 to 1. */
  onProgress?: (fraction: number) => void
  /** Those are for tests. */
  iterations?: number
  pieceBytes?: number
}

/** Encrypts a file together with its name. */
export async function sealFile(
  content: SealedContent,
  password: string,
  { signal, onProgress, iterations, pieceBytes = PIECE_BYTES }: SealOptions = {},
): Promise<Blob> {
  const { salt, iterations: rounds } = newParameters(iterations)
  const noncePrefix = randomBytes(NONCE_PREFIX_BYTES)
  const header: FileHeader = { iterations: rounds, salt, noncePrefix, pieceBytes }
  const head = writeHeader(header)
  const key = await deriveKey(password, header)
  const plain = new Blob([metaOf(content), content.blob])
  const count = Math.max(1, Math.ceil(plain.size / pieceBytes))
  return await joined(head, async function* () {
    for (let index = 0; index < count; index++) {
      const piece = await plain.slice(index * pieceBytes, (index + 1) * pieceBytes).arrayBuffer()
      const iv = nonceOf(noncePrefix, { index, isLast: index === count - 1 })
      yield await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: head }, key, piece)
      signal?.throwIfAborted()
      onProgress?.((index + 1) / count)
    }
  })
}

/** Rejects with a sentence for the person: `WrongPasswordError` where another password may help. */
export async function openSealedFile(file: Blob, password: string): Promise<SealedContent> {
  const head = new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer())
  const header = readHeader(head)
  const key = await deriveKey(password, header)
  const whole = header.pieceBytes + TAG_BYTES
  const body = file.slice(HEADER_BYTES)
  const count = Math.max(1, Math.ceil(body.size / whole))
  const plain = await joined(undefined, async function* () {
    for (let index = 0; index < count; index++) {
      const piece = await body.slice(index * whole, (index + 1) * whole).arrayBuffer()
      const iv = nonceOf(header.noncePrefix, { index, isLast: index === count - 1 })
      yield await crypto.subtle
        .decrypt({ name: 'AES-GCM', iv, additionalData: head }, key, piece)
        .catch(() => {
          throw index === 0 ? wrongPassword() : damaged()
        })
    }
  })
  return await contentOf(plain)
}

/** With a single piece a wrong password and a damaged file look the same, and nothing may tell them apart. */
function wrongPassword(): Error {
  return named(WRONG_PASSWORD, 'The password does not open this file, or the file is damaged.')
}

function damaged(): Error {
  return new Error('The encrypted file is damaged or cut short.')
}

function metaOf({ fileName, mimeType }: SealedContent): Uint8Array<ArrayBuffer> {
  const meta = new TextEncoder().encode(JSON.stringify({ fileName, mimeType }))
  const bytes = new Uint8Array(LENGTH_BYTES + meta.length)
  new DataView(bytes.buffer).setUint32(0, meta.length)
  bytes.set(meta, LENGTH_BYTES)
  return bytes
}

/** Genuine by now, but by whoever knows the password: still parsed. */
async function contentOf(plain: Blob): Promise<SealedContent> {
  const start = new DataView(await plain.slice(0, LENGTH_BYTES).arrayBuffer())
  const length = start.byteLength === LENGTH_BYTES ? start.getUint32(0) : Number.NaN
  if (!(length <= MOST_META_BYTES)) throw damaged()
  const end = LENGTH_BYTES + length
  const meta = parseMeta(await plain.slice(LENGTH_BYTES, end).text())
  return { ...meta, blob: plain.slice(end, plain.size, meta.mimeType) }
}

function parseMeta(text: string): Omit<SealedContent, 'blob'> {
  try {
    const { fileName, mimeType } = JSON.parse(text) as Record<string, unknown>
    if (typeof fileName === 'string' && typeof mimeType === 'string') return { fileName, mimeType }
  } catch {
    // Said below.
  }
  throw damaged()
}

async function joined(
  head: Uint8Array<ArrayBuffer> | undefined,
  pieces: () => AsyncGenerator<ArrayBuffer>,
): Promise<Blob> {
  const blobs: Blob[] = head ? [new Blob([head])] : []
  let waiting: ArrayBuffer[] = []
  for await (const piece of pieces()) {
    waiting.push(piece)
    if (waiting.length < JOINED_PIECES) continue
    blobs.push(new Blob(waiting))
    waiting = []
  }
  return new Blob([...blobs, ...waiting])
}

function named(name: string, message: string): Error {
  const error = new Error(message)
  error.name = name
  return error
}
