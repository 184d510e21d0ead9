import type { InlineResource, ResourceKind } from '../messages/protocol'
import { toBase64 } from '../platform/bytes'
import type { Masker, Treatment } from '../privacy/masker'

export interface WantedResource {
  /** Masked URL: the key under which the replay finds the bytes. */
  key: string
  url: string
  kind: ResourceKind
}

/** Collects what a replay without the network needs besides the events. */
export interface ResourceCollector {
  /** A URL whose bytes the worker is to fetch, once per stream. */
  want(rawUrl: string, kind: ResourceKind): void
  /** Every url() and @import of a piece of CSS that survived masking. */
  wantFromCss(raw: string, masked: string, baseUrl: string, treatment?: Treatment): void
  /** The same for a style attribute. */
  wantFromStyle(raw: string, masked: string, treatment: Treatment): void
  /** Every candidate of a srcset. */
  wantFromSrcset(srcset: string): void
  /** Text or bytes that only the recorder has. */
  keep(resource: InlineResource): void
  /** Mints a key of this stream. */
  mintKey(group: string): string
}

export interface ResourceCollectorOptions {
  streamId: string
  masker: Masker
  baseUrl: () => string
  enabled: boolean
  onWanted: (wanted: WantedResource) => void
  onKept: (resource: InlineResource) => void
}

const CSS_URL =
  /url\(\s*(?:"([^"]*)"|'([^']*)'|([^'")\s]+))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')/gi
/** As other pictures that are made in the page. */
const MAX_BLOB_BYTES = 1_000_000
const FONT_FILE = /\.(?:woff2?|ttf|otf|eot)(?:[?#]|$)/i

export function createResourceCollector(options: ResourceCollectorOptions): ResourceCollector {
  const { masker, streamId } = options
  const asked = new Set<string>()
  const minted = new Map<string, number>()

  function want(rawUrl: string, kind: ResourceKind, base = options.baseUrl()): void {
    if (!options.enabled || rawUrl === '') return
    const url = absoluteUrl(rawUrl, base)
    if (url === undefined || asked.has(url)) return
    asked.add(url)
    const key = masker.url(url, 'resource')
    if (key !== '') options.onWanted({ key, url, kind })
  }

  /**
   * Its bytes live in the page alone, and no longer than the page keeps the address. Below the open level it may be a
   * picture the person has just chosen.
   */
  async function keepBlob(url: string): Promise<void> {
    if (!options.enabled || masker.policy.level !== 'allow' || asked.has(url)) return
    asked.add(url)
    const key = masker.url(url, 'resource')
    const blob = await (await fetch(url)).blob()
    if (key === '' || !/^(?:image|font)\//.test(blob.type) || blob.size > MAX_BLOB_BYTES) return
    const base64 = toBase64(new Uint8Array(await blob.arrayBuffer()))
    options.onKept({ key, mimeType: blob.type, base64 })
  }

  function wantFromCss(
    raw: string,
    masked: string,
    baseUrl: string,
    treatment = masker.root,
  ): void {
    if (!options.enabled || !/url\(|@import/i.test(masked)) return
    for (const match of raw.matchAll(CSS_URL)) {
      const imported = match[4] ?? match[5]
      const target = imported ?? match[1] ?? match[2] ?? match[3] ?? ''
      if (target.startsWith('blob:') && masker.keepsImages(treatment) && masked.includes(target))
        keepBlob(target).catch(() => {}) // let go of meanwhile, or of another origin
      const url = absoluteUrl(target, baseUrl)
      // Masking may have taken the URL out: then nothing needs it.
      if (url === undefined) continue
      if (!masked.includes(masker.url(url, 'resource')) && !masked.includes(target)) continue
      const before = raw.slice(Math.max(0, match.index - 9), match.index)
      const isImport = imported !== undefined || /@import\s+$/i.test(before)
      const kind = isImport ? 'style' : FONT_FILE.test(url) ? 'font' : 'image'
      // Where no pictures are kept, styles bring none.
      if (kind === 'image' && !masker.keepsImages(treatment)) continue
      want(url, kind, baseUrl)
    }
  }

  return {
    want: (rawUrl, kind) => want(rawUrl, kind),
    wantFromCss,
    wantFromStyle(raw, masked, treatment) {
      // Most style attributes have no address, and pages write thousands of them.
      if (raw.includes('url(')) wantFromCss(raw, masked, options.baseUrl(), treatment)
    },
    wantFromSrcset(srcset) {
      for (const url of srcsetUrls(srcset)) want(url, 'image')
    },
    keep: (resource) => options.onKept(resource),
    mintKey(group) {
      const number = (minted.get(group) ?? 0) + 1
      minted.set(group, number)
      return `${streamId}/${group}/${number}`
    },
  }
}

/** URLs of a srcset, in order. A URL may hold commas, so it ends at white space. */
export function srcsetUrls(srcset: string): string[] {
  const urls: string[] = []
  for (const match of srcset.matchAll(/\s*,*\s*(\S*[^\s,])(?:\s+[^,]*)?(?:,|$)/g)) {
    if (match[1] !== undefined) urls.push(match[1])
  }
  return urls
}

/** http and https only: the rest has its bytes in itself or cannot be fetched by the worker. */
function absoluteUrl(url: string, base: string): string | undefined {
  if (!URL.canParse(url, base)) return undefined
  const parsed = new URL(url, base)
  return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed.href : undefined
}
