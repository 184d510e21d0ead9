/** The player: a position on the session's time axis, a clock that moves it, and a screen that shows it. */
import type { KeptKeyframes, KeyframeKey, RecordingSource } from '../format/source'
import { describeError } from '../platform/describeError'
import { createObservable } from '../platform/observable'
import { createChunkCache } from './chunkCache'
import { createKeyframeStore } from './keyframes'
import { collectOverview, INACTIVE_MS, SHORTEST_PAUSE_MS } from './overview'
import { createPeek } from './peek'
import { drawDocument } from './picture/drawDocument'
import type { Overview, Player, PlayerState } from './player'
import { createPointer } from './pointer'
import { createResources } from './resources'
import { createScenes, type Scene } from './scene'
import { createScreen } from './screen'
import { createSeekRest } from './seekRest'
import { createSurface } from './surface'
import { createTimeIndex } from './timeIndex'
import { createTrack } from './track'

const SLOWEST = 0.5
const FASTEST = 16
/** Shown before things begin again after a skipped stretch. */
const SKIP_LEAD_MS = 800
/** Reading one kept state takes as long as reading and applying events of so many bytes. */
const KEPT_IS_WORTH_BYTES = 128_000
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
  /** States kept with the session, where its source is the store. */
  kept?: KeptKeyframes
}): Promise<Player> {
  const { source, container } = deps
  const [session, streams, headers, resources, kept] = await Promise.all([
    source.session(),
    source.streams(),
    source.chunks(),
    createResources(source),
    deps.kept?.list().catch(() => []) ?? [],
  ])
  const index = createTimeIndex(session, streams, headers)
  const chunks = createChunkCache(source, index.after)
  const keyframes = createKeyframeStore()
  const tracks = new Map(
    index.streams.map((stream) => [
      stream.streamId,
      createTrack({
        stream,
        headers: index.headersOf(stream.streamId),
        chunks,
        keyframes: keyframes.of(stream.streamId),
        kept: {
          seqs: seqsOf(kept, stream.streamId),
          worthBytes: KEPT_IS_WORTH_BYTES,
          read: async (seq) => await deps.kept?.read({ streamId: stream.streamId, seq }),
        },
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
    skipAfterMs: INACTIVE_MS,
    skipping: false,
    viewport: { width: 0, height: 0 },
    url: session.url,
    title: session.title,
    ...tabOf(index.tabAt(0)),
    followsTabs: true,
    isBlank: false,
  })
  let pauses: Overview['pauses'] = []
  let wanted: { ms: number } | undefined
  let chosenTab: number | undefined
  let working: Promise<void> | undefined
  let frame = 0
  let lastTick: number | undefined
  let advancing = false

  /** Counted from 1; nothing for a session of one tab. */
  function tabOf(tab: number): Pick<PlayerState, 'tab'> {
    const count = index.tabs.length
    return count > 1 ? { tab: { number: index.tabs.indexOf(tab) + 1, count } } : {}
  }

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
    const tab = tabOf(chosenTab ?? index.tabAt(timeMs))
    if (!scene) {
      screen.clear()
      pointer.hide()
      const top = index.streams.find(({ streamId }) => streamId === index.topAt(timeMs, chosenTab))
      update({ timeMs, ...tab, url: top?.url ?? '', title: top?.title ?? '', isBlank: true })
      return
    }
    const { viewport, url, title } = scene.state
    const size = { width: viewport.width, height: viewport.height }
    surface.resize(size)
    await screen.show(scene, { jumped })
    if (life.signal.aborted) return
    pointer.show(scene)
    update({ timeMs, viewport: size, url, title, ...tab, isBlank: false })
  }

  /** One seek at a time; while one is under way only the newest wish counts. */
  async function work(): Promise<void> {
    while (wanted) {
      const { ms } = wanted
      wanted = undefined
      const scene = scenes.tryAt(ms, chosenTab) ?? (await scenes.at(ms, chosenTab, life.signal))
      if (wanted) continue
      await showScene(scene, ms, true)
    }
  }

  async function seek(ms: number): Promise<void> {
    if (Number.isNaN(ms)) throw new TypeError('A time to seek to must be a number.')
    if (life.signal.aborted) return
    wanted = { ms: Math.min(index.durationMs, Math.max(0, ms)) }
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
    const { skipInactivity, skipAfterMs } = state.value
    const skip = skipInactivity ? skipFrom(pauses, target, skipAfterMs) : undefined
    advancing = true
    void advance(skip ?? target, skip !== undefined)
      .catch(fail)
      .finally(() => {
        advancing = false
      })
  }

  async function advance(target: number, skipping: boolean): Promise<void> {
    if (skipping !== state.value.skipping) update({ skipping })
    const scene =
      scenes.tryAt(target, chosenTab) ?? (await scenes.at(target, chosenTab, life.signal))
    if (working || life.signal.aborted) return
    await showScene(scene, target, skipping)
    if (target >= index.durationMs && state.value.status === 'playing') {
      cancelAnimationFrame(frame)
      update({ status: 'ended', skipping: false })
    }
  }

  const rest = createSeekRest()
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
      await track.index((event) => collector.visit(event, track.stream), {
        signal: life.signal,
        turn: () => rest.wait(() => working),
      })
    }
    const result = collector.finish()
    pauses = result.pauses
    return result
  }

  const player: Player = {
    state,
    missing: resources.missing,
    seek(ms) {
      rest.sought()
      return seek(ms)
    },
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
    setSkipInactivity(on, afterMs = state.value.skipAfterMs) {
      if (Number.isNaN(afterMs)) return
      update({ skipInactivity: on, skipAfterMs: Math.max(SHORTEST_PAUSE_MS, afterMs) })
    },
    async setTab(tab) {
      const chosen = tab === 'front' ? undefined : index.tabs[tab - 1]
      if (tab !== 'front' && chosen === undefined) return
      chosenTab = chosen
      update({ followsTabs: chosenTab === undefined })
      await seek(state.value.timeMs)
    },
    setScale: (scale) => surface.setScale(scale),
    peek: (container) =>
      createPeek({ container, scenes, resources, tab: () => chosenTab, signal: life.signal }),
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
    markOf: (node) => screen.markOf(node),
    stop() {
      life.abort()
      cancelAnimationFrame(frame)
      pointer.stop()
      screen.stop()
      resources.stop()
      surface.stop()
    },
  }

  if (index.streams.length === 0) {
    fail(new Error('This recording holds nothing that can be shown.'))
    return player
  }
  await seek(0).catch(() => undefined)
  if (state.value.status === 'loading') update({ status: 'paused' })
  return player
}

function seqsOf(keys: readonly KeyframeKey[], streamId: string): number[] {
  const own = keys.filter((key) => key.streamId === streamId)
  return own.map(({ seq }) => seq).sort((a, b) => a - b)
}

/** Where to go on from inside a stretch without activity. */
function skipFrom(pauses: Overview['pauses'], timeMs: number, leastMs: number): number | undefined {
  const stretch = pauses.find(
    ({ fromMs, toMs }) =>
      toMs - fromMs >= leastMs && fromMs + SKIP_LEAD_MS <= timeMs && timeMs < toMs - SKIP_LEAD_MS,
  )
  return stretch && stretch.toMs - SKIP_LEAD_MS
}
