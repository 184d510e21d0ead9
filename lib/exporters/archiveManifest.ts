import { FORMAT_VERSION } from '../format/events'
import type { RecordingSource } from '../format/source'
import { ARCHIVE_FORMAT, ARCHIVE_VERSION, type ArchiveManifest } from './archiveFormat'

/** Everything about a session but its events and bytes, in an order that does not depend on how it is stored. */
export async function manifestOf(source: RecordingSource): Promise<ArchiveManifest> {
  const streams = [...(await source.streams())].sort(
    (a, b) => a.startedAt - b.startedAt || byText(a.streamId, b.streamId),
  )
  const known = new Map(streams.map(({ streamId }, index) => [streamId, index]))
  const place = ({ streamId }: { streamId: string }) => known.get(streamId) ?? 0
  const chunks = (await source.chunks()).filter(({ streamId }) => known.has(streamId))
  const refs = await source.resourceRefs()
  return {
    format: ARCHIVE_FORMAT,
    version: ARCHIVE_VERSION,
    eventFormat: FORMAT_VERSION,
    session: await source.session(),
    streams,
    chunks: [...chunks].sort((a, b) => place(a) - place(b) || a.seq - b.seq),
    resources: [...refs].sort((a, b) => byText(a.key, b.key)),
  }
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
