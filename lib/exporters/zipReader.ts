import { crc32 } from '../platform/crc32'
import { inflateBounded } from './inflateBounded'

/** Reads a zip out of a Blob, one entry at a time. Everything in it is hostile until checked. */

export interface ZipReader {
  paths(): string[]
  /** Rejects when there is no such entry, or it is larger than it says or than `maxBytes`, or damaged. */
  read(path: string, maxBytes: number): Promise<Uint8Array<ArrayBuffer>>
}

interface Entry {
  method: number
  crc: number
  compressedBytes: number
  bytes: number
  offset: number
}

const END_SIGNATURE = 0x06054b50
const CENTRAL_SIGNATURE = 0x02014b50
const LOCAL_SIGNATURE = 0x04034b50
const END_BYTES = 22
const CENTRAL_BYTES = 46
const LOCAL_BYTES = 30
const MAX_COMMENT_BYTES = 0xffff
/** A day's session has some thousand chunks. */
const MAX_ENTRIES = 200_000
const MAX_DIRECTORY_BYTES = 64 * 1024 * 1024
const STORED = 0
const DEFLATED = 8
const MAX_PATH = 255
/** Deflate cannot do better than 1032 to 1: whoever says more lies. */
const MAX_RATIO = 1032
const ENCRYPTED_FLAG = 1
/** Stands for "see the zip64 record", which we neither write nor read. */
const ZIP64 = 0xffffffff

/** Reads the directory. Rejects with a sentence for the person when it is not a zip we read. */
export async function openZip(file: Blob): Promise<ZipReader> {
  const entries = await readDirectory(file)
  return {
    paths: () => [...entries.keys()],
    async read(path, maxBytes) {
      const entry = entries.get(path)
      if (!entry) throw new Error(`The archive has no ${path}.`)
      if (entry.bytes > maxBytes) throw new Error(`${path} in the archive is too large.`)
      if (entry.bytes > (entry.compressedBytes + 1) * MAX_RATIO) throw damaged()
      return await readEntry(file, path, entry)
    },
  }
}

async function readDirectory(file: Blob): Promise<Map<string, Entry>> {
  const tailStart = Math.max(0, file.size - END_BYTES - MAX_COMMENT_BYTES)
  const tail = await view(file, tailStart, file.size)
  const end = findEnd(tail)
  if (end === undefined) throw new Error('This is not a zip archive, or its end is missing.')
  const count = tail.getUint16(end + 10, true)
  const size = tail.getUint32(end + 12, true)
  const start = tail.getUint32(end + 16, true)
  if (start === ZIP64 || size === ZIP64) throw new Error('Archives over 4 GB cannot be read.')
  if (count > MAX_ENTRIES || size > MAX_DIRECTORY_BYTES || start + size > file.size) {
    throw new Error('The directory of the archive is damaged.')
  }
  return parseDirectory(await view(file, start, start + size), count)
}

function findEnd(tail: DataView): number | undefined {
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--) {
    if (tail.getUint32(at, true) === END_SIGNATURE) return at
  }
  return undefined
}

function parseDirectory(directory: DataView, count: number): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  let at = 0
  for (let index = 0; index < count; index++) {
    if (at + CENTRAL_BYTES > directory.byteLength) throw damaged()
    if (directory.getUint32(at, true) !== CENTRAL_SIGNATURE) throw damaged()
    if (directory.getUint16(at + 8, true) & ENCRYPTED_FLAG) {
      throw new Error('The archive is encrypted.')
    }
    const nameBytes = directory.getUint16(at + 28, true)
    const extraBytes = directory.getUint16(at + 30, true)
    const commentBytes = directory.getUint16(at + 32, true)
    const nameEnd = at + CENTRAL_BYTES + nameBytes
    if (nameEnd > directory.byteLength) throw damaged()
    const path = decodePath(directory, at + CENTRAL_BYTES, nameBytes)
    if (!isPlainPath(path))
      throw new Error(
        `The archive holds a file with the name ${JSON.stringify(path.slice(0, 80))}.`,
      )
    if (entries.has(path)) throw new Error(`The archive holds ${path} twice.`)
    entries.set(path, {
      method: directory.getUint16(at + 10, true),
      crc: directory.getUint32(at + 16, true),
      compressedBytes: directory.getUint32(at + 20, true),
      bytes: directory.getUint32(at + 24, true),
      offset: directory.getUint32(at + 42, true),
    })
    at = nameEnd + extraBytes + commentBytes
  }
  return entries
}

/** We never write entries to disk, but somebody may: nothing that leaves its folder gets past here. */
function isPlainPath(path: string): boolean {
  if (path.length > MAX_PATH || !/^[\w.@-]+(\/[\w.@-]+)*\/?$/.test(path)) return false
  return path.split('/').every((part) => part !== '.' && part !== '..')
}

async function readEntry(file: Blob, path: string, entry: Entry): Promise<Uint8Array<ArrayBuffer>> {
  const local = await view(file, entry.offset, entry.offset + LOCAL_BYTES)
  if (local.byteLength < LOCAL_BYTES || local.getUint32(0, true) !== LOCAL_SIGNATURE)
    throw damaged()
  const start = entry.offset + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true)
  const packed = file.slice(start, start + entry.compressedBytes)
  if (packed.size !== entry.compressedBytes) throw damaged()
  const bytes = await unpack(packed, path, entry)
  if (crc32(bytes) !== entry.crc) throw new Error(`${path} in the archive is damaged.`)
  return bytes
}

async function unpack(packed: Blob, path: string, entry: Entry): Promise<Uint8Array<ArrayBuffer>> {
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    throw new Error(`${path} in the archive is compressed in a way that is not known.`)
  }
  const format = entry.method === STORED ? 'none' : 'deflate-raw'
  const name = `${path} in the archive`
  // A bomb says a small size and keeps coming.
  const bytes = await inflateBounded(packed, { format, name, most: entry.bytes })
  if (bytes.byteLength !== entry.bytes) throw new Error(`${path} in the archive is cut off.`)
  return bytes
}

async function view(file: Blob, start: number, end: number): Promise<DataView> {
  return new DataView(await file.slice(start, end).arrayBuffer())
}

function decodePath(directory: DataView, start: number, length: number): string {
  return new TextDecoder().decode(new Uint8Array(directory.buffer, start, length))
}

function damaged(): Error {
  return new Error('The directory of the archive is damaged.')
}
