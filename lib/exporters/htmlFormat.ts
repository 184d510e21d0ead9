/**
 * Where the data of a single-file export lies: in script elements of a type that nothing runs, each a JSON string of
 * base64 of gzip. Base64 holds no markup, so the file can be read without a parser.
 */
export const BLOCK_ATTRIBUTE = 'data-recount'
export const MANIFEST_BLOCK = 'manifest'
export const TEXTS_BLOCK = 'texts'
export const PLAYER_BLOCK = 'player'
/** Only where the person wrote a report. */
export const REPORT_BLOCK = 'report'

export function chunkBlock(streamIndex: number, seq: number): string {
  return `chunk-${streamIndex}-${seq}`
}

export function resourceBlock(hash: string): string {
  return `resource-${hash}`
}

export function pictureBlock(fileName: string): string {
  return `picture-${fileName}`
}

/** Start of the element; what follows up to the next `<` is the block. */
export function blockStart(name: string): string {
  return `<script type="application/json" ${BLOCK_ATTRIBUTE}="${name}">`
}

/** What the file shows and runs, as the extension has built it. */
export interface PlayerAssets {
  /** One classic script. */
  script: string
  style: string
  /** Texts by name, as in `_locales/en/messages.json`. */
  texts: Record<string, { message: string }>
}
