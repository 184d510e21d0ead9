import type { RecordEvent } from '../format/events'
import type { ChunkHeader, ResourceRef } from '../format/session'
import type { NodeMark, Policy, PrivacyLevel } from '../format/settings'
import type { RecordingSource } from '../format/source'
import { createMasker } from './createMasker'
import { isStricterLevel } from './strictness'
import { createTightener, type Tightener } from './tighten'

interface Progress {
  tightener: Tightener
  baseUrl: string
  /** Number of the chunk that comes next. */
  next: number
}

export interface TightenSourceOptions {
  /**
   * The bytes go elsewhere (a file, a rewritten session): pictures that only masked parts showed must not go along. All
   * events are read once before the first list of resources.
   */
  isCopied?: boolean
}

/**
 * A recording under a stricter policy than the one it was made with, for playing and exporting. Nothing is written
 * back. A chunk can be read in any order: its stream is walked from the snapshot before it.
 */
export function tightenSource(
  source: RecordingSource,
  given: Policy,
  document: Document,
  { isCopied = false }: TightenSourceOptions = {},
): RecordingSource {
  // One key for all streams and resources, or selectors would no longer meet names.
  const policy = { ...given, key: given.key ?? crypto.randomUUID() }
  const { marks = [] } = policy
  const streams = new Map<string, Promise<Progress>>()
  const hidden = new Set<string>()
  let shown: Promise<Set<string>> | undefined
  const general = createMasker(policy, { baseUrl: () => 'https://recount.invalid/', hidden })
  const keepsImages = general.keepsImages(general.root)
  let headers: Promise<ChunkHeader[]> | undefined

  /** Marks hold in the document they were made in; elsewhere their selectors do. */
  function tightenerOf(streamId: string, snapshot: number | undefined, baseUrl: string): Tightener {
    const isHere = (mark: NodeMark) => mark.streamId === streamId && mark.snapshot === snapshot
    const elsewhere = marks.filter((mark) => !isHere(mark))
    const rules = elsewhere.map(({ selector }) => ({ selector, effect: 'mask' as const }))
    const marked = new Set(marks.filter(isHere).map(({ id }) => id))
    const own = { ...policy, rules: [...policy.rules, ...rules] }
    return createTightener(own, { document, baseUrl, hidden, marked })
  }

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
      const baseUrl = stream?.url ?? ''
      progress = { tightener: tightenerOf(streamId, undefined, baseUrl), baseUrl, next: start }
    }
    const { baseUrl } = progress
    let { tightener } = progress
    let events: RecordEvent[] = []
    for (let number = progress.next; number <= seq; number++) {
      const given = await source.events({ streamId, seq: number })
      // Nodes are numbered anew, and every snapshot begins a chunk: other elements are marked from here on.
      const first = given[0]
      if (first?.kind === 'snapshot' && marks.length > 0)
        tightener = tightenerOf(streamId, first.time, baseUrl)
      events = given.flatMap((event) => tightener.event(event) ?? [])
    }
    return [events, { tightener, baseUrl, next: seq + 1 }]
  }

  async function events(streamId: string, seq: number): Promise<RecordEvent[]> {
    // One after the other per stream: the tightener's tree is at one place only.
    const before = streams.get(streamId)
    const work = (before ?? Promise.resolve(undefined))
      .catch(() => undefined)
      .then((progress: Progress | undefined) => read(streamId, seq, progress))
    const after = work.then(([, progress]) => progress)
    after.catch(() => {})
    streams.set(streamId, after)
    return (await work)[0]
  }

  /** Keys of the pictures that were made in the page (canvases, blobs) and are still shown. */
  async function findShown(): Promise<Set<string>> {
    const keys = new Set<string>()
    for (const { streamId, seq } of await source.chunks()) {
      const text = JSON.stringify(await events(streamId, seq))
      for (const [, key = ''] of text.matchAll(/"image":"([^"\\]+)"/g)) keys.add(key)
    }
    return keys
  }

  return {
    ...source,
    async session() {
      const session = await source.session()
      return {
        ...session,
        url: general.url(session.url, 'page'),
        title: general.title(session.title),
        level: stricter(session.level, policy.level),
      }
    },
    async streams() {
      const list = await source.streams()
      return list.map((stream) => ({
        ...stream,
        url: general.url(stream.url, 'page'),
        title: general.title(stream.title),
        level: stricter(stream.level, policy.level),
      }))
    },
    events: ({ streamId, seq }) => events(streamId, seq),
    async resourceRefs() {
      const refs = await source.resourceRefs()
      if (isCopied && keepsImages) shown ??= findShown()
      const pictures = await shown
      return refs.map((ref): ResourceRef => {
        const { hash: _, ...rest } = ref
        const key = /^https?:/.test(ref.key) ? general.url(ref.key, 'resource') : ref.key
        const isChosen = policy.level !== 'allow' && ref.key.startsWith('blob:')
        const isHidden =
          !keepsImages || isChosen || hidden.has(ref.key) || isGone(ref.key, pictures)
        return isPicture(ref) && isHidden ? { ...rest, key, missing: 'masked' } : { ...ref, key }
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

/** Made in the page: a canvas, a blob. Others are known by their address. */
const MADE = /\/(?:canvas|image)\/\d+$/

function isGone(key: string, shown: ReadonlySet<string> | undefined): boolean {
  return shown !== undefined && MADE.test(key) && !shown.has(key)
}

function stricter(one: PrivacyLevel, other: PrivacyLevel): PrivacyLevel {
  return isStricterLevel(one, other) ? one : other
}

function isPicture({ mimeType = '', key }: ResourceRef): boolean {
  return /^(?:image|video|audio)\//.test(mimeType) || MADE.test(key)
}
