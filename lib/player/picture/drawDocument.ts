/** A replayed document as a picture: for thumbnails, and for what a person copies. Nothing is requested for it. */
import { createAssets } from './assets'
import { drawSketch } from './sketch'
import { TooLargeError, toMarkup } from './toMarkup'

export interface PictureOptions {
  /** Viewport of the recording in CSS px. */
  width: number
  height: number
  /** Pixels of the picture per CSS px. */
  scale: number
  /** Bytes behind a blob: address on the stage; undefined where there are none. */
  blobOf(address: string): Blob | undefined
}

export interface Picture {
  canvas: HTMLCanvasElement
  /** `sketch`: the document could not be painted as it is; boxes stand for what is where. */
  kind: 'picture' | 'sketch'
}

/** Frames in frames are painted this deep. */
const MAX_DEPTH = 3
/** With all its frames. Nothing else runs meanwhile, and one look at a style can cost a layout of the whole document. */
const WRITE_MS = 3000
/** Longest side in pixels: what a canvas surely bears. */
const LONGEST_SIDE = 8192
/** A page that takes longer to paint is sketched. */
const PAINT_MS = 8000

/**
 * Paints the document as it is shown now. A canvas cannot draw a document, but it can draw an SVG picture that holds one;
 * such a picture loads nothing from outside itself, so style sheets, images and fonts are written into it.
 */
export async function drawDocument(
  doc: Document,
  options: PictureOptions,
  depth = 0,
  endsAt = performance.now() + WRITE_MS,
): Promise<Picture> {
  const canvas = doc.defaultView?.parent.document.createElement('canvas') ?? createCanvas()
  const scale = Math.min(options.scale, LONGEST_SIDE / Math.max(1, options.width, options.height))
  canvas.width = Math.max(1, Math.round(options.width * scale))
  canvas.height = Math.max(1, Math.round(options.height * scale))
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser gives no canvas to draw on.')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  try {
    const image = await paint(doc, { ...options, scale, endsAt }, depth)
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    // Throws where the browser counts the picture as foreign.
    context.getImageData(0, 0, 1, 1)
    return { canvas, kind: 'picture' }
  } catch {
    const clean = createCanvas()
    clean.width = canvas.width
    clean.height = canvas.height
    drawSketch(doc, clean, scale)
    return { canvas: clean, kind: 'sketch' }
  }
}

async function paint(
  doc: Document,
  options: PictureOptions & { endsAt: number },
  depth: number,
): Promise<HTMLImageElement> {
  const assets = createAssets(options)
  const nested = async (frame: Document, size: { width: number; height: number }) => {
    if (depth >= MAX_DEPTH || size.width < 1 || size.height < 1) return undefined
    const inner = await drawDocument(frame, { ...options, ...size }, depth + 1, options.endsAt)
    return inner.canvas.toDataURL('image/png')
  }
  const markup = await toMarkup(doc, { ...options, assets, nested })
  const image = new Image()
  image.width = options.width
  image.height = options.height
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(markup)}`
  await within(image.decode(), PAINT_MS)
  return image
}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLargeError()), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function createCanvas(): HTMLCanvasElement {
  return document.createElement('canvas')
}
