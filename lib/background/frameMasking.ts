import type { Stream } from '../format/session'
import type { ContentCommands } from '../messages/protocol'
import { sendToTab } from '../messages/runtime'
import { listStreams } from '../store/streams'

/** A parent that is too busy to answer must not keep its frames waiting. Then they are masked: unsure means masked. */
const PATIENCE_MS = 3000
/** One that kept a frame waiting so long is given no more than this, until it answers again. */
const SHORT_PATIENCE_MS = 100
/** More documents that do not answer than a page has by accident. */
const MOST_SILENT = 1000

/** Asks documents how they mask the frames in them. */
export function createFrameMasking() {
  /** Streams of documents that did not answer when they were last asked. */
  const silent = new Set<string>()

  async function ask(tabId: number, parent: Stream, index: number) {
    const { streamId, frameId, documentId } = parent
    const target = { tabId, ...(documentId ? { documentId } : { frameId }) }
    const patienceMs = silent.has(streamId) ? SHORT_PATIENCE_MS : PATIENCE_MS
    return await new Promise<'keep' | 'mask' | 'block' | null>((done) => {
      const patience = setTimeout(() => {
        if (silent.size < MOST_SILENT) silent.add(streamId)
        done('mask')
      }, patienceMs)
      sendToTab<ContentCommands, 'frame.masking'>(target, 'frame.masking', { index })
        .catch(() => null)
        .then((masking) => {
          clearTimeout(patience)
          silent.delete(streamId)
          done(masking)
        })
    })
  }

  /**
   * Whether the frame stands in a masked or blocked element of the document around it, which may be of another origin:
   * only that document's recorder knows. Unknown where it does not record or does not answer.
   */
  return async (
    tabId: number,
    sessionId: string,
    framePath: readonly number[],
  ): Promise<'keep' | 'mask' | 'block' | undefined> => {
    const above = framePath.slice(0, -1)
    const streams = await listStreams(sessionId)
    const parent = streams.findLast(
      (stream) =>
        stream.endedAt === null &&
        stream.framePath.length === above.length &&
        stream.framePath.every((index, depth) => index === above[depth]),
    )
    if (!parent) return undefined
    const masking = await ask(tabId, parent, framePath.at(-1) ?? -1)
    // What holds for the document around it holds for what it holds.
    if (masking !== 'block' && parent.level === 'mask-all') return 'mask'
    return masking ?? undefined
  }
}
