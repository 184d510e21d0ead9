import type { ResourceRef } from '../format/session'
import type { ResourceKind } from '../messages/protocol'
import { isWithinReach } from './addressSpace'

/** Larger ones are not worth their room: a replay looks right without them. */
const MAX_BYTES: Record<ResourceKind, number> = {
  style: 5 * 1024 * 1024,
  font: 10 * 1024 * 1024,
  image: 15 * 1024 * 1024,
  media: 40 * 1024 * 1024,
}

const TIMEOUT_MS = 20_000

export type Fetched =
  | { bytes: Uint8Array<ArrayBuffer>; mimeType: string; url: string; status: number }
  | { missing: NonNullable<ResourceRef['missing']>; status?: number }

export interface FetchRequest {
  url: string
  kind: ResourceKind
  /** Of the document that shows it. */
  pageOrigin: string
  /** The document is of the tab's own site: in a frame of another one the browser might not send its cookies. */
  isFirstParty: boolean
  /** The browser granted the page's origin to us. */
  granted: boolean
  /** Shown in a private window. */
  isPrivate: boolean
}

/**
 * Fetches one resource of a recorded page, with no more authority than the page had. The host permission would lend us
 * more: it makes every request first-party, so that `SameSite` cookies go along and other sites' answers can be read.
 * See `docs/guarantees.md` 7.
 */
export async function fetchOne(request: FetchRequest): Promise<Fetched> {
  const { url, kind, pageOrigin, isFirstParty, isPrivate } = request
  if (!mayFetch(url, pageOrigin)) return { missing: 'blocked' }
  // The worker has the cookies and the cache of ordinary windows: a private one must neither use nor fill them.
  const hasCookies = !isPrivate && isFirstParty && new URL(url).origin === pageOrigin
  try {
    const response = await answerOf(url, { hasCookies, isPrivate })
    const { status } = response
    // Only now is it known where a redirect led. What is there is not the page's to read, so it is not kept either.
    if (response.redirected && !mayFetch(response.url, pageOrigin)) {
      await response.body?.cancel()
      return { missing: 'blocked' }
    }
    if (!response.ok) return { missing: 'failed', status }
    const mimeType = mimeOf(response)
    if (!fits(mimeType, kind)) return { missing: 'not-a-resource', status }
    const bytes = await readUpTo(response, MAX_BYTES[kind])
    if (!bytes) return { missing: 'too-large', status }
    return { bytes, mimeType, url: response.url || url, status }
  } catch {
    return { missing: request.granted ? 'failed' : 'no-permission' }
  }
}

/** Cookies go to the page's own origin and no further: where it redirects, the same is asked for without them. */
async function answerOf(
  url: string,
  { hasCookies, isPrivate }: { hasCookies: boolean; isPrivate: boolean },
): Promise<Response> {
  const options = {
    cache: isPrivate ? 'no-store' : 'default',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  } as const
  if (hasCookies) {
    const response = await fetch(url, { ...options, credentials: 'include', redirect: 'manual' })
    if (response.type !== 'opaqueredirect') return response
  }
  return await fetch(url, { ...options, credentials: 'omit' })
}

/** Nothing but http(s), no plain http in an https page, nothing nearer than the page itself. */
function mayFetch(url: string, pageOrigin: string): boolean {
  if (!URL.canParse(url) || !URL.canParse(pageOrigin)) return false
  const target = new URL(url)
  const page = new URL(pageOrigin)
  if (!/^https?:$/.test(target.protocol) || target.username !== '' || target.password !== '')
    return false
  if (page.protocol === 'https:' && target.protocol === 'http:') return false
  return isWithinReach(target, page)
}

function mimeOf(response: Response): string {
  const header = response.headers.get('content-type') ?? ''
  return header.split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

/** A login page or an API's answer in place of a picture is the person's data, not a resource. */
function fits(mimeType: string, kind: ResourceKind): boolean {
  const isOctets = mimeType === '' || mimeType.endsWith('/octet-stream')
  switch (kind) {
    case 'style':
      return mimeType === 'text/css'
    case 'font':
      return isOctets || /font|opentype|truetype/.test(mimeType)
    case 'image':
      return isOctets || mimeType.startsWith('image/')
    case 'media':
      return isOctets || /^(audio|video|image)\//.test(mimeType)
  }
}

async function readUpTo(
  response: Response,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(response.headers.get('content-length') ?? 0) > most) return undefined
  const reader = response.body?.getReader()
  if (!reader) return new Uint8Array()
  const parts: Uint8Array[] = []
  let size = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length
    if (size > most) {
      await reader.cancel()
      return undefined
    }
    parts.push(part.value)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
