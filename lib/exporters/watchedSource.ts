import type { RecordingSource } from '../format/source'
import type { ExportOptions } from './exporter'

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
