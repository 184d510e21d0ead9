import type { SnapshotEvent, Viewport } from '../format/events'
import type { NodeIds } from './nodeIds'
import type { Scope } from './scope'
import type { Serializer } from './serializeNode'

/** The whole document as one event. What exceeds the serializer's budget is left to its cursors. */
export function writeSnapshot(scope: Scope, ids: NodeIds, serializer: Serializer): SnapshotEvent {
  const { document, window, masker } = scope
  const event: SnapshotEvent = {
    kind: 'snapshot',
    time: scope.now(),
    url: masker.url(document.URL, 'page'),
    title: masker.title(document.title),
    viewport: viewportOf(window),
    children: serializer.children(document, masker.root),
    scroll: scrollOf(window),
  }
  const focused = document.activeElement
  if (focused !== null && focused !== document.body) {
    const focus = ids.id(focused)
    if (focus !== 0) event.focus = focus
  }
  if (document.compatMode === 'BackCompat') event.compatMode = 'BackCompat'
  if (document.baseURI !== document.URL) event.baseUrl = masker.url(document.baseURI, 'page')
  const media = mediaOf(window)
  if (media !== undefined) event.media = media
  return event
}

/** Size of the window as the page sees it, with pinch zoom where there is any. */
export function viewportOf(window: Window): Viewport {
  const viewport: Viewport = { width: window.innerWidth, height: window.innerHeight }
  if (window.devicePixelRatio !== 1) viewport.devicePixelRatio = window.devicePixelRatio
  const visual = window.visualViewport
  if (visual && (visual.scale !== 1 || visual.offsetLeft !== 0 || visual.offsetTop !== 0)) {
    viewport.visual = {
      left: Math.round(visual.offsetLeft),
      top: Math.round(visual.offsetTop),
      scale: visual.scale,
    }
  }
  return viewport
}

export function scrollOf(window: Window): [left: number, top: number] {
  return [Math.round(window.scrollX), Math.round(window.scrollY)]
}

function mediaOf(window: Window): SnapshotEvent['media'] {
  const media: NonNullable<SnapshotEvent['media']> = {}
  const matches = (query: string) => window.matchMedia(query).matches
  if (matches('(prefers-color-scheme: dark)')) media.dark = true
  if (matches('(prefers-reduced-motion: reduce)')) media.reducedMotion = true
  if (matches('(prefers-contrast: more)')) media.contrast = 'more'
  else if (matches('(prefers-contrast: less)')) media.contrast = 'less'
  return Object.keys(media).length > 0 ? media : undefined
}
