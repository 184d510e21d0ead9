/** All documents that are on show together: a top document and those in its frames, each in its state. */
import type { NodeId } from '../format/events'
import type { DocumentState } from './documentState'
import type { TimeIndex } from './timeIndex'
import type { Track } from './track'

export interface Scene {
  streamId: string
  state: DocumentState
  /** Milliseconds since the stream's start. */
  time: number
  frames: Map<NodeId, Scene>
}

/** Frames in frames; the browser's own limit is far above what pages do. */
const MAX_DEPTH = 12

export interface Scenes {
  at(timeMs: number, signal?: AbortSignal): Promise<Scene | undefined>
  /** Without waiting: undefined when something has to be read first. */
  tryAt(timeMs: number): Scene | undefined
}

export function createScenes(index: TimeIndex, tracks: ReadonlyMap<string, Track>): Scenes {
  /** Collects what to show; `missing` tells a track that is not ready. */
  function compose(
    streamId: string,
    timeMs: number,
    seen: ReadonlySet<string>,
    missing: (track: Track, time: number) => void,
  ): Scene | undefined {
    const track = tracks.get(streamId)
    if (!track || seen.has(streamId) || seen.size > MAX_DEPTH) return undefined
    const time = timeMs - index.offsetOf(streamId)
    const first = track.headers[0]?.firstTime ?? 0
    const position = track.tryAt(seen.size === 0 ? Math.max(time, first) : time)
    if (!position) {
      missing(track, time)
      return undefined
    }
    const { state } = position
    if (state.epoch === 0) return undefined
    const frames = new Map<NodeId, Scene>()
    for (const [element, child] of state.frames) {
      const scene = compose(child, timeMs, new Set([...seen, streamId]), missing)
      if (scene) frames.set(element, scene)
    }
    return { streamId, state, time, frames }
  }

  return {
    tryAt(timeMs) {
      let complete = true
      const top = index.topAt(timeMs)
      if (top === undefined) return undefined
      const scene = compose(top, timeMs, new Set(), () => {
        complete = false
      })
      return complete ? scene : undefined
    },
    async at(timeMs, signal) {
      const top = index.topAt(timeMs)
      if (top === undefined) return undefined
      for (;;) {
        const waits: Promise<unknown>[] = []
        const scene = compose(top, timeMs, new Set(), (track, time) => {
          waits.push(track.at(Math.max(time, track.headers[0]?.firstTime ?? 0), signal))
        })
        if (waits.length === 0) return scene
        await Promise.all(waits)
        signal?.throwIfAborted()
      }
    },
  }
}
