/** All documents that are on show together: a top document and those in its frames, each in its state. */
import type { NodeId } from '../format/events'
import type { DocumentState } from '../replay/documentState'
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
/** An error or a picture that failed may come a little before the snapshot: the page is shown as it is then. */
export const LEAD_MS = 1000
/** Documents in frames of one moment together: each takes some 10 ms to build. */
const MAX_FRAMES = 200

export interface Scenes {
  /** Of a tab; absent: of the one in front. */
  at(timeMs: number, tab: number | undefined, signal?: AbortSignal): Promise<Scene | undefined>
  /** Without waiting: undefined when something has to be read first. */
  tryAt(timeMs: number, tab: number | undefined): Scene | undefined
}

export function createScenes(index: TimeIndex, tracks: ReadonlyMap<string, Track>): Scenes {
  /** Collects what to show; `missing` tells a track that is not ready. */
  function compose(
    top: string,
    timeMs: number,
    missing: (track: Track, time: number) => void,
  ): Scene | undefined {
    let left = MAX_FRAMES
    return scene(top, new Set())

    function scene(streamId: string, around: ReadonlySet<string>): Scene | undefined {
      const track = tracks.get(streamId)
      if (!track || around.has(streamId) || around.size > MAX_DEPTH || left-- < 0) return undefined
      const time = timeMs - index.offsetOf(streamId)
      const state = around.size === 0 ? begun(track, time) : stateAt(track, time)
      if (!state || state.epoch === 0) return undefined
      const frames = new Map<NodeId, Scene>()
      for (const [element, child] of state.frames) {
        const inner = scene(child, new Set([...around, streamId]))
        if (inner) frames.set(element, inner)
      }
      return { streamId, state, time, frames }
    }

    function stateAt(track: Track, time: number): DocumentState | undefined {
      const position = track.tryAt(time)
      if (!position) missing(track, time)
      return position?.state
    }

    /** Of a top document, which is on show from its first event on. */
    function begun(track: Track, time: number): DocumentState | undefined {
      const from = Math.max(time, track.headers[0]?.firstTime ?? 0)
      const state = stateAt(track, from)
      if (state?.epoch !== 0 || !stateAt(track, from + LEAD_MS)) return state
      const ahead = track.upcoming(from, from + LEAD_MS).find(({ kind }) => kind === 'snapshot')
      return ahead ? stateAt(track, ahead.time) : state
    }
  }

  return {
    tryAt(timeMs, tab) {
      let complete = true
      const top = index.topAt(timeMs, tab)
      if (top === undefined) return undefined
      const scene = compose(top, timeMs, () => {
        complete = false
      })
      return complete ? scene : undefined
    },
    async at(timeMs, tab, signal) {
      const top = index.topAt(timeMs, tab)
      if (top === undefined) return undefined
      for (;;) {
        const waits: Promise<unknown>[] = []
        const scene = compose(top, timeMs, (track, time) => {
          waits.push(track.at(time, signal))
        })
        if (waits.length === 0) return scene
        await Promise.all(waits)
        signal?.throwIfAborted()
      }
    },
  }
}
