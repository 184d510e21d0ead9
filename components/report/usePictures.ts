import { useEffect, useRef, useState } from 'preact/hooks'
import type { ReportPicture } from '../../lib/exporters/exporter'
import type { Shot } from '../../lib/format/reportDraft'
import { describeError } from '../../lib/platform/describeError'
import type { Player } from '../../lib/player/player'
import { hiddenStage } from '../hiddenStage'
import { drawShapes } from './drawShapes'

/** Sharp on a dense screen, and still no more than a few hundred kilobytes. */
const SCALE = 1.5

/** A moment as it is drawn, without its marks. */
export interface DrawnShot {
  atMs: number
  canvas: HTMLCanvasElement
  scale: number
  /** Boxes stand for what is where: the page could not be painted. */
  isSketch: boolean
}

export interface Pictures {
  /** By id of the shot; absent while it is drawn. */
  drawn: ReadonlyMap<string, DrawnShot>
  problem: string
}

/**
 * Draws the chosen moments, one after the other, on a stage that nobody sees. Whenever the player is another one (more
 * was masked) all of them are drawn anew, so that no picture shows what the report does not.
 */
export function usePictures(player: Player | undefined, shots: readonly Shot[]): Pictures {
  const [state, setState] = useState<Pictures>({ drawn: new Map(), problem: '' })
  const drawnBy = useRef<Player>(undefined)
  const known = useRef(new Map<string, DrawnShot>())
  const said = JSON.stringify(shots.map(({ id, atMs }) => [id, atMs]))

  useEffect(() => {
    if (!player) {
      known.current = new Map()
      setState({ drawn: known.current, problem: '' })
      return
    }
    if (drawnBy.current !== player) known.current = new Map()
    drawnBy.current = player
    let isOver = false
    const wanted: [string, number][] = JSON.parse(said)
    const missing = wanted.filter(([id, atMs]) => known.current.get(id)?.atMs !== atMs)
    const publish = (problem = '') => {
      const kept = new Map(
        wanted.flatMap(([id]) => {
          const found = known.current.get(id)
          return found ? [[id, found] as const] : []
        }),
      )
      known.current = kept
      setState({ drawn: kept, problem })
    }
    publish()
    if (missing.length === 0) return
    const hidden = hiddenStage()
    const peek = player.peek(hidden)
    const draw = async () => {
      for (const [id, atMs] of missing) {
        await peek.show(atMs)
        const { canvas, kind } = await peek.picture(SCALE)
        if (isOver) return
        const { width } = player.state.value.viewport
        const scale = width > 0 ? canvas.width / width : SCALE
        known.current.set(id, { atMs, canvas, scale, isSketch: kind === 'sketch' })
        publish()
      }
    }
    draw()
      .catch((error: unknown) => {
        if (!isOver) publish(describeError(error))
      })
      .finally(() => {
        peek.stop()
        hidden.remove()
      })
    return () => {
      isOver = true
    }
  }, [player, said])
  return state
}

/** The pictures as files, marks and all. Rejects while one of them is not drawn yet. */
export async function toPictures(
  shots: readonly Shot[],
  drawn: ReadonlyMap<string, DrawnShot>,
): Promise<ReportPicture[]> {
  const pictures: ReportPicture[] = []
  for (const [index, { id, atMs, caption, shapes }] of shots.entries()) {
    const found = drawn.get(id)
    if (!found) throw new Error('A picture is not drawn yet. Try again in a moment.')
    const blob = await toPng(drawShapes(found.canvas, shapes, found.scale))
    const bytes = new Uint8Array(await blob.arrayBuffer())
    pictures.push({ fileName: `${index + 1}.png`, caption, atMs, bytes })
  }
  return pictures
}

export function toPng(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be written.'))),
      'image/png',
    )
  })
}
