import { gunzipSync } from 'fflate'
import { crc32 } from './crc32'

/** Deflate packs no tighter. */
const TIGHTEST = 1032

/**
 * The text of `gzip` (see `bytes.ts`) without waiting: of a few kB, setting up the browser's stream takes ten times as long
 * as the work. Throws when the bytes are not whole.
 */
export function gunzipNow(bytes: Uint8Array): string {
  const end = new DataView(bytes.buffer, bytes.byteOffset + bytes.byteLength - 8, 8)
  const size = end.getUint32(4, true)
  // fflate would make room for whatever stands there, and does not look at the sum before it.
  if (size > bytes.length * TIGHTEST) throw new Error(DAMAGED)
  const out = gunzipSync(bytes)
  if (out.length !== size || end.getUint32(0, true) !== crc32(out)) throw new Error(DAMAGED)
  return new TextDecoder().decode(out)
}

const DAMAGED = 'The packed bytes are damaged.'
