import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

/** Writes a zip as its bytes come: nothing is kept but the list of names. Equal input gives equal bytes. */
export interface ZipWriter {
  /** `isCompressed`: packing it again gains nothing. */
  add(path: string, bytes: Uint8Array, options?: { isCompressed?: boolean }): void
  addJson(path: string, value: unknown): void
  /** What is ready since the last time. */
  take(): Uint8Array<ArrayBuffer>[]
  end(): void
}

/** Local time by design of the zip format, so a date of local midnight is the same bytes everywhere. */
const ZIP_EPOCH = new Date(1980, 0, 1)
const DEFLATE_LEVEL = 6
/** Sizes and offsets of a plain zip have 32 bits. */
const MAX_ARCHIVE_BYTES = 2 ** 32 - 1

export function createZipWriter(): ZipWriter {
  const ready: Uint8Array<ArrayBuffer>[] = []
  const encoder = new TextEncoder()
  let written = 0
  const zip = new Zip((error, data) => {
    if (error) throw error
    written += data.byteLength
    if (written > MAX_ARCHIVE_BYTES) {
      throw new Error('The session is over 4 GB: export a part of it.')
    }
    ready.push(data as Uint8Array<ArrayBuffer>)
  })
  const writer: ZipWriter = {
    add(path, bytes, { isCompressed = false } = {}) {
      const file = isCompressed
        ? new ZipPassThrough(path)
        : new ZipDeflate(path, { level: DEFLATE_LEVEL })
      file.mtime = ZIP_EPOCH
      zip.add(file)
      file.push(bytes, true)
    },
    addJson: (path, value) => writer.add(path, encoder.encode(JSON.stringify(value))),
    take: () => ready.splice(0),
    end: () => zip.end(),
  }
  return writer
}
