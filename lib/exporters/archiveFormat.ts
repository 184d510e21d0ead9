/** What stands in an archive; `docs/archive-format.md` says it in words. Readers refuse a newer version. */
import type { ChunkHeader, ResourceRef, Session, Stream } from '../format/session'

export const ARCHIVE_FORMAT = 'recount-archive'
export const ARCHIVE_VERSION = 1
export const MANIFEST_PATH = 'manifest.json'

export interface ArchiveManifest {
  format: typeof ARCHIVE_FORMAT
  version: number
  /** Number of the event format inside the chunks. */
  eventFormat: number
  session: Session
  streams: Stream[]
  /** Ordered by stream and number. */
  chunks: ChunkHeader[]
  resources: ResourceRef[]
}

/** Streams are numbered in the order of the manifest: their ids are for programs, not for file names. */
export function chunkPath(streamIndex: number, seq: number): string {
  return `streams/${String(streamIndex).padStart(4, '0')}/${String(seq).padStart(6, '0')}.json`
}

/** Once per hash, however many keys mean it. */
export function resourcePath(hash: string): string {
  return `resources/${hash}`
}

/** What a person wrote about it; only where they did. */
export const REPORT_PATH = 'report.json'

export function picturePath(fileName: string): string {
  return `pictures/${fileName}`
}
