/** Keys of stored resources become blob: addresses. What is not kept shows as a placeholder and is listed as missing. */
import type { ResourceRef } from '../format/session'
import type { RecordingSource } from '../format/source'
import { createObservable, type Observable } from '../platform/observable'

/** A picture of nothing: keeps the box, loads nothing. */
export const PLACEHOLDER =
  'data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%20width=%221%22%20height=%221%22/%3E'

/** Longer addresses are not looked up; data: URLs may be that long. */
const LONGEST_KEY = 4096

export interface Resources {
  /** What to load for a URL: blob:, data: or the placeholder. Unknown ones are fetched from the source meanwhile. */
  address(written: string, base: string): string
  /** Text of a resource: undefined while it is being read and when there is none. */
  text(written: string, base: string): string | undefined
  /** Resolves when nothing is being read any more, to a number that is higher whenever something new has come. */
  settle(): Promise<number>
  /** Counts the answers that were given while something was still being read, and must be asked for again. */
  readonly unready: number
  /** Something is being read. */
  readonly busy: boolean
  readonly missing: Observable<ResourceRef[]>
  /** The bytes behind an address that `address` answered. */
  blobOf(address: string): Blob | undefined
  stop(): void
}

type Entry =
  | { status: 'reading' }
  | { status: 'ready'; blob: Blob; url?: string; text?: string }
  | { status: 'missing' }

/** Reads resources as they are asked for and keeps their addresses until stopped. */
export async function createResources(source: RecordingSource): Promise<Resources> {
  const refs = new Map<string, ResourceRef>()
  for (const ref of await source.resourceRefs()) {
    if (ref.hash !== undefined || !refs.has(ref.key)) refs.set(ref.key, ref)
  }
  const entries = new Map<string, Entry>()
  const reading = new Set<Promise<void>>()
  const missing = createObservable<ResourceRef[]>([])
  const reported = new Set<string>()
  let version = 0
  let unready = 0
  let stopped = false

  function report(key: string, ref: ResourceRef | undefined): void {
    if (reported.has(key) || stopped) return
    reported.add(key)
    missing.set([...missing.value, ref ?? { sessionId: '', key, missing: 'failed' }])
  }

  function find(key: string, kind: 'url' | 'text'): Entry {
    const ref = refs.get(key)
    const hash = ref?.hash
    if (hash === undefined) {
      report(key, ref)
      return { status: 'missing' }
    }
    const known = entries.get(hash)
    if (known) {
      if (known.status === 'missing') report(key, ref)
      if (known.status === 'ready' && kind === 'text' && known.text === undefined)
        readText(hash, known)
      return known
    }
    entries.set(hash, { status: 'reading' })
    track(read(hash, kind))
    return { status: 'reading' }
  }

  function track(work: Promise<void>): void {
    const tracked = work.finally(() => {
      version++
      reading.delete(tracked)
    })
    reading.add(tracked)
  }

  async function read(hash: string, kind: 'url' | 'text'): Promise<void> {
    const found = await source.resource(hash).catch(() => undefined)
    if (!found) {
      entries.set(hash, { status: 'missing' })
      return
    }
    const blob = new Blob([new Uint8Array(found.bytes)], { type: found.mimeType })
    const entry: Entry = { status: 'ready', blob }
    if (kind === 'text') entry.text = await blob.text()
    entries.set(hash, entry)
  }

  function readText(hash: string, entry: Extract<Entry, { status: 'ready' }>): void {
    entries.set(hash, { status: 'reading' })
    track(
      entry.blob.text().then((text) => {
        entries.set(hash, { ...entry, text })
      }),
    )
  }

  return {
    address(written, base) {
      if (/^data:/i.test(written))
        return /^data:(?:image|font|audio|video|application\/(?:x-)?font)/i.test(written)
          ? written
          : PLACEHOLDER
      const hashAt = written.indexOf('#')
      const fragment = hashAt >= 0 ? written.slice(hashAt) : ''
      const key = keyOf(written, base, refs)
      if (key === undefined) return PLACEHOLDER
      const entry = find(key, 'url')
      if (entry.status === 'reading') unready++
      if (entry.status !== 'ready') return PLACEHOLDER
      entry.url ??= URL.createObjectURL(entry.blob)
      return entry.url + fragment
    },
    text(written, base) {
      const key = keyOf(written, base, refs)
      if (key === undefined) return undefined
      const entry = find(key, 'text')
      if (entry.status === 'reading' || (entry.status === 'ready' && entry.text === undefined))
        unready++
      return entry.status === 'ready' ? entry.text : undefined
    },
    async settle() {
      while (reading.size > 0) await Promise.allSettled([...reading])
      return version
    },
    get unready() {
      return unready
    },
    get busy() {
      return reading.size > 0
    },
    missing,
    blobOf(address) {
      for (const entry of entries.values()) {
        if (entry.status === 'ready' && entry.url === address) return entry.blob
      }
      return undefined
    },
    stop() {
      stopped = true
      for (const entry of entries.values()) {
        if (entry.status === 'ready' && entry.url) URL.revokeObjectURL(entry.url)
      }
      entries.clear()
    },
  }
}

/** The absolute URL against a base; undefined where there is none. */
export function resolveUrl(written: string, base: string): string | undefined {
  if (written.length > LONGEST_KEY) return undefined
  try {
    return new URL(written, base).href
  } catch {
    try {
      return new URL(written).href
    } catch {
      return undefined
    }
  }
}

function keyOf(
  written: string,
  base: string,
  refs: ReadonlyMap<string, ResourceRef>,
): string | undefined {
  if (written.length > LONGEST_KEY) return undefined
  if (refs.has(written)) return written
  const absolute = resolveUrl(written, base)
  if (absolute !== undefined && refs.has(absolute)) return absolute
  const bare = (absolute ?? written).replace(/#[\s\S]*$/, '')
  return bare === '' ? undefined : bare
}
