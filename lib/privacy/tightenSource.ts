import type { RecordEvent } from '../format/events'
import type { ChunkHeader, ResourceRef } from '../format/session'
import type { Policy } from '../format/settings'
import type { RecordingSource } from '../format/source'
import { createMasker } from './createMasker'
import { createTightener, type Tightener } from './tighten'

interface Progress {
  tightener: Tightener
  /** Number of the chunk that comes next. */
  next: number
}

/**
 * A recording under a stricter policy than the one it was made with, for playing and exporting. Nothing is written
 * back. A chunk can be read in any order: its stream is walked from the snapshot before it.
 */
export function tightenSource(
  source: RecordingSource,
  given: Policy,
  document: Document,
): RecordingSource {
  // One key for all streams and resources, or selectors would no longer meet names.
  const policy = { ...given, key: given.key ?? crypto.randomUUID() }
  const streams = new Map<string, Promise<Progress>>()
  const general = createMasker(policy, { baseUrl: () => 'https://recount.invalid/' })
  const keepsImages = general.keepsImages(general.root)
  let headers: Promise<ChunkHeader[]> | undefined

  async function read(
    streamId: string,
    seq: number,
    before: Progress | undefined,
  ): Promise<[RecordEvent[], Progress]> {
    let progress = before
    if (!progress || progress.next > seq) {
      headers ??= source.chunks()
      const own = (await headers).filter((chunk) => chunk.streamId === streamId && chunk.seq <= seq)
      const start = own.findLast((chunk) => chunk.snapshot)?.seq ?? own[0]?.seq ?? seq
      const stream = (await source.streams()).find((each) => each.streamId === streamId)
      progress = {
        tightener: createTightener(policy, { document, baseUrl: stream?.url ?? '' }),
        next: start,
      }
    }
    const { tightener } = progress
    let events: RecordEvent[] = []
    for (let number = progress.next; number <= seq; number++) {
      events = (await source.events({ streamId, seq: number })).flatMap(
        (event) => tightener.event(event) ?? [],
      )
    }
    return [events, { tightener, next: seq + 1 }]
  }

  return {
    ...source,
    async session() {
      const session = await source.session()
      return {
        ...session,
        url: general.url(session.url, 'page'),
        title: general.title(session.title),
        level: policy.level,
      }
    },
    async streams() {
      const list = await source.streams()
      return list.map((stream) => ({
        ...stream,
        url: general.url(stream.url, 'page'),
        title: general.title(stream.title),
        level: policy.level,
      }))
    },
    async events({ streamId, seq }) {
      // One after the other per stream: the tightener's tree is at one place only.
      const before = streams.get(streamId)
      const work = (before ?? Promise.resolve(undefined))
        .catch(() => undefined)
        .then((progress: Progress | undefined) => read(streamId, seq, progress))
      streams.set(
        streamId,
        work.then(([, progress]) => progress),
      )
      return (await work)[0]
    },
    async resourceRefs() {
      const refs = await source.resourceRefs()
      return refs.map((ref): ResourceRef => {
        const { hash: _, ...rest } = ref
        const key = /^https?:/.test(ref.key) ? general.url(ref.key, 'resource') : ref.key
        return isPicture(ref) && !keepsImages
          ? { ...rest, key, missing: 'masked' }
          : { ...ref, key }
      })
    },
    async resource(hash) {
      const found = await source.resource(hash)
      if (!found || !/^text\/css/.test(found.mimeType)) return found
      const text = new TextDecoder().decode(found.bytes)
      return {
        ...found,
        bytes: new TextEncoder().encode(
          general.css(text, general.root, 'https://recount.invalid/'),
        ),
      }
    },
  }
}

function isPicture({ mimeType = '', key }: ResourceRef): boolean {
  return /^(?:image|video|audio)\//.test(mimeType) || /\/(?:canvas|image)\/\d+$/.test(key)
}
