/** Pointer, clicks, touches and keys, drawn over the stage and never into the recorded document. */
import type { RecordEvent } from '../format/events'
import type { PointerPlace } from '../replay/documentState'
import type { Scene } from './scene'
import type { Screen } from './screen'
import type { Track } from './track'
import { KEY_SEEN_MS, typedKeys } from './typedKeys'

/** Moves are recorded in batches: a point may come with an event this much later. */
const BATCH_MS = 700
/** How long a click is seen. */
const CLICK_MS = 450

const ARROW =
  '<svg xmlns="http://www.w3.org/2000/svg" width="18" height="24" viewBox="0 0 18 24"><path d="M1.5 1.5v17l4.3-4 2.9 6.8 3-1.3-2.9-6.6h6z" fill="#111" stroke="#fff" stroke-width="1.5" stroke-linejoin="round"/></svg>'

export interface Pointer {
  show(scene: Scene): void
  hide(): void
  stop(): void
}

export function createPointer(
  parent: HTMLElement,
  deps: { screen: Screen; tracks: ReadonlyMap<string, Track> },
): Pointer {
  const layer = parent.ownerDocument.createElement('div')
  layer.setAttribute('aria-hidden', 'true')
  layer.style.cssText = 'position:absolute;inset:0;pointer-events:none;overflow:hidden'
  const cursor = parent.ownerDocument.createElement('div')
  cursor.style.cssText = 'position:absolute;top:0;left:0;display:none'
  const ring = parent.ownerDocument.createElement('div')
  ring.style.cssText =
    'position:absolute;top:0;left:0;width:36px;height:36px;margin:-18px 0 0 -18px;border-radius:50%;background:#f60;display:none'
  const arrow = new DOMParser().parseFromString(ARROW, 'image/svg+xml').documentElement
  cursor.append(parent.ownerDocument.importNode(arrow, true))
  const keys = parent.ownerDocument.createElement('div')
  keys.setAttribute('data-keys', '')
  keys.style.cssText =
    'position:absolute;bottom:4%;left:50%;max-width:90%;padding:6px 18px;border-radius:12px;transform:translateX(-50%);background:#111d;color:#fff;font:600 24px/1.4 system-ui,sans-serif;white-space:pre;overflow:hidden;display:none'
  layer.append(ring, cursor, keys)
  parent.append(layer)

  function show(scene: Scene): void {
    showKeys(typedKeys(recent(scene, deps.tracks)))
    const place = latest(scene, deps.tracks)
    const origin = place && deps.screen.originOf(place.streamId)
    if (!place || !origin) {
      hidePointer()
      return
    }
    const at = `translate(${origin.x + place.x}px,${origin.y + place.y}px)`
    cursor.style.display = place.kind === 'mouse' ? 'block' : 'none'
    cursor.style.transform = at
    const age = place.sinceMs
    const isPress =
      place.action === 'down' || place.action === 'click' || place.action === 'dblclick'
    const isTouch = place.kind !== 'mouse' && place.action !== 'up' && place.action !== 'cancel'
    const visible = (isPress && age < CLICK_MS) || (isTouch && age < CLICK_MS * 2)
    ring.style.display = visible ? 'block' : 'none'
    ring.style.transform = `${at} scale(${0.5 + Math.min(1, age / CLICK_MS)})`
    ring.style.opacity = String(Math.max(0.1, 0.55 - (age / CLICK_MS) * 0.4))
  }

  function showKeys(pressed: string[]): void {
    const text = pressed.join('   ')
    if (keys.textContent !== text) keys.textContent = text
    keys.style.display = text === '' ? 'none' : 'block'
  }

  function hidePointer(): void {
    cursor.style.display = 'none'
    ring.style.display = 'none'
  }

  return {
    show,
    hide() {
      hidePointer()
      showKeys([])
    },
    stop: () => layer.remove(),
  }
}

type Placed = PointerPlace & { streamId: string; sinceMs: number }

/** The newest place among all documents on show. */
function latest(scene: Scene, tracks: ReadonlyMap<string, Track>): Placed | undefined {
  let best: Placed | undefined
  const track = tracks.get(scene.streamId)
  const places = [
    scene.state.pointer,
    ...(track?.upcoming(scene.state.time, scene.time + BATCH_MS) ?? []).flatMap((event) =>
      pointsOf(event, scene.time),
    ),
  ]
  for (const place of places) {
    if (!place) continue
    const sinceMs = Math.max(0, scene.time - place.time)
    if (!best || sinceMs <= best.sinceMs) best = { ...place, streamId: scene.streamId, sinceMs }
  }
  for (const child of scene.frames.values()) {
    const inner = latest(child, tracks)
    if (inner && (!best || inner.sinceMs < best.sinceMs)) best = inner
  }
  return best
}

/** Events of the last moments in all documents on show, with their age. */
function recent(
  scene: Scene,
  tracks: ReadonlyMap<string, Track>,
): { event: RecordEvent; ageMs: number }[] {
  const { time } = scene
  const own = tracks.get(scene.streamId)?.upcoming(time - KEY_SEEN_MS, time) ?? []
  return [
    ...own.map((event) => ({ event, ageMs: time - event.time })),
    ...[...scene.frames.values()].flatMap((child) => recent(child, tracks)),
  ]
}

function pointsOf(event: RecordEvent, until: number): PointerPlace[] {
  if (event.kind !== 'move') return []
  return event.points
    .filter(([ago]) => event.time - ago <= until)
    .map(([ago, x, y]) => ({ x, y, kind: event.pointer, time: event.time - ago }))
}
