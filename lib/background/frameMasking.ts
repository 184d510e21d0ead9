import type { ContentCommands } from '../messages/protocol'
import { sendToTab } from '../messages/runtime'
import { listStreams } from '../store/streams'

/** A parent that is too busy to answer must not keep its frames waiting. Then they are masked: unsure means masked. */
const PATIENCE_MS = 3000

/**
 * Whether the frame stands in a masked or blocked element of the document around it, which may be of another origin:
 * only that document's recorder knows. Unknown where it does not record or does not answer.
 */
export async function frameMasking(
  tabId: number,
  sessionId: string,
  framePath: readonly number[],
): Promise<'keep' | 'mask' | 'block' | undefined> {
  const above = framePath.slice(0, -1)
  const streams = await listStreams(sessionId)
  const parent = streams.findLast(
    (stream) =>
      stream.endedAt === null &&
      stream.framePath.length === above.length &&
      stream.framePath.every((index, depth) => index === above[depth]),
  )
  if (!parent) return undefined
  const { frameId, documentId } = parent
  const target = { tabId, ...(documentId ? { documentId } : { frameId }) }
  const answer = sendToTab<ContentCommands, 'frame.masking'>(target, 'frame.masking', {
    index: framePath.at(-1) ?? -1,
  }).catch(() => null)
  const patience = new Promise<'mask'>((done) => setTimeout(() => done('mask'), PATIENCE_MS))
  const masking = await Promise.race([answer, patience])
  // What holds for the document around it holds for what it holds.
  if (masking !== 'block' && parent.level === 'mask-all') return 'mask'
  return masking ?? undefined
}
