import { chunkPath, MANIFEST_PATH, picturePath, REPORT_PATH, resourcePath } from './archiveFormat'
import { manifestOf } from './archiveManifest'
import type { Exporter, ExportInput } from './exporter'
import { reportCard } from './reportCard'
import { createZipWriter } from './zipWriter'

/** The whole session in one zip, which imports back to the same session. */
export const archiveExporter: Exporter = {
  id: 'archive',
  label: 'archive',
  extension: 'recount.zip',
  mimeType: 'application/zip',
  takesPictures: 'inside',
  parts: archive,
}

/** Pictures, fonts and video are compressed already. */
const COMPRESSED = /^(image\/(?!svg|bmp)|video\/|audio\/|font\/woff|application\/(zip|gzip))/

async function* archive({ source, options }: ExportInput): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const zip = createZipWriter()
  const manifest = await manifestOf(source)
  zip.addJson(MANIFEST_PATH, manifest)
  yield* zip.take()
  const order = new Map(manifest.streams.map(({ streamId }, index) => [streamId, index]))
  for (const chunk of manifest.chunks) {
    zip.addJson(chunkPath(order.get(chunk.streamId) ?? 0, chunk.seq), await source.events(chunk))
    yield* zip.take()
  }
  const hashes = new Set(manifest.resources.flatMap(({ hash }) => hash ?? []))
  for (const hash of [...hashes].sort(byText)) {
    const resource = await source.resource(hash)
    if (!resource) continue
    const isCompressed = COMPRESSED.test(resource.mimeType)
    zip.add(resourcePath(hash), resource.bytes, { isCompressed })
    yield* zip.take()
  }
  const card = reportCard(options)
  if (card) {
    zip.addJson(REPORT_PATH, card)
    for (const { fileName, bytes } of options.pictures ?? []) {
      zip.add(picturePath(fileName), bytes, { isCompressed: true })
      yield* zip.take()
    }
  }
  zip.end()
  yield* zip.take()
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
