import type { RecordingSource } from '../format/source'
import type { ExportOptions, Tighten } from './exporter'

/** A source that tells how much was read and refuses to go on once cancelled. */
export function watchSource(
  source: RecordingSource,
  { signal, onProgress }: Pick<ExportOptions, 'signal' | 'onProgress'>,
): RecordingSource {
  const seen = new Set<string>()
  let total = 0
  let reported = 0
  const report = (done: number) => {
    if (done <= reported) return
    reported = done
    onProgress?.(done)
  }
  return {
    ...source,
    async chunks() {
      signal?.throwIfAborted()
      const headers = await source.chunks()
      total = headers.length
      return headers
    },
    async events(chunk) {
      signal?.throwIfAborted()
      const events = await source.events(chunk)
      seen.add(`${chunk.streamId}/${chunk.seq}`)
      // The last word is the writer's.
      if (total > 0) report(Math.min(0.99, seen.size / total))
      return events
    },
    async resource(hash) {
      signal?.throwIfAborted()
      return await source.resource(hash)
    },
  }
}

/** A source whose every answer is masked again. */
export function tightenSource(source: RecordingSource, tighten: Tighten): RecordingSource {
  return {
    session: async () => tighten.session(await source.session()),
    streams: async () => (await source.streams()).map((stream) => tighten.stream(stream)),
    chunks: () => source.chunks(),
    async events(chunk) {
      const streams = await source.streams()
      const stream = streams.find(({ streamId }) => streamId === chunk.streamId)
      // Without its stream nobody knows its level: nothing of it may go out.
      return stream ? tighten.events(stream, await source.events(chunk)) : []
    },
    async resourceRefs() {
      const refs = await source.resourceRefs()
      return refs.map((ref) =>
        ref.hash === undefined || tighten.keepsResource(ref)
          ? ref
          : { sessionId: ref.sessionId, key: ref.key, missing: 'masked' as const },
      )
    },
    async resource(hash) {
      const refs = await source.resourceRefs()
      const kept = refs.some((ref) => ref.hash === hash && tighten.keepsResource(ref))
      return kept ? await source.resource(hash) : undefined
    },
  }
}
