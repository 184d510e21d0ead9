import type { RecordingSource } from '../format/source'
import { chunkPath, MANIFEST_PATH, resourcePath } from './archiveFormat'
import { parseEvents, parseManifest } from './parseManifest'
import { openZip, type ZipReader } from './zipReader'

/** A manifest of a day's session is a few hundred kB. */
const MAX_MANIFEST_BYTES = 64 * 1024 * 1024
/** The first snapshot of the largest pages comes near a tenth of this. */
const MAX_CHUNK_BYTES = 128 * 1024 * 1024
const MAX_RESOURCE_BYTES = 256 * 1024 * 1024

/** Opens an archive. Chunks and resources are read when asked for; the file may be larger than memory. */
export async function openArchive(file: Blob): Promise<RecordingSource> {
  const zip = await openZip(file)
  const manifest = parseManifest(await readJson(zip, MANIFEST_PATH, MAX_MANIFEST_BYTES))
  const order = new Map(manifest.streams.map(({ streamId }, index) => [streamId, index]))
  const paths = new Set(zip.paths())
  for (const { streamId, seq } of manifest.chunks) {
    const path = chunkPath(order.get(streamId) ?? -1, seq)
    if (!paths.has(path)) throw new Error(`The archive is not complete: ${path} is missing.`)
  }
  return {
    session: () => Promise.resolve(manifest.session),
    streams: () => Promise.resolve(manifest.streams),
    chunks: () => Promise.resolve(manifest.chunks),
    async events({ streamId, seq }) {
      const path = chunkPath(order.get(streamId) ?? -1, seq)
      return parseEvents(await readJson(zip, path, MAX_CHUNK_BYTES), manifest.eventFormat)
    },
    resourceRefs: () => Promise.resolve(manifest.resources),
    async resource(hash) {
      const ref = manifest.resources.find((each) => each.hash === hash)
      if (!ref || !paths.has(resourcePath(hash))) return undefined
      const bytes = await zip.read(resourcePath(hash), MAX_RESOURCE_BYTES)
      return { mimeType: ref.mimeType ?? 'application/octet-stream', bytes }
    },
  }
}

async function readJson(zip: ZipReader, path: string, maxBytes: number): Promise<unknown> {
  const text = new TextDecoder().decode(await zip.read(path, maxBytes))
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${path} in the archive is not JSON.`)
  }
}
