import type { MaskRule, RuleEffect } from '../format/settings'
import { listen } from '../platform/listen'
import { isConnectedNode, isMatch, nodeTypeOf, parentOf, plain } from '../platform/reads'
import { type Stoppable, stopAll } from '../platform/stoppable'
import { createPainter } from './previewPaint'
import { createPanel } from './previewPanel'
import { elementAt, isFrame } from './previewPoint'
import { createScan, type PreviewMark, type PreviewScan } from './previewScan'
import { createSight } from './previewSight'
import type { PreviewTexts } from './previewTexts'
import type { Profile } from './profile'
import { type ElementSelectors, selectorsOf } from './selectorsOf'

export interface PreviewOptions {
  document: Document
  profile: Profile
  texts: PreviewTexts
  shadowRootOf(element: Element): ShadowRoot | null
  /** The person closed it. */
  onClosed(): void
  /** The person wants to pick an element, here or in another frame of the tab, or no longer does. */
  onPicking(on: boolean): void
  onPicked(selectors: ElementSelectors): void
  /** Adds or removes a rule of the site; resolves to the effect that the same selector had before. */
  rule(change: 'add' | 'remove', rule: MaskRule): Promise<RuleEffect | null>
}

export interface Preview extends Stoppable {
  /** Other rules hold now. */
  setProfile(profile: Profile): void
  /** The next click chooses an element. */
  pick(on: boolean): void
}

type Mode = 'look' | 'pick' | 'rule'

/** A burst of mutations is looked at once. */
const SETTLE_MS = 80
/** Looked at in one go: what is no more than this feels immediate. */
const AT_ONCE_MS = 50
/** The rest of a page of 100,000 elements, in tasks that leave the page time, and seldom shown: its frames are slow. */
const SLICE_MS = 8
const SLICES_SHOWN = 16
/** What can move elements without a mutation. */
const MOVERS = [
  ...['resize', 'load', 'toggle', 'animationstart', 'animationend'],
  ...['transitionrun', 'transitionend', 'input', 'fullscreenchange'],
]

/**
 * Shows on the live page what would be recorded of it: marks over text, fields and pictures, with the deciding rule
 * under the pointer or the keyboard, and makes rules. The page itself is not touched: one element of ours beside its
 * body, whose content nobody else can reach.
 */
export function startPreview(options: PreviewOptions): Preview {
  const { document } = options
  const view = document.defaultView ?? window
  const parts: Stoppable[] = []
  const dirty = new Set<Node>()
  const made: { rule: MaskRule; replaced: RuleEffect | null }[] = []
  let { profile } = options
  let mode: Mode = 'look'
  let focused: PreviewMark | undefined
  let matched: readonly Element[] = []
  let isByKeyboard = false
  let slice: ReturnType<typeof setTimeout> | undefined
  let frame = 0
  let settle: ReturnType<typeof setTimeout> | undefined

  /** Rules are ours: they are made where our own are shown. */
  const isOwn = profile.confidence === 'own'

  const close = () => {
    stop()
    options.onClosed()
  }
  const panel = createPanel({
    document,
    profile: () => profile,
    texts: options.texts,
    isTop: view === view.top,
    canPick: isOwn,
    onClose: close,
    onPick: () => options.onPicking(mode !== 'pick'),
    onPoint: ({ clientX, clientY }) => point(clientX, clientY),
    onChosen: choose,
  })
  const painter = createPainter(panel.canvas)
  const sight = createSight(view)
  const changes = new MutationObserver((records) => {
    for (const { target, type, attributeName } of records) {
      if (target === panel.host) continue
      if (target === document.documentElement && type === 'childList') continue
      if (attributeName === 'style' && !profile.readsStyle) continue
      dirty.add(type === 'characterData' ? (target.parentNode ?? target) : target)
    }
    if (dirty.size > 0) settle ??= setTimeout(look, SETTLE_MS)
    repaint()
  })
  let scan = createScanHere()

  function createScanHere(): PreviewScan {
    return createScan({
      document,
      profile,
      shadowRootOf: options.shadowRootOf,
      onRoot: watch,
      onMark: ({ element }) => sight.add(element),
      onUnmark: sight.remove,
    })
  }

  function watch(root: Document | ShadowRoot): void {
    changes.observe(root, { subtree: true, childList: true, attributes: true, characterData: true })
  }

  function look(): void {
    settle = undefined
    for (const node of dirty) scan.add(node)
    dirty.clear()
    scan.sweep()
    sight.changed()
    work(AT_ONCE_MS)
  }

  function work(ms: number, slices = 0): void {
    clearTimeout(slice)
    const isMore = scan.work(ms)
    if (isMore) slice = setTimeout(() => work(SLICE_MS, slices + 1))
    if (!isMore || slices % SLICES_SHOWN === 0) show()
  }

  /** After marks have changed. */
  function show(): void {
    panel.counts(scan.counts)
    if (focused && !isConnectedNode(focused.element)) release()
    else if (focused) {
      focused = scan.look(focused.element)
      panel.card.refresh(focused)
    }
    repaint()
  }

  function repaint(): void {
    if (frame === 0) frame = view.requestAnimationFrame(paint)
  }

  function paint(): void {
    frame = 0
    const element = focused?.element
    const isBehind = sight.refresh()
    const { hasMoved, inView } = painter.paint({ marks: visible(), focused: element, matched })
    sight.drawn(inView)
    if (hasMoved && element) panel.card.follow(element)
    // Something moves by itself, perhaps by an animation: as long as it does, so do the marks.
    if (hasMoved || isBehind) repaint()
  }

  function* visible(): Generator<PreviewMark> {
    for (const element of sight.candidates()) {
      const mark = scan.marks.get(element)
      if (mark) yield mark
    }
  }

  function tell(mark: PreviewMark | undefined): void {
    if (mark?.element === focused?.element) return
    focused = mark
    panel.card.tell(mark)
    repaint()
  }

  function release(): void {
    mode = 'look'
    matched = []
    focused = undefined
    panel.card.tell(undefined)
    repaint()
  }

  function markAt(target: EventTarget | undefined): PreviewMark | undefined {
    let node = target instanceof Node ? target : null
    while (node) {
      const mark = nodeTypeOf(node) === 1 ? scan.marks.get(node as Element) : undefined
      if (mark) return mark
      node = parentOrHost(node)
    }
    return undefined
  }

  function point(x: number, y: number): void {
    const element = elementAt(document, { x, y, shadowRootOf: options.shadowRootOf })
    panel.letThrough(element !== undefined && isFrame(element))
    if (element && !isFrame(element)) tell(scan.look(element))
  }

  function choose(): void {
    if (mode !== 'pick' || !focused) return
    options.onPicking(false)
    pick(false)
    hold(focused.element)
  }

  function hold(element: Element): void {
    mode = 'rule'
    focused = scan.look(element)
    options.onPicked(selectorsOf(element))
    panel.card.hold(focused, {
      count: (selector) => scan.find(selector).length,
      highlight(selector) {
        matched = selector === undefined ? [] : scan.find(selector)
        repaint()
      },
      async rule(selector, effect) {
        const rule = { selector, effect }
        made.push({ rule, replaced: await options.rule('add', rule) })
      },
      get undo() {
        return made.length > 0 ? undo : undefined
      },
      wider() {
        const parent = parentOrHost(element)
        const next = parent?.nodeType === 11 ? parentOrHost(parent) : parent
        if (next && nodeTypeOf(next) === 1) hold(next as Element)
      },
      done: release,
    })
    repaint()
  }

  async function undo(): Promise<void> {
    const last = made.pop()
    if (!last) return
    const { rule, replaced } = last
    if (replaced === null) await options.rule('remove', rule)
    else await options.rule('add', { ...rule, effect: replaced })
  }

  function pick(on: boolean): void {
    if (on) release()
    mode = on ? 'pick' : 'look'
    panel.catchClicks(on)
  }

  /** In the order of the document. */
  function step(by: 1 | -1): void {
    const all = [...scan.marks.values()]
    const from = all.findIndex(({ element }) => element === focused?.element)
    let at = Math.max(from, by < 0 ? 0 : -1)
    for (let left = all.length; left > 0; left--) {
      at = (at + by + all.length) % all.length
      const next = all[at]
      if (!next || plain(next.element).getClientRects().length === 0) continue
      plain(next.element).scrollIntoView({ block: 'nearest', inline: 'nearest' })
      panel.uncover(next.element)
      isByKeyboard = true
      tell(next)
      return
    }
  }

  function onKey(event: Event): void {
    if (!(event instanceof KeyboardEvent) || !event.isTrusted) return
    const isOurs = event.target === panel.host
    if (event.key === 'Escape') onEscape()
    else if (mode === 'rule' && isOurs) {
      if (event.key !== 'Tab') {
        // The key does in our own field what keys do there.
        event.stopImmediatePropagation()
        return
      }
      panel.card.keepFocus(panel.root, event.shiftKey)
    } else if (event.key === 'Tab') step(event.shiftKey ? -1 : 1)
    else if (event.key === 'Enter' && !isOurs && isByKeyboard && focused && isOwn)
      hold(focused.element)
    else return
    // The page must not act on keys that are meant for us.
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  function onEscape(): void {
    if (mode === 'rule') release()
    else if (mode === 'pick') options.onPicking(false)
    else close()
  }

  function onPointer(event: Event): void {
    if (mode === 'pick') panel.letThrough(false)
    if (mode !== 'look' || event.target === panel.host) return
    isByKeyboard = false
    tell(markAt(event.composedPath()[0]))
  }

  function onMoved(): void {
    sight.changed()
    repaint()
  }

  function onScroll({ target }: Event): void {
    sight.scrolled(target === document ? null : target)
    repaint()
  }

  function onToggle({ target }: Event): void {
    // A dialog or popover of the page came above us.
    const isOpen = target instanceof Element && isMatch(target, ':popover-open, [open]')
    if (isOpen && target !== panel.host) panel.raise()
  }

  function stop(): void {
    sight.clear()
    changes.disconnect()
    clearTimeout(settle)
    clearTimeout(slice)
    view.cancelAnimationFrame(frame)
    stopAll(parts)
    parts.length = 0
    panel.stop()
  }

  parts.push(
    listen(view, MOVERS, onMoved, { capture: true, passive: true }),
    listen(view, 'scroll', onScroll, { capture: true, passive: true }),
    listen(view, 'toggle', onToggle, { capture: true, passive: true }),
    listen(view, 'keydown', onKey, { capture: true }),
    listen(view, 'pointermove', onPointer, { capture: true, passive: true }),
  )
  watch(document)
  scan.add(document.documentElement)
  work(AT_ONCE_MS)
  return {
    stop,
    pick,
    setProfile(next) {
      profile = next
      sight.clear()
      scan = createScanHere()
      scan.add(document.documentElement)
      work(AT_ONCE_MS)
    },
  }
}

function parentOrHost(node: Node): Node | null {
  return parentOf(node) ?? ('host' in node ? (node.host as Node) : null)
}
