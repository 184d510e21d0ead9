import { bodyOf, setSheets, windowOf } from './dom'

/**
 * Chromium gives every document of an extension, about:blank included, a sheet with `body { font-size: 75%; font-family:
 * system }`. It comes before the page's own sheets and cannot be taken out; a sheet that came after them would override
 * the page. So a sheet of the stage takes the two values back, but only while they are what `body` really shows.
 * `revert-layer` falls back to what the page's layers say, then to what is inherited.
 */
export interface HostFonts {
  readonly sheets: readonly CSSStyleSheet[]
  /** Looks again; to be called when what `body` shows may have changed. */
  check(): void
}

interface Fonts {
  size: string
  family: string
}

/** Looks at the fonts of an empty document before anything recorded is in it. */
export function createHostFonts(doc: Document, newSheet: () => CSSStyleSheet): HostFonts {
  // Opening a document anew leaves it the sheets it had adopted before, the answer to the fonts among them.
  setSheets(doc, [])
  const foreign = fontsOf(doc)
  const sheet = newSheet()
  sheet.replaceSync('body{font-size:revert-layer;font-family:revert-layer}')
  setSheets(doc, [sheet])
  const own = fontsOf(doc)
  setSheets(doc, [])
  if (!foreign || !own || (foreign.size === own.size && foreign.family === own.family)) {
    return { sheets: [], check: () => undefined }
  }
  return {
    sheets: [sheet],
    check() {
      sheet.replaceSync('')
      const now = fontsOf(doc)
      const size = now?.size === foreign.size ? 'font-size:revert-layer;' : ''
      const family = now?.family === foreign.family ? 'font-family:revert-layer' : ''
      if (size || family) sheet.replaceSync(`body{${size}${family}}`)
    },
  }
}

function fontsOf(doc: Document): Fonts | undefined {
  const body = bodyOf(doc)
  const style = body && windowOf(doc)?.getComputedStyle(body)
  if (!style?.fontSize) return undefined // in a frame that is not rendered
  return { size: style.fontSize, family: style.fontFamily }
}
