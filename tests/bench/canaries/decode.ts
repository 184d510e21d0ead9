import { gunzipSync, inflateSync } from 'node:zlib'

/** How deep packages lie in packages: an envelope with a compressed body that holds compressed strings. */
const DEEPEST = 4

/** Every text that a request body holds: as it is, and each compressed part of it. */
export function textsOf(body: Buffer, depth = 0): string[] {
  const plain = body.toString('utf8')
  const texts = [plain, body.toString('latin1')]
  if (depth >= DEEPEST) return texts
  for (let at = 0; at + 2 < body.length; at++) {
    const inner = unpacked(body, at)
    if (inner) texts.push(...textsOf(inner, depth + 1))
  }
  // PostHog keeps compressed bytes as characters of a JSON string.
  if (plain.includes('\\u001f') || plain.includes('\u001f')) {
    for (const match of plain.matchAll(/"((?:[^"\\]|\\.)*\\u001f(?:[^"\\]|\\.)*)"/g)) {
      const packed = attempt(() => Buffer.from(JSON.parse(`"${match[1]}"`) as string, 'latin1'))
      const inner = packed && attempt(() => gunzipSync(packed))
      if (inner) texts.push(...textsOf(inner, depth + 1))
    }
  }
  return texts
}

function unpacked(body: Buffer, at: number): Buffer | undefined {
  const [first, second] = [body[at], body[at + 1]]
  if (first === 0x1f && second === 0x8b) return attempt(() => gunzipSync(body.subarray(at)))
  if (first !== 0x78 || ![0x01, 0x5e, 0x9c, 0xda].includes(second ?? 0)) return undefined
  // Streams are sent in pieces that end in the middle.
  return attempt(() => inflateSync(body.subarray(at), { finishFlush: 2 }))
}

function attempt<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}
