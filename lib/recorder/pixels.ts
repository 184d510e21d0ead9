import { toBase64 } from '../platform/bytes'
import { MAX_SIDE } from './drawings'
import type { Scope } from './scope'

const MAX_BYTES = 1_000_000
/** Lossy, yet text in a chart stays readable. */
const QUALITY = 0.7

/** What a picture shows, as a resource of this stream. Undefined where it may not be read (another origin's pixels). */
export async function keepPixels(
  scope: Scope,
  source: Pictured,
  group: string,
): Promise<KeptPicture | undefined> {
  // A drawing's own pixels may be gone.
  const drawing = scope.drawings?.of(source)?.picture
  // What applies may have changed since the picture was first seen.
  const treatment = scope.knownTreatment(source)
  if (treatment === undefined || !scope.masker.keepsImages(treatment)) return undefined
  const { width, height } = drawing ?? sizeOf(source)
  if (width === 0 || height === 0 || width > MAX_SIDE || height > MAX_SIDE) return undefined
  try {
    // A surface of our own: `toBlob` of the page's canvas may be the page's.
    const copy = new OffscreenCanvas(width, height)
    copy.getContext('2d')?.drawImage(drawing ?? source, 0, 0)
    const blob = await copy.convertToBlob({ type: 'image/webp', quality: QUALITY })
    if (blob.size > MAX_BYTES) return undefined
    const base64 = toBase64(new Uint8Array(await blob.arrayBuffer()))
    const last = lastOf(scope).get(source)
    if (last !== undefined && last.base64 === base64) return last
    const key = scope.resources.mintKey(group)
    const picture = { key, base64 }
    lastOf(scope).set(source, picture)
    scope.resources.keep({ key, mimeType: blob.type, base64 })
    return picture
  } catch {
    return undefined // tainted, or gone
  }
}

/** Elements that show pixels. */
export type Pictured = HTMLCanvasElement | HTMLImageElement | HTMLVideoElement

/** Pixels of its own, whatever the page makes of them. By name: an adopted element keeps its old constructors. */
export function sizeOf(source: Pictured): { width: number; height: number } {
  switch (source.localName) {
    case 'img': {
      const { naturalWidth: width, naturalHeight: height } = source as HTMLImageElement
      return { width, height }
    }
    case 'video': {
      const { videoWidth: width, videoHeight: height, readyState } = source as HTMLVideoElement
      return readyState < HAVE_CURRENT_DATA ? { width: 0, height: 0 } : { width, height }
    }
    default:
      return { width: source.width, height: source.height }
  }
}

/** HTMLMediaElement.HAVE_CURRENT_DATA: there is a picture of this moment. */
const HAVE_CURRENT_DATA = 2

/** A resource of the stream. Equal pixels of one source have one. */
export interface KeptPicture {
  key: string
  base64: string
}

/** What was last kept of each picture: the same pixels are not kept twice. One map per stream, dropped with it. */
const kept = new WeakMap<Scope, WeakMap<Element, KeptPicture>>()

function lastOf(scope: Scope): WeakMap<Element, KeptPicture> {
  const known = kept.get(scope)
  if (known) return known
  const made = new WeakMap<Element, KeptPicture>()
  kept.set(scope, made)
  return made
}
