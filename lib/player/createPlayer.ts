/** The player: a position on the session's time axis, a clock that moves it, and a screen that shows it. */
import type { RecordingSource } from '../format/source'
import { describeError } from '../platform/describeError'
import { createObservable } from '../platform/observable'
import { createChunkCache } from './chunkCache'
import { createKeyframeStore } from './keyframes'
import { collectOverview } from './overview'
import { createPeek } from './peek'
import { drawDocument } from './picture/drawDocument'
import type { Overview, Player, PlayerState } from './player'
import { createPointer } from './pointer'
import { createResources } from './resources'
import { createScenes, type Scene } from './scene'
import { createScreen } from './screen'
import { createSurface } from './surface'
import { createTimeIndex } from './timeIndex'
import { createTrack } from './track'

const SLOWEST = 0.5
const FASTEST = 16
/** Shown before things begin again after a skipped stretch. */
const SKIP_LEAD_MS = 800
/** A tab that slept must not leap: longest step of the clock. */
const LONGEST_STEP_MS = 250

/**
 * Opens a session and shows its first moment. `isMarked: false` keeps the stage from carrying the attribute by which
 * programs find the one replayed document of a page: for players nobody looks at.
 */
export async function createPlayer(deps: {
  source: RecordingSource
  container: HTMLElement
  isMarked?: boolean
}): Promise<Player> {
  const { source, container } = deps
  const [session, streams, headers] = await Promise.all([
    source.session(),
    source.streams(),
    source.chunks(),
  ])
  const resources = await createResources(source)
  const index = createTimeIndex(session, streams, headers)
  const chunks = createChunkCache(source)
  const keyframes = createKeyframeStore()
  const tracks = new Map(
    index.streams.map((stream) => [
      stream.streamId,
      createTrack({
        stream,
        headers: index.headersOf(stream.streamId),
        chunks,
        keyframes: keyframes.of(stream.streamId),
      }),
    ]),
  )
  const scenes = createScenes(index, tracks)
  const surface = createSurface(container)
  const screen = createScreen(surface.box, resources, { isMarked: deps.isMarked ?? true })
  const pointer = createPointer(surface.box, { screen, tracks })
  const life = new AbortController()

  const state = createObservable<PlayerState>({
    status: 'loading',
    timeMs: 0,
    durationMs: index.durationMs,
    speed: 1,
    skipInactivity: false,
    skipping: false,
    viewport: { width: 0, height: 0 },
    url: session.url,
    title: session.title,
  })
  let inactive: Overview['inactive'] = []
  let wanted: { ms: number; number: number } | undefined
  let seeks = 0
  let working: Promise<void> | undefined
  let frame = 0
  let lastTick: number | undefined
  let advancing = false

  function update(change: Partial<PlayerState>): void {
    if (!life.signal.aborted) state.set({ ...state.value, ...change })
  }

  function fail(error: unknown): void {
    cancelAnimationFrame(frame)
    update({ status: 'failed', error: describeError(error), skipping: false })
  }

  async function showScene(
    scene: Scene | undefined,
    timeMs: number,
    jumped: boolean,
  ): Promise<void> {
    if (!scene) {
      update({ timeMs })
      return
    }
    const { viewport, url, title } = scene.state
    const size = { width: viewport.width, height: viewport.height }
    surface.resize(size)
    await screen.show(scene, { jumped })
    if (life.signal.aborted) return
    pointer.show(scene)
    update({ timeMs, viewport: size, url, title, tab: index.tabAt(timeMs) })
  }

  /** One seek at a time; while one is under way only the newest wish counts. */
  async function work(): Promise<void> {
    while (wanted) {
      const { ms } = wanted
      wanted = undefined
      const scene = scenes.tryAt(ms) ?? (await scenes.at(ms, life.signal))
      if (wanted) continue
      await showScene(scene, ms, true)
    }
  }

  async function seek(ms: number): Promise<void> {
    if (Number.isNaN(ms)) throw new TypeError('A time to seek to must be a number.')
    if (life.signal.aborted) return
    wanted = { ms: Math.min(index.durationMs, Math.max(0, ms)), number: ++seeks }
    working ??= work().finally(() => {
      working = undefined
      lastTick = undefined
    })
    try {
      await working
    } catch (error) {
      if (life.signal.aborted) return
      fail(error)
      throw error
    }
    if (state.value.status === 'ended' && ms < index.durationMs) update({ status: 'paused' })
  }

  function tick(now: number): void {
    if (state.value.status !== 'playing') return
    frame = requestAnimationFrame(tick)
    if (working || advancing) {
      lastTick = undefined
      return
    }
    const passed = lastTick === undefined ? 0 : Math.min(LONGEST_STEP_MS, now - lastTick)
    lastTick = now
    const target = Math.min(index.durationMs, state.value.timeMs + passed * state.value.speed)
    const skip = state.value.skipInactivity ? skipFrom(inactive, target) : undefined
    advancing = true
    void advance(skip ?? target, skip !== undefined)
      .catch(fail)
      .finally(() => {
        advancing = false
      })
  }

  async function advance(target: number, skipping: boolean): Promise<void> {
    if (skipping !== state.value.skipping) update({ skipping })
    const scene = scenes.tryAt(target) ?? (await scenes.at(target, life.signal))
    if (working || life.signal.aborted) return
    await showScene(scene, target, skipping)
    if (target >= index.durationMs && state.value.status === 'playing') {
      cancelAnimationFrame(frame)
      update({ status: 'ended', skipping: false })
    }
  }

  let overviewWork: Promise<Overview> | undefined
  function overview(): Promise<Overview> {
    overviewWork ??= readAll()
    return overviewWork
  }

  async function readAll(): Promise<Overview> {
    const collector = collectOverview({
      durationMs: index.durationMs,
      streams: index.streams,
      offsetOf: index.offsetOf,
    })
    for (const track of tracks.values()) {
      await track.index((event) => collector.visit(event, track.stream), life.signal)
    }
    const result = collector.finish()
    inactive = result.inactive
    return result
  }

  const player: Player = {
    state,
    missing: resources.missing,
    seek,
    overview,
    async play(speed) {
      if (state.value.status === 'failed') return
      if (speed !== undefined) player.setSpeed(speed)
      if (state.value.status === 'ended') await seek(0)
      if (state.value.status === 'playing') return
      lastTick = undefined
      update({ status: 'playing' })
      frame = requestAnimationFrame(tick)
    },
    async pause() {
      cancelAnimationFrame(frame)
      if (state.value.status === 'playing') update({ status: 'paused', skipping: false })
      await working
    },
    setSpeed(speed) {
      if (Number.isNaN(speed)) return
      update({ speed: Math.min(FASTEST, Math.max(SLOWEST, speed)) })
    },
    setSkipInactivity: (on) => update({ skipInactivity: on }),
    setScale: (scale) => surface.setScale(scale),
    peek: (container) => createPeek({ container, scenes, resources, signal: life.signal }),
    picture: (scale) =>
      drawDocument(player.document, {
        ...state.value.viewport,
        scale,
        blobOf: resources.blobOf,
      }),
    get document() {
      if (!screen.doc) throw new Error('Nothing is shown yet.')
      return screen.doc
    },
    stop() {
      life.abort()
      cancelAnimationFrame(frame)
      pointer.stop()
      screen.stop()
      resources.stop()
      surface.stop()
    },
  }

  if (index.topAt(0) === undefined) {
    fail(new Error('This recording holds no page that can be shown.'))
    return player
  }
  await seek(0).catch(() => undefined)
  if (state.value.status === 'loading') {
    if (screen.doc) update({ status: 'paused' })
    else fail(new Error('This recording holds no page that can be shown.'))
  }
  return player
}

/** Where to go on from inside a stretch without activity. */
function skipFrom(inactive: Overview['inactive'], timeMs: number): number | undefined {
  const stretch = inactive.find(
    ({ fromMs, toMs }) => fromMs + SKIP_LEAD_MS <= timeMs && timeMs < toMs - SKIP_LEAD_MS,
  )
  return stretch && stretch.toMs - SKIP_LEAD_MS
}
