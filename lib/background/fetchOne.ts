import type { ResourceRef } from '../format/session'
import type { ResourceKind } from '../messages/protocol'

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
  /** The browser granted the page's origin to us. */
  granted: boolean
}

/**
 * Fetches one resource of a recorded page, with no more authority than the page had: its own cookies for its own
 * origin, none for others; no plain http from an https page; nothing but http(s).
 */
export async function fetchOne(request: FetchRequest): Promise<Fetched> {
  const { url, kind, pageOrigin } = request
  if (!URL.canParse(url)) return { missing: 'blocked' }
  const { protocol, origin, username } = new URL(url)
  if (!/^https?:$/.test(protocol) || username !== '') return { missing: 'blocked' }
  if (pageOrigin.startsWith('https:') && protocol === 'http:') return { missing: 'blocked' }
  try {
    const response = await fetch(url, {
      credentials: origin === pageOrigin ? 'include' : 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const { status } = response
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
