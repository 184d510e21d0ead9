import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import type { RecordingSource } from '../format/source'
import { chunkPath, MANIFEST_PATH, resourcePath } from './archiveFormat'
import { manifestOf } from './archiveManifest'
import type { Exporter, ExportInput } from './exporter'

/** The whole session in one zip, which imports back to the same session. */
export const archiveExporter: Exporter = {
  id: 'archive',
  label: 'archive',
  extension: 'recount.zip',
  mimeType: 'application/zip',
  parts: ({ source }: ExportInput) => archive(source),
}

/** Local time by design of the zip format, so a date of local midnight is the same bytes everywhere. */
const ZIP_EPOCH = new Date(1980, 0, 1)
const DEFLATE_LEVEL = 6
/** Sizes and offsets of a plain zip have 32 bits. */
const MAX_ARCHIVE_BYTES = 2 ** 32 - 1
/** Pictures, fonts and video are compressed already. */
const COMPRESSED = /^(image\/(?!svg|bmp)|video\/|audio\/|font\/woff|application\/(zip|gzip))/

async function* archive(source: RecordingSource): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const ready: Uint8Array<ArrayBuffer>[] = []
  let written = 0
  const zip = new Zip((error, data) => {
    if (error) throw error
    written += data.byteLength
    if (written > MAX_ARCHIVE_BYTES) {
      throw new Error('The session is over 4 GB: export a part of it.')
    }
    ready.push(data as Uint8Array<ArrayBuffer>)
  })
  const add = (path: string, bytes: Uint8Array, compressed = false) => {
    const file = compressed
      ? new ZipPassThrough(path)
      : new ZipDeflate(path, { level: DEFLATE_LEVEL })
    file.mtime = ZIP_EPOCH
    zip.add(file)
    file.push(bytes, true)
  }
  const encoder = new TextEncoder()
  const addJson = (path: string, value: unknown) => add(path, encoder.encode(JSON.stringify(value)))

  const manifest = await manifestOf(source)
  addJson(MANIFEST_PATH, manifest)
  yield* ready.splice(0)
  const order = new Map(manifest.streams.map(({ streamId }, index) => [streamId, index]))
  for (const chunk of manifest.chunks) {
    addJson(chunkPath(order.get(chunk.streamId) ?? 0, chunk.seq), await source.events(chunk))
    yield* ready.splice(0)
  }
  const hashes = new Set(manifest.resources.flatMap(({ hash }) => hash ?? []))
  for (const hash of [...hashes].sort(byText)) {
    const resource = await source.resource(hash)
    if (!resource) continue
    add(resourcePath(hash), resource.bytes, COMPRESSED.test(resource.mimeType))
    yield* ready.splice(0)
  }
  zip.end()
  yield* ready.splice(0)
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
