import {
  isSealedFile,
  openSealedFile,
  passwordNeeded,
  type SealedContent,
} from '../crypto/sealedFile'
import type { RecordingSource } from '../format/source'
import { blockStart } from './htmlFormat'
import { inflateBounded } from './inflateBounded'
import { openArchive } from './readArchive'
import { openHtml } from './readHtml'
import { openJson } from './readJsonFile'
import { findSealedBlock, SEALED_BLOCK, unpackHtml } from './sealedHtml'

/** Larger text stops the tab for seconds when it is read, and what comes of it fills its memory. */
const MAX_TEXT_BYTES = 256 * 1024 * 1024
/** What stands before the encrypted block of a page is less than this. */
const HEAD_BYTES = 16 * 1024

/**
 * Opens a file somebody gives us: an archive, a single-file HTML export, rrweb events, a HAR, a flow of Chrome's
 * Recorder, or any of them encrypted. What it is follows from what is in it, not from its name. Rejects with a sentence for the person.
 */
export async function openRecording(
  fileName: string,
  given: Blob,
  { password }: { password?: string } = {},
): Promise<RecordingSource> {
  const unsealed = await unsealRecording(fileName, given, password)
  return await openPlain(unsealed?.fileName ?? fileName, unsealed?.blob ?? given)
}

/** What an encrypted file holds, undefined for one that is not. Rejects with `PasswordNeededError` without a password. */
export async function unsealRecording(
  fileName: string,
  file: Blob,
  password: string | undefined,
): Promise<SealedContent | undefined> {
  const isContainer = await isSealedFile(file)
  const block = isContainer ? undefined : await sealedBlockOf(fileName, file)
  if (!isContainer && !block) return undefined
  if (password === undefined) throw passwordNeeded(fileName)
  if (block) return await unpackHtml(await openSealedFile(block, password))
  return await openSealedFile(file, password)
}

async function sealedBlockOf(fileName: string, file: Blob): Promise<Blob | undefined> {
  const start = await file.slice(0, HEAD_BYTES).text()
  if (!start.includes(blockStart(SEALED_BLOCK))) return undefined
  if (file.size > MAX_TEXT_BYTES) throw tooLarge(fileName, file, 'encrypted pages')
  return findSealedBlock(await file.text())
}

/** Says what does work, for whoever can have the recording in another form. */
function tooLarge(fileName: string, { size }: Blob, kind: string): Error {
  const [given, most] = [size, MAX_TEXT_BYTES].map((bytes) => Math.ceil(bytes / 1024 / 1024))
  return new Error(
    `${fileName} has ${given} MB. Of ${kind}, which are read in one piece, Recount opens up to ${most} MB; archives and HTML exports of Recount may have any size.`,
  )
}

async function openPlain(fileName: string, file: Blob): Promise<RecordingSource> {
  if (file.size === 0) throw new Error(`${fileName} is empty.`)
  const start = new TextDecoder().decode(await file.slice(0, 512).arrayBuffer())
  if (start.startsWith('PK')) return await openArchive(file)
  const first = start.replace(/^\ufeff/, '').trimStart()
  if (/^<(!doctype|html)/i.test(first)) return await openHtml(file)
  if (file.size > MAX_TEXT_BYTES) throw tooLarge(fileName, file, 'JSON files')
  const squeezed = await findSqueezed(file)
  if (squeezed) return openJson(fileName, await inflate(fileName, squeezed))
  if (first.startsWith('{') || first.startsWith('[')) return openJson(fileName, await file.text())
  throw new Error(
    `${fileName} is none of the files that can be opened: an archive or HTML export of Recount, rrweb events, a HAR, a Recorder flow.`,
  )
}

interface Squeezed {
  format: 'gzip' | 'deflate'
  bytes: Blob
}

/** How long the line may be that Sentry writes before the bytes of a segment: `{"segment_id":0}`. */
const LONGEST_LINE = 200

/** JSON that a tool compressed: the whole file, or what follows the first line of a Sentry segment. */
async function findSqueezed(file: Blob): Promise<Squeezed | undefined> {
  const head = new Uint8Array(await file.slice(0, LONGEST_LINE).arrayBuffer())
  const line = head.indexOf(0x0a)
  const isSegment = new TextDecoder().decode(head.subarray(0, 14)) === '{"segment_id":'
  const from = isSegment && line > 0 ? line + 1 : 0
  const [first = 0, second = 0] = head.subarray(from)
  const bytes = file.slice(from)
  if (first === 0x1f && second === 0x8b) return { format: 'gzip', bytes }
  // The two bytes of a zlib header are a multiple of 31 together.
  if (first === 0x78 && (first * 256 + second) % 31 === 0) return { format: 'deflate', bytes }
  return undefined
}

async function inflate(name: string, { format, bytes }: Squeezed): Promise<string> {
  const text = await inflateBounded(bytes, { format, name, most: MAX_TEXT_BYTES })
  return new TextDecoder().decode(text)
}
