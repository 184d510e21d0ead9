import type { Stream } from '../format/session'
import type { ContentCommands } from '../messages/protocol'
import { type Sender, sendToTab } from '../messages/runtime'
import { getSession, nameSession } from '../store/sessions'
import { getStream, updateStream } from '../store/streams'
import { isSameDocument } from '../transport/downlink'
import { isRecord, parseFramePath } from './parseHello'

const MAX_URL = 8192
const MAX_TITLE = 1024
const MAX_ROUND = 100

/** The stream that a message names, if the sender is the document that said hello for it. */
async function ownStream(payload: unknown, sender: Sender, member = 'streamId'): Promise<Stream> {
  const streamId = isRecord(payload) ? payload[member] : undefined
  const stream = typeof streamId === 'string' ? await getStream(streamId) : undefined
  const session = stream && (await getSession(stream.sessionId))
  if (!stream || !session || !isSameDocument(stream, session, sender))
    throw new Error('This stream belongs to another document')
  return stream
}

/** Masked URL and title of a stream; the first ones of a top document name the session. */
export async function describeStream(payload: unknown, sender: Sender): Promise<null> {
  const stream = await ownStream(payload, sender)
  const { url, title } = isRecord(payload) ? payload : {}
  if (typeof url !== 'string' || typeof title !== 'string')
    throw new Error('A description has a URL and a title')
  const patch = { url: url.slice(0, MAX_URL), title: title.slice(0, MAX_TITLE) }
  await updateStream(stream.streamId, patch)
  if (stream.framePath.length > 0) return null
  await nameSession(stream.sessionId, patch)
  return null
}

/** Pages that mount frames in a row announce them all; so long the worker waits for the last of them. */
const GATHER_MS = 60

/** A document announces new documents in its frames: the recording follows into them, once for all that came together. */
export function createFrameFollower(
  followTab: (tabId: number) => Promise<void>,
): (payload: unknown, sender: Sender) => Promise<null> {
  const gathering = new Set<number>()
  return async (payload, sender) => {
    await ownStream(payload, sender)
    const tabId = sender.tab?.id
    if (tabId === undefined || gathering.has(tabId)) return null
    gathering.add(tabId)
    await new Promise((go) => setTimeout(go, GATHER_MS))
    gathering.delete(tabId)
    await followTab(tabId)
    return null
  }
}

/** A child asks all frames of its tab which of them holds it. */
export async function claimFrame(payload: unknown, sender: Sender): Promise<null> {
  const { streamId } = await ownStream(payload, sender)
  const framePath = isRecord(payload) ? parseFramePath(payload.framePath) : undefined
  if (!framePath || framePath.length === 0) throw new Error('Only a frame can ask for its place')
  await updateStream(streamId, { framePath })
  await broadcast(sender, { streamId, framePath, round: roundOf(payload) })
  return null
}

/** A parent asks the child that claims a place in it to say its position again. */
export async function verifyFrame(payload: unknown, sender: Sender): Promise<null> {
  const parent = await ownStream(payload, sender, 'parentStreamId')
  const childId = isRecord(payload) ? payload.streamId : undefined
  const child = typeof childId === 'string' ? await getStream(childId) : undefined
  if (!child || !mayHold(parent, child) || sender.tab?.id === undefined)
    throw new Error('This frame is not part of the recording')
  await updateStream(child.streamId, { parentStreamId: parent.streamId })
  const { frameId, documentId } = child
  await sendToTab<ContentCommands, 'frame.verify'>(
    { tabId: sender.tab.id, ...(documentId ? { documentId } : { frameId }) },
    'frame.verify',
    { streamId: child.streamId, round: roundOf(payload) },
  ).catch(() => null) // the child is gone, and needs no place
  return null
}

/** A parent says that the frame which shows a child is masked or blocked now. */
export async function restrictFrame(payload: unknown, sender: Sender): Promise<null> {
  const parent = await ownStream(payload, sender, 'parentStreamId')
  const { streamId, how } = isRecord(payload) ? payload : {}
  const child = typeof streamId === 'string' ? await getStream(streamId) : undefined
  if (!child || !mayHold(parent, child) || sender.tab?.id === undefined)
    throw new Error('This frame is not part of the recording')
  const { frameId, documentId } = child
  await sendToTab<ContentCommands, 'recording.restrict'>(
    { tabId: sender.tab.id, ...(documentId ? { documentId } : { frameId }) },
    'recording.restrict',
    { how: how === 'mask' ? 'mask' : 'block' },
  ).catch(() => null) // the child is gone
  return null
}

/**
 * A frame may say nothing of what lies around it: the top document's path is checked when it says hello, and a frame's
 * own is never shorter than that of the documents that hold it.
 */
function mayHold(parent: Stream, child: Stream): boolean {
  return child.sessionId === parent.sessionId && child.framePath.length > parent.framePath.length
}

async function broadcast(
  sender: Sender,
  claim: ContentCommands['frame.claimed']['payload'],
): Promise<void> {
  if (sender.tab?.id === undefined) return
  // Only the frame that holds the child has an answer; nobody listening is no error here.
  await sendToTab<ContentCommands, 'frame.claimed'>(
    { tabId: sender.tab.id },
    'frame.claimed',
    claim,
  ).catch(() => null)
}

function roundOf(payload: unknown): number {
  const round = isRecord(payload) ? payload.round : undefined
  return typeof round === 'number' && round >= 0 && round <= MAX_ROUND ? Math.trunc(round) : 0
}
