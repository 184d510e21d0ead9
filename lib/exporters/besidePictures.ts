import type { Exporter, ExportOptions } from './exporter'
import { createZipWriter } from './zipWriter'

/**
 * A text cannot hold its pictures: both go into one zip, and the text names the files. Without pictures the exporter is
 * the one that was given.
 */
export function withPictures(
  exporter: Exporter,
  { pictures = [] }: Pick<ExportOptions, 'pictures'>,
): Exporter {
  if (exporter.takesPictures !== 'beside' || pictures.length === 0) return exporter
  return {
    ...exporter,
    extension: `${exporter.extension}.zip`,
    mimeType: 'application/zip',
    async *parts(input) {
      const zip = createZipWriter()
      const encoder = new TextEncoder()
      const texts: Uint8Array[] = []
      for await (const part of exporter.parts(input)) {
        texts.push(typeof part === 'string' ? encoder.encode(part) : part)
      }
      zip.add(`report.${exporter.extension}`, joined(texts))
      for (const { fileName, bytes } of pictures) {
        zip.add(fileName, bytes, { isCompressed: true })
        yield* zip.take()
      }
      zip.end()
      yield* zip.take()
    },
  }
}

function joined(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}
