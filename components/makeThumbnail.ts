import type { RecordingSource } from '../lib/format/source'
import { createPlayer } from '../lib/player/createPlayer'
import { hiddenStage } from './hiddenStage'

/** Pixels across: sharp where the library shows it, a few kilobytes on disk. */
const WIDTH = 320
const HEIGHT = 200
const QUALITY = 0.72
/** The page has loaded by then, and little has to be read to get there. */
const SHARE = 0.25
const LATEST_MS = 10_000

/**
 * A small picture of a stored session, from a stage that nobody sees. It shows what the player would: only what was
 * stored, masked as it was stored, with no request of any kind. Undefined where there is nothing to show.
 */
export async function makeThumbnail(source: RecordingSource): Promise<Blob | undefined> {
  const container = hiddenStage()
  const player = await createPlayer({ source, container, isMarked: false }).catch(() => undefined)
  try {
    if (!player || player.state.value.status === 'failed') return undefined
    const { durationMs } = player.state.value
    await player.seek(Math.min(durationMs * SHARE, LATEST_MS))
    const { width } = player.state.value.viewport
    const { canvas } = await player.picture(WIDTH / Math.max(1, width))
    return await toBlob(cropped(canvas))
  } catch {
    return undefined // a session that cannot be played has no picture: the row says what it is
  } finally {
    player?.stop()
    container.remove()
  }
}

/** The upper part, in one shape for all. */
function cropped(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const result = document.createElement('canvas')
  result.width = WIDTH
  result.height = HEIGHT
  const context = result.getContext('2d')
  if (!context) return canvas
  context.fillStyle = '#fff'
  context.fillRect(0, 0, WIDTH, HEIGHT)
  context.drawImage(canvas, 0, 0)
  return result
}

function toBlob(canvas: HTMLCanvasElement): Promise<Blob | undefined> {
  return new Promise((resolve) => {
    canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/webp', QUALITY)
  })
}
