/** Decompresses and stops as soon as more comes out than may: a small file can hold terabytes of zeros. */
export async function inflateBounded(
  packed: Blob,
  given: { format: 'gzip' | 'deflate' | 'deflate-raw' | 'none'; name: string; most: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const { format, name, most } = given
  const stream: ReadableStream<Uint8Array> =
    format === 'none'
      ? packed.stream()
      : packed.stream().pipeThrough(new DecompressionStream(format))
  const reader = stream.getReader()
  const parts: Uint8Array[] = []
  let filled = 0
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new Error(`${name} is damaged.`)
    })
    if (done) break
    filled += value.byteLength
    if (filled > most) {
      await reader.cancel().catch(() => undefined)
      throw new Error(`${name} is larger than it says or may be.`)
    }
    parts.push(value)
  }
  const bytes = new Uint8Array(filled)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.byteLength
  }
  return bytes
}
