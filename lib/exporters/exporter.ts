import type { RecordingSource } from '../format/source'
import type { PlayerAssets } from './htmlFormat'

/** Milliseconds since the session's start. */
export interface Span {
  fromMs: number
  toMs: number
}

/** The recording under a stricter policy; `tightenSource` of `lib/privacy` with its policy filled in. */
export type Tighten = (source: RecordingSource) => RecordingSource

export interface ExportOptions {
  /** Only this part of the session. */
  span?: Span
  tighten?: Tighten
  signal?: AbortSignal
  /** 0 to 1, never backwards. */
  onProgress?: (fraction: number) => void
  /** What the person wrote in the composer; for reports. */
  report?: ReportText
  /** Pictures of chosen moments, drawn and marked already. */
  pictures?: ReportPicture[]
  /** The built player, for the single-file export. */
  loadPlayer?: () => Promise<PlayerAssets>
  /** Nobody reads the file without it. Single HTML files ask for it, all others become a `.sealed` one. */
  password?: string
  /** Pictures and fonts are put into the file, where the format can do without (`canInline`). */
  inline?: boolean
  /** Address that opens the session at a moment, where there is one. */
  linkTo?: (atMs: number) => string | undefined
}

export interface ReportText {
  title?: string
  description?: string
  expected?: string
  actual?: string
  severity?: string
  /** What the recording cannot know: the build, the account, the data. */
  environment?: string
}

/** A moment as a PNG file. */
export interface ReportPicture {
  fileName: string
  caption: string
  /** Milliseconds since the session's start. */
  atMs: number
  bytes: Uint8Array<ArrayBuffer>
}

/** What an exporter is given: the source is already trimmed, tightened, and counts what is read. */
export interface ExportInput {
  source: RecordingSource
  options: ExportOptions
}

/** One export format. A new one is a file with one of these, a line in `exporters.ts`, and a test. */
export interface Exporter {
  /** Also the format's name in the automation API. */
  id: string
  /** Key of its name in `locales`, under `exportFormat`. */
  label: string
  extension: string
  mimeType: string
  /** Pictures of the report are in the file itself, or lie beside it in a zip. Absent: left out. */
  takesPictures?: 'inside' | 'beside'
  /** Pictures and fonts can be left out, and are unless `inline` is asked for. */
  canInline?: true
  /** The bytes in order; text is UTF-8. Equal input gives equal bytes. */
  parts(input: ExportInput): AsyncIterable<string | Uint8Array<ArrayBuffer>>
}
