import type { RecordEvent } from '../format/events'
import type { ChunkMessage, InlineResource } from '../messages/protocol'
import { delayedTask } from '../platform/schedule'
import type { Stoppable } from '../platform/stoppable'

/** What a crash can cost at most. */
const CHUNK_MAX_AGE_MS = 5000
/** Small enough that one message takes well under a frame to hand over. */
const CHUNK_MAX_CHARS = 60_000

export type Chunk = Omit<ChunkMessage, 'sessionId' | 'streamId' | 'seq'>

export interface Chunker extends Stoppable {
  add(event: RecordEvent): void
  keep(resource: InlineResource): void
  acted(): void
  /** Closes the chunk now; `final` ends the stream. */
  flush(how?: 'final'): void
}

/** Collects events and closes a chunk by size or age. No timer exists while there is nothing to send. */
export function createChunker(onChunk: (chunk: Chunk) => void, now = Date.now): Chunker {
  let parts: string[] = []
  let resources: InlineResource[] = []
  let chars = 0
  let counts = { errors: 0, actions: 0, firstTime: 0, lastTime: 0 }
  let startsWithSnapshot = false
  let lastActivityAt = 0
  const age = delayedTask(() => flush(), CHUNK_MAX_AGE_MS)

  function flush(how?: 'final'): void {
    age.cancel()
    if (parts.length === 0 && resources.length === 0 && how !== 'final') return
    const chunk: Chunk = {
      firstTime: counts.firstTime,
      lastTime: counts.lastTime,
      events: parts.length,
      errors: counts.errors,
      actions: counts.actions,
      snapshot: startsWithSnapshot,
      body: `[${parts.join(',')}]`,
      lastActivityAt,
      ...(resources.length > 0 ? { resources } : {}),
      ...(how === 'final' ? { final: true } : {}),
    }
    const { lastTime } = counts
    parts = []
    resources = []
    chars = 0
    counts = { errors: 0, actions: 0, firstTime: lastTime, lastTime }
    startsWithSnapshot = false
    onChunk(chunk)
  }

  return {
    add(event) {
      // A chunk that begins with a snapshot is a place to start playing from.
      if (event.kind === 'snapshot' && parts.length > 0) flush()
      if (parts.length === 0) {
        startsWithSnapshot = event.kind === 'snapshot'
        counts.firstTime = event.time
      }
      const text = JSON.stringify(event)
      parts.push(text)
      chars += text.length
      counts.lastTime = Math.max(counts.lastTime, event.time)
      if (event.kind === 'error') counts.errors++
      if (isAction(event)) counts.actions++
      if (chars >= CHUNK_MAX_CHARS) flush()
      else age.request()
    },
    keep(resource) {
      resources.push(resource)
      chars += resource.text?.length ?? resource.base64?.length ?? 0
      age.request()
    },
    acted() {
      lastActivityAt = now()
    },
    flush,
    stop: () => age.stop(),
  }
}

/** What the person did, as the action limit of a session counts it. */
function isAction(event: RecordEvent): boolean {
  switch (event.kind) {
    case 'pointer':
      return event.action === 'click' || event.action === 'contextmenu'
    case 'input':
      return event.byScript !== true
    default:
      return event.kind === 'key'
  }
}
