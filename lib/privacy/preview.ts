import { listen } from '../platform/listen'
import { OVERLAY_TAG } from '../platform/shadowRoots'
import { type Stoppable, stopAll } from '../platform/stoppable'
import { createPainter } from './previewPaint'
import { createPanel, type PreviewTexts } from './previewPanel'
import { createScan, type PreviewMark } from './previewScan'
import type { Profile, VisibleState } from './profile'

export interface PreviewOptions {
  document: Document
  profile: Profile
  texts: PreviewTexts
  shadowRootOf(element: Element): ShadowRoot | null
  /** The person closed it. */
  onClosed(): void
}

export interface Preview extends Stoppable {
  readonly counts: Record<VisibleState, number>
}

/** A burst of mutations is looked at once. */
const SETTLE_MS = 80
/** Margin around the viewport in which marks are kept ready. */
const MARGIN = '200px'

/**
 * Shows on the live page what would be recorded of it: marks over text, fields and pictures, with the deciding rule
 * under the pointer or the keyboard. The page itself is not touched: one element of ours beside its body, whose
 * content nobody else can reach.
 */
export function startPreview(options: PreviewOptions): Preview {
  const { document, profile } = options
  const view = document.defaultView ?? window
  const counts: Record<VisibleState, number> = { kept: 0, masked: 0, blocked: 0 }
  const near = new Set<Element>()
  const parts: Stoppable[] = []
  const dirty = new Set<Node>()
  let focused: PreviewMark | undefined
  let frame = 0
  let settle: ReturnType<typeof setTimeout> | undefined

  const panel = createPanel({
    document,
    tag: OVERLAY_TAG,
    profile,
    texts: options.texts,
    onClose: () => {
      stop()
      options.onClosed()
    },
  })
  const painter = createPainter(panel.canvas)
  const sight = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) near.add(target)
        else near.delete(target)
      }
      repaint()
    },
    { rootMargin: MARGIN },
  )
  const changes = new MutationObserver((records) => {
    for (const { target, type } of records) {
      if (target === document.documentElement && type === 'childList') continue
      dirty.add(type === 'characterData' ? (target.parentNode ?? target) : target)
    }
    settle ??= setTimeout(look, SETTLE_MS)
  })
  const scan = createScan({
    profile,
    shadowRootOf: options.shadowRootOf,
    onRoot: watch,
    onMark: ({ element }) => sight.observe(element),
    onUnmark(element) {
      sight.unobserve(element)
      near.delete(element)
    },
  })

  function watch(root: Document | ShadowRoot): void {
    changes.observe(root, { subtree: true, childList: true, attributes: true, characterData: true })
  }

  function look(): void {
    settle = undefined
    for (const node of dirty) if (node.isConnected) scan.scan(node)
    dirty.clear()
    scan.sweep()
    count()
    repaint()
  }

  function count(): void {
    counts.kept = counts.masked = counts.blocked = 0
    for (const { state } of scan.marks.values()) counts[state]++
    panel.counts(counts)
  }

  function repaint(): void {
    if (frame === 0) frame = view.requestAnimationFrame(paint)
  }

  function paint(): void {
    frame = 0
    painter.paint(visible(), focused?.element)
  }

  function* visible(): Generator<PreviewMark> {
    for (const element of near) {
      const mark = scan.marks.get(element)
      if (mark) yield mark
    }
  }

  function tell(mark: PreviewMark | undefined): void {
    if (mark?.element === focused?.element) return
    focused = mark
    panel.tell(mark)
    repaint()
  }

  function markAt(target: EventTarget | undefined): PreviewMark | undefined {
    let node = target instanceof Node ? target : null
    while (node) {
      const mark = node.nodeType === 1 ? scan.marks.get(node as Element) : undefined
      if (mark) return mark
      node = node.parentNode ?? ('host' in node ? (node.host as Node) : null)
    }
    return undefined
  }

  /** In the order of the document. */
  function step(by: 1 | -1): void {
    const all = [...scan.marks.values()].filter(
      ({ element }) => element.getClientRects().length > 0,
    )
    if (all.length === 0) return
    const at = all.findIndex(({ element }) => element === focused?.element)
    const next = all[(at + by + all.length) % all.length]
    next?.element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    tell(next)
  }

  function onKey(event: Event): void {
    if (!(event instanceof KeyboardEvent) || !event.isTrusted) return
    if (event.key === 'Escape') {
      stop()
      options.onClosed()
    } else if (event.key === 'Tab') step(event.shiftKey ? -1 : 1)
    else return
    // The page must not act on keys that are meant for us.
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  function stop(): void {
    sight.disconnect()
    changes.disconnect()
    clearTimeout(settle)
    view.cancelAnimationFrame(frame)
    stopAll(parts)
    panel.stop()
    parts.length = 0
  }

  parts.push(
    listen(view, ['scroll', 'resize', 'animationend', 'transitionend', 'load', 'toggle'], repaint, {
      capture: true,
      passive: true,
    }),
    listen(view, 'keydown', onKey, { capture: true }),
    listen(view, 'pointermove', (event: Event) => tell(markAt(event.composedPath()[0])), {
      capture: true,
      passive: true,
    }),
  )
  watch(document)
  scan.scan(document.documentElement)
  count()
  repaint()
  return { counts, stop }
}
