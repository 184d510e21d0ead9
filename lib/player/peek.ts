import { drawDocument } from './picture/drawDocument'
import type { Peek } from './player'
import type { Resources } from './resources'
import type { Scenes } from './scene'
import { createScreen } from './screen'
import { createSurface } from './surface'

interface PeekDeps {
  container: HTMLElement
  scenes: Scenes
  resources: Resources
  /** The tab that the player was told to show. */
  tab: () => number | undefined
  /** Aborts with the player that lent these. */
  signal: AbortSignal
}

/** A small second screen over what the player has read already: it costs a document, not another reading. */
export function createPeek({ container, scenes, resources, tab, signal }: PeekDeps): Peek {
  const surface = createSurface(container)
  const screen = createScreen(surface.box, resources, { isMarked: false })
  let viewport = { width: 0, height: 0 }
  let wanted: number | undefined
  let working: Promise<void> | undefined
  let isOver = false

  async function work(): Promise<void> {
    while (wanted !== undefined) {
      const ms = wanted
      wanted = undefined
      const scene = scenes.tryAt(ms, tab()) ?? (await scenes.at(ms, tab(), signal))
      // Whoever moves on while something is read wants the newest only.
      if (isOver || wanted !== undefined) continue
      if (!scene) {
        screen.clear()
        continue
      }
      const { width, height } = scene.state.viewport
      viewport = { width, height }
      surface.resize(viewport)
      await screen.show(scene, { jumped: true })
    }
  }

  return {
    async show(ms) {
      if (isOver || signal.aborted) return
      wanted = ms
      working ??= work().finally(() => {
        working = undefined
      })
      await working
    },
    async picture(scale) {
      if (!screen.doc) throw new Error('Nothing is shown yet.')
      return await drawDocument(screen.doc, { ...viewport, scale, blobOf: resources.blobOf })
    },
    stop() {
      isOver = true
      screen.stop()
      surface.stop()
    },
  }
}
