import type { RecordingSource } from '../format/source'
import { fromBase64 } from '../platform/bytes'
import { indexBlocks } from './htmlBlocks'
import { chunkBlock, MANIFEST_BLOCK, pictureBlock, REPORT_BLOCK, resourceBlock } from './htmlFormat'
import { inflateBounded } from './inflateBounded'
import { parseEvents, parseManifest } from './parseManifest'
import { parseReportCard, type ReportCard } from './reportCard'

/** As for archives; see `readArchive.ts`. */
const MAX_JSON_BYTES = 128 * 1024 * 1024
const MAX_RESOURCE_BYTES = 256 * 1024 * 1024

/** Text of a block by its name; undefined where the file has none of that name. */
export type FindBlock = (name: string) => string | undefined | Promise<string | undefined>

/** Opens the recording that a single-file export carries. Blocks are decoded when asked for. */
export async function openBlocks(find: FindBlock): Promise<RecordingSource> {
  const manifest = parseManifest(await readJson(find, MANIFEST_BLOCK))
  const order = new Map(manifest.streams.map(({ streamId }, index) => [streamId, index]))
  return {
    session: () => Promise.resolve(manifest.session),
    streams: () => Promise.resolve(manifest.streams),
    chunks: () => Promise.resolve(manifest.chunks),
    async events({ streamId, seq }) {
      const name = chunkBlock(order.get(streamId) ?? -1, seq)
      return parseEvents(await readJson(find, name), manifest.eventFormat)
    },
    resourceRefs: () => Promise.resolve(manifest.resources),
    async resource(hash) {
      const ref = manifest.resources.find((each) => each.hash === hash)
      const text = ref && (await find(resourceBlock(hash)))
      if (text === undefined) return undefined
      const bytes = await unpack(text, resourceBlock(hash), MAX_RESOURCE_BYTES)
      return { mimeType: ref?.mimeType ?? 'application/octet-stream', bytes }
    },
  }
}

/** What was written about the recording; undefined where nothing was. */
export async function readReport(
  find: FindBlock,
): Promise<{ card: ReportCard; picture(fileName: string): Promise<Blob | undefined> } | undefined> {
  if ((await find(REPORT_BLOCK)) === undefined) return undefined
  const card = parseReportCard(await readJson(find, REPORT_BLOCK))
  if (!card) return undefined
  return {
    card,
    async picture(fileName) {
      const name = pictureBlock(fileName)
      const text = await find(name)
      if (text === undefined) return undefined
      return new Blob([await unpack(text, name, MAX_RESOURCE_BYTES)], { type: 'image/png' })
    },
  }
}

/** Opens a single-file export, without running it or parsing it as a page. It may be larger than memory. */
export async function openHtml(file: Blob): Promise<RecordingSource> {
  const find = await indexBlocks(file)
  if ((await find(MANIFEST_BLOCK)) === undefined) {
    throw new Error('This HTML file holds no recording of Recount.')
  }
  return await openBlocks(find)
}

/** A JSON block that is no recording: the player's texts. */
export async function readJson(find: FindBlock, name: string): Promise<unknown> {
  const text = await find(name)
  if (text === undefined) throw new Error(`The file is not complete: ${name} is missing.`)
  const bytes = await unpack(text, name, MAX_JSON_BYTES)
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new Error(`${name} in the file is not JSON.`)
  }
}

async function unpack(text: string, name: string, most: number): Promise<Uint8Array<ArrayBuffer>> {
  return await inflateBounded(new Blob([decode(text, name)]), { format: 'gzip', name, most })
}

function decode(text: string, name: string): Uint8Array<ArrayBuffer> {
  const base64 = text.trim().replace(/^"|"$/g, '')
  try {
    return fromBase64(base64)
  } catch {
    throw new Error(`${name} in the file is damaged.`)
  }
}
