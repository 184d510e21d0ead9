import type { ResourceRef } from '../format/session'
import type { RecordingSource } from '../format/source'
import { sha256 } from '../platform/bytes'

/**
 * A source whose hashes are those of the bytes it gives. Masking again changes style sheets, and a file whose hashes do
 * not fit its bytes is refused when it is imported.
 */
export function rehashSource(source: RecordingSource): RecordingSource {
  const originals = new Map<string, string>()
  let refs: Promise<ResourceRef[]> | undefined

  async function rehash(): Promise<ResourceRef[]> {
    const known = new Map<string, string>()
    const listed = await source.resourceRefs()
    for (const hash of new Set(listed.flatMap((ref) => ref.hash ?? []))) {
      const found = await source.resource(hash)
      if (!found) continue
      const own = await sha256(new Uint8Array(found.bytes))
      known.set(hash, own)
      originals.set(own, hash)
    }
    return listed.map((ref) => {
      if (ref.hash === undefined) return ref
      const { hash, ...rest } = ref
      const own = known.get(hash)
      return own === undefined
        ? { ...rest, missing: ref.missing ?? 'failed' }
        : { ...rest, hash: own }
    })
  }

  return {
    ...source,
    async resourceRefs() {
      refs ??= rehash()
      return await refs
    },
    async resource(hash) {
      refs ??= rehash()
      await refs
      const original = originals.get(hash)
      return original === undefined ? undefined : await source.resource(original)
    },
  }
}
