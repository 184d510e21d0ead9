import type { Session } from '../format/session'
import type { RecordingSource } from '../format/source'
import { withPictures } from './besidePictures'
import type { Exporter, ExportOptions } from './exporter'
import { rehashSource } from './rehashedSource'
import { sealExport } from './sealExport'
import { trimSource } from './trimSource'
import { watchSource } from './watchedSource'

export interface ExportedFile {
  fileName: string
  blob: Blob
}

/** Bytes that wait in memory before they go to a Blob, which the browser may keep on disk. */
const PART_BYTES = 4 * 1024 * 1024

/** The bytes of one export, in order: only the span, masked again, cancellable between any two pieces. */
export async function* exportParts(
  exporter: Exporter,
  source: RecordingSource,
  options: ExportOptions = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { span, tighten, signal, onProgress } = options
  const watched = watchSource(source, options)
  // The source may have been masked again by whoever gave it, too.
  const tightened = rehashSource(tighten ? tighten(watched) : watched)
  const trimmed = span ? await trimSource(tightened, span) : tightened
  const encoder = new TextEncoder()
  for await (const part of exporter.parts({ source: trimmed, options })) {
    signal?.throwIfAborted()
    yield typeof part === 'string' ? encoder.encode(part) : part
  }
  onProgress?.(1)
}

/** The whole export as a file. Rejects with the signal's reason when cancelled. */
export async function exportFile(
  given: Exporter,
  source: RecordingSource,
  options: ExportOptions = {},
): Promise<ExportedFile> {
  const { password, onProgress } = options
  if (password === undefined) return await writeFile(given, source, options)
  const half = (from: number) => (fraction: number) => onProgress?.((from + fraction) / 2)
  const plain = await writeFile(given, source, { ...options, onProgress: half(0) })
  return await sealExport(plain, { ...options, onProgress: half(1) })
}

async function writeFile(
  given: Exporter,
  source: RecordingSource,
  options: ExportOptions,
): Promise<ExportedFile> {
  const exporter = withPictures(given, options)
  const blobs: Blob[] = []
  let waiting: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  for await (const part of exportParts(exporter, source, options)) {
    waiting.push(part)
    bytes += part.byteLength
    if (bytes < PART_BYTES) continue
    blobs.push(new Blob(waiting))
    waiting = []
    bytes = 0
  }
  const session = await source.session()
  return {
    fileName: fileName(exporter, nameOf(session), session.startedAt),
    blob: new Blob([...blobs, ...waiting], { type: exporter.mimeType }),
  }
}

const LONGEST_NAME = 60

/** A title that is nothing but filler names nothing: then the site does. */
function nameOf({ title, url }: Pick<Session, 'title' | 'url'>): string {
  const words = title.match(/[\p{L}\p{N}]+/gu) ?? []
  if (words.some((word) => !/^[xX0]+$/.test(word))) return title
  return URL.canParse(url) ? new URL(url).host : ''
}

/** `2026-01-02-shop-checkout.har`: sorts by day, and holds nothing a file system refuses. */
export function fileName(exporter: Exporter, title: string, startedAt: number): string {
  const day = new Date(startedAt).toISOString().slice(0, 10)
  const words = title
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, LONGEST_NAME)
  return `${day}-${words || 'session'}.${exporter.extension}`
}
