import type { RecordingSource } from './source'

/** A source that is opened by the first question. A failure is not kept: the next question tries again. */
export function lazySource(open: () => Promise<RecordingSource>): RecordingSource {
  let opened: Promise<RecordingSource> | undefined
  const source = () => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }
  return {
    session: async () => (await source()).session(),
    streams: async () => (await source()).streams(),
    chunks: async () => (await source()).chunks(),
    events: async (chunk) => (await source()).events(chunk),
    resourceRefs: async () => (await source()).resourceRefs(),
    resource: async (hash) => (await source()).resource(hash),
  }
}
