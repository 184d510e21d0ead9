/** The head of an encrypted file; `docs/encryption.md` says it in words. All numbers are big-endian. */
import { MOST_ITERATIONS, SALT_BYTES } from './passphrase'

/** `RCNTSEAL` in ASCII. */
const MAGIC = [0x52, 0x43, 0x4e, 0x54, 0x53, 0x45, 0x41, 0x4c]
export const FILE_VERSION = 1
/** PBKDF2-HMAC-SHA-256, the only one so far. */
const KDF_PBKDF2 = 1
export const NONCE_PREFIX_BYTES = 7
export const HEADER_BYTES = MAGIC.length + 1 + 1 + 4 + SALT_BYTES + NONCE_PREFIX_BYTES + 4
/** Of AES-GCM. */
export const TAG_BYTES = 16
/** Bytes of the file in one piece: a reader holds one at a time, and 28 bytes of overhead are nothing beside it. */
export const PIECE_BYTES = 64 * 1024
/** A reader has to hold a piece before it can tell that it is genuine. */
const MOST_PIECE_BYTES = 16 * 1024 * 1024

export interface FileHeader {
  iterations: number
  salt: Uint8Array<ArrayBuffer>
  noncePrefix: Uint8Array<ArrayBuffer>
  pieceBytes: number
}

export function writeHeader(header: FileHeader): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES)
  const view = new DataView(bytes.buffer)
  bytes.set(MAGIC)
  let at = MAGIC.length
  view.setUint8(at++, FILE_VERSION)
  view.setUint8(at++, KDF_PBKDF2)
  view.setUint32(at, header.iterations)
  bytes.set(header.salt, at + 4)
  bytes.set(header.noncePrefix, at + 4 + SALT_BYTES)
  view.setUint32(at + 4 + SALT_BYTES + NONCE_PREFIX_BYTES, header.pieceBytes)
  return bytes
}

export function isSealed(start: Uint8Array): boolean {
  return MAGIC.every((byte, index) => start[index] === byte)
}

/** Rejects with a sentence for the person. Nothing in it is trusted: the key makes sure of it with the first piece. */
export function readHeader(bytes: Uint8Array<ArrayBuffer>): FileHeader {
  if (!isSealed(bytes)) throw new Error('This file was not encrypted by Recount.')
  const [version = 0, kdf = 0] = bytes.subarray(MAGIC.length)
  if (version > FILE_VERSION)
    throw new Error(
      'This file was encrypted by a newer version of Recount. Update Recount to open it.',
    )
  if (bytes.length < HEADER_BYTES) throw new Error('The encrypted file is cut short.')
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  let at = MAGIC.length + 2
  const iterations = view.getUint32(at)
  at += 4
  const salt = bytes.slice(at, at + SALT_BYTES)
  at += SALT_BYTES
  const noncePrefix = bytes.slice(at, at + NONCE_PREFIX_BYTES)
  const pieceBytes = view.getUint32(at + NONCE_PREFIX_BYTES)
  const isSound =
    version === FILE_VERSION &&
    kdf === KDF_PBKDF2 &&
    iterations > 0 &&
    iterations <= MOST_ITERATIONS &&
    pieceBytes > 0 &&
    pieceBytes <= MOST_PIECE_BYTES
  if (!isSound) throw new Error('The head of the encrypted file is damaged.')
  return { iterations, salt, noncePrefix, pieceBytes }
}

/**
 * Nonce of a piece: the file's own prefix, the number of the piece, and whether it is the last. So pieces cannot change
 * places, be left out, or be cut off at the end (the STREAM construction of Hoang et al., 2015).
 */
export function nonceOf(
  prefix: Uint8Array,
  { index, isLast }: { index: number; isLast: boolean },
): Uint8Array<ArrayBuffer> {
  const nonce = new Uint8Array(NONCE_PREFIX_BYTES + 5)
  nonce.set(prefix)
  new DataView(nonce.buffer).setUint32(NONCE_PREFIX_BYTES, index)
  nonce[NONCE_PREFIX_BYTES + 4] = isLast ? 1 : 0
  return nonce
}
