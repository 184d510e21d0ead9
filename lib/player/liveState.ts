/** What elements show besides their markup: values, scroll offsets, dialogs, focus, hover, selection, animations. */
import type { NodeId } from '../format/events'
import { attributeOf, type DocumentState, nodeOf, type VirtualNode } from '../replay/documentState'
import { stateAttribute } from './adaptCss'
import { createAnimations } from './animations'
import { recheck, selectOf, showSelect } from './choices'
import { createControls } from './controls'
import {
  getAttribute,
  isElement,
  isText,
  removeAttribute,
  setAttribute,
  urlOf,
  windowOf,
} from './dom'
import { createMarkedText } from './markedText'
import type { PlacedRules } from './placedRules'

/** As the browser's own sheet draws it. */
const RING = 'outline: auto 1px -webkit-focus-ring-color'

/**
 * The browser's own sheet greys what is chosen in a list without the focus, and lets nobody overrule it; what it leaves
 * alone paints over it.
 */
const CHOSEN =
  'background-image: linear-gradient(SelectedItem, SelectedItem); -webkit-text-fill-color: SelectedItemText'

/** Of a list that is open all the time; a menu draws itself. */
const LIST_OPTION = ':is([multiple],[size]:not([size="1"],[size="0"])) option:checked'

/** Dialogs and popovers shown at once: each takes a layout. */
const MOST_ON_TOP = 30

/** Where the player is in the stream, and whether it came there by jumping. */
export interface Moment {
  /** Milliseconds since the stream's start. */
  time: number
  jumped: boolean
}

export interface LiveState {
  /** The node is new or differs. */
  touch(node: VirtualNode, before: VirtualNode | undefined): void
  /** The element stood for another node before. */
  renew(node: VirtualNode, target: Element): void
  show(state: DocumentState, at: Moment): void
  /** Nothing changed but the time. */
  move(state: DocumentState, at: Moment): void
  /** Layout changed (a picture came): offsets may fit now that did not before. */
  settle(state: DocumentState): void
  forget(id: NodeId): void
  clear(): void
}

export function createLiveState(deps: {
  doc: Document
  node(id: NodeId): Node | undefined
  /** Which live states the style sheets ask for, and of which elements: others need no mark. */
  statesUsed: ReadonlyMap<string, ReadonlySet<string>>
  placed: PlacedRules
}): LiveState {
  const touched = new Set<NodeId>()
  const scrolled = new Set<NodeId>()
  /** Elements that show more than their markup. */
  const special = new Set<NodeId>()
  const marks = new Map<string, Set<Element>>()
  const onTop = new Set<Element>()
  const animations = createAnimations(deps)
  const controls = createControls(deps.doc)
  const marked = createMarkedText(deps)

  function element(id: NodeId): Element | undefined {
    const node = deps.node(id)
    return isElement(node) ? node : undefined
  }

  function showNode(state: DocumentState, id: NodeId): void {
    const node = nodeOf(state, id)
    const target = element(id)
    if (!node || !target) return
    animations.touch(node)
    // Most elements are nothing but their markup, and were so before.
    if (!isMore(node) && !special.has(id)) return
    if (isMore(node)) special.add(id)
    else special.delete(id)
    const undefinedYet = node.state.defined === true && !controls.define(target, node)
    flag(target, 'defined', undefinedYet ? '' : undefined)
    flag(target, 'state', node.state.states?.join(' '))
    flag(target, 'fullscreen', node.state.top === 'fullscreen' ? '' : undefined)
    showValue(target, node)
    controls.showValidity(target, node)
    flag(target, 'user-invalid', node.state.user === 'invalid' ? '' : undefined)
    flag(target, 'user-valid', node.state.user === 'valid' ? '' : undefined)
    showTop(target, node, onTop)
    showMedia(target, node)
    showSlotted(target, node)
    if (node.state.scroll) scrolled.add(id)
  }

  function showSlotted(target: Element, node: VirtualNode): void {
    if (node.tag !== 'slot' || !node.state.slotted || !('assign' in target)) return
    const nodes = node.state.slotted
      .map(deps.node)
      .filter((each) => isElement(each) || isText(each))
    Reflect.apply(HTMLSlotElement.prototype.assign, target, nodes)
  }

  function mark(name: string, targets: readonly Element[]): void {
    const before = marks.get(name)
    const compounds = deps.statesUsed.get(name)
    if (!before && !compounds) return
    const now = new Set(targets.filter((target) => isAsked(target, compounds ?? new Set())))
    for (const target of before ?? []) {
      if (!now.has(target)) removeAttribute(target, stateAttribute(name))
    }
    for (const target of now) setAttribute(target, stateAttribute(name), '')
    marks.set(name, now)
  }

  /** The element and all around it, through shadow roots. */
  function chain(state: DocumentState, id: NodeId): Element[] {
    const found: Element[] = []
    for (
      let node = nodeOf(state, id);
      node && found.length < 2000;
      node = nodeOf(state, node.parent)
    ) {
      const target = element(node.id)
      if (target) found.push(target)
    }
    return found
  }

  function showMarks(state: DocumentState): void {
    const focused = element(state.focus)
    mark('hover', chain(state, state.hover))
    mark('active', chain(state, state.active))
    mark('focus', focused ? [focused] : [])
    const ring = focused && showsFocus(state, focused) ? focused : undefined
    mark('focus-visible', ring ? [ring] : [])
    deps.placed.set('focus', ring && { target: ring, css: RING, layer: true })
    const list = focused?.localName === 'select' ? focused : undefined
    deps.placed.set('chosen', list && { target: list, css: CHOSEN, pseudo: LIST_OPTION })
    mark('focus-within', focused ? chain(state, state.focus) : [])
    showTarget(deps.doc, state.url)
  }

  /** Each time: the browser moves offsets by itself when layout changes (scroll anchoring). */
  function showScroll(state: DocumentState): void {
    for (const id of [...scrolled]) {
      const offset = nodeOf(state, id)?.state.scroll
      const target = element(id)
      // Back before its first scroll event it was where every element begins.
      if (target) scrollTo(target, offset ?? [0, 0])
      if (!offset) scrolled.delete(id)
    }
    const [left, top] = state.scroll
    const view = windowOf(deps.doc)
    if (!view || (view.scrollX === left && view.scrollY === top)) return
    view.scrollTo({ left, top, behavior: 'instant' })
  }

  return {
    touch(node, before) {
      if (before && before.state === node.state && before.attributes === node.attributes) {
        if (before.children === node.children && before.animations === node.animations) return
      }
      touched.add(node.id)
    },
    renew(node, target) {
      touched.add(node.id)
      animations.renew(target)
    },
    show(state, at) {
      const groups = new Set<string>()
      const selects = new Set<NodeId>()
      for (const id of touched) {
        showNode(state, id)
        const node = nodeOf(state, id)
        if (node?.tag === 'input' && attributeOf(node, 'type')?.toLowerCase() === 'radio') {
          groups.add(attributeOf(node, 'name') ?? '')
        } else if (node?.tag === 'select' || node?.tag === 'option')
          selects.add(selectOf(state, node))
      }
      for (const id of selects) showSelect(state, id, element)
      if (groups.size > 0) recheck(state, touched, element)
      touched.clear()
      showMarks(state)
      marked.show(state)
      // Before offsets are read: a style written after that would be a second layout.
      deps.placed.show()
      showScroll(state)
      animations.show(state, at)
    },
    move: (state, at) => animations.show(state, at),
    settle(state) {
      showMarks(state)
      deps.placed.show()
      showScroll(state)
    },
    forget(id) {
      touched.delete(id)
      scrolled.delete(id)
      special.delete(id)
      animations.forget(id)
    },
    clear() {
      touched.clear()
      scrolled.clear()
      special.clear()
      marks.clear()
      onTop.clear()
      animations.clear()
      marked.clear()
    },
  }
}

/** Tags that have something to show without any state. */
const VALUED = new Set(['input', 'textarea', 'dialog', 'video', 'audio'])

function isMore(node: VirtualNode): boolean {
  if (VALUED.has(node.tag) || attributeOf(node, 'popover') !== undefined) return true
  for (const _ in node.state) return true
  return false
}

function isAsked(target: Element, compounds: ReadonlySet<string>): boolean {
  if (compounds.has('')) return true
  for (const compound of compounds) {
    try {
      if (Element.prototype.matches.call(target, compound)) return true
    } catch {
      return true // not understood: better a mark too many
    }
  }
  return false
}

function flag(target: Element, name: string, value: string | undefined): void {
  const attribute = stateAttribute(name)
  if (value === undefined) removeAttribute(target, attribute)
  else if (getAttribute(target, attribute) !== value) setAttribute(target, attribute, value)
}

function showValue(target: Element, node: VirtualNode): void {
  try {
    if (node.tag === 'input' && 'checked' in target && 'value' in target) {
      const input = target as HTMLInputElement
      const isChoice = input.type === 'checkbox' || input.type === 'radio'
      const value = node.state.value ?? (isChoice ? undefined : (attributeOf(node, 'value') ?? ''))
      if (value !== undefined && input.type !== 'file' && input.value !== value) input.value = value
      const checked = node.state.checked ?? attributeOf(node, 'checked') !== undefined
      if (input.checked !== checked) input.checked = checked
      input.indeterminate = node.state.indeterminate === true
    } else if (node.tag === 'textarea' && 'value' in target) {
      const area = target as HTMLTextAreaElement
      const value = node.state.value ?? area.defaultValue
      if (area.value !== value) area.value = value
    }
  } catch {
    // a value the type of the field does not take
  }
}

function showTop(target: Element, node: VirtualNode, onTop: Set<Element>): void {
  if (node.state.top === undefined) onTop.delete(target)
  else if (onTop.size >= MOST_ON_TOP && !onTop.has(target)) return
  else onTop.add(target)
  try {
    if (node.tag === 'dialog') {
      const dialog = target as HTMLDialogElement
      const isModal = dialog.matches(':modal')
      if (node.state.top === 'modal' && !isModal) {
        dialog.removeAttribute('open')
        dialog.showModal()
      } else if (node.state.top !== 'modal' && isModal) {
        const wasOpen = attributeOf(node, 'open') !== undefined
        dialog.setAttribute('open', '') // close() does nothing without it
        dialog.close()
        if (wasOpen) dialog.show()
      }
    }
    if (attributeOf(node, 'popover') === undefined) return
    const popover = target as HTMLElement
    const isOpen = popover.matches(':popover-open')
    if (node.state.top === 'popover' && !isOpen) popover.showPopover()
    else if (node.state.top !== 'popover' && isOpen) popover.hidePopover()
  } catch {
    // not connected, or not such an element
  }
}

function showMedia(target: Element, node: VirtualNode): void {
  const { media } = node.state
  if (!media || (node.tag !== 'video' && node.tag !== 'audio')) return
  const player = target as HTMLMediaElement
  try {
    // It never plays, so this is to be seen, not to be heard.
    player.muted = media.muted === true
    player.volume = media.volume ?? 1
    if (Number.isFinite(media.time)) player.currentTime = media.time
    if (media.rate && Number.isFinite(media.rate)) player.playbackRate = media.rate
  } catch {
    // nothing to play
  }
}

function scrollTo(target: Element, [left, top]: readonly [number, number]): void {
  if (target.scrollLeft === left && target.scrollTop === top) return
  Reflect.apply(Element.prototype.scrollTo, target, [{ left, top, behavior: 'instant' }])
}

/** Text fields show a focus ring however they got the focus. */
function showsFocus(state: DocumentState, target: Element): boolean {
  if (state.focusVisible || target.localName === 'textarea') return true
  return target.localName === 'input' && !RINGLESS.has((target as HTMLInputElement).type)
}

/** Types that no text is typed into. */
const RINGLESS = new Set(
  'button checkbox color file hidden image radio range reset submit'.split(' '),
)

/** The element a URL points to is the browser's own to find; the stage only takes over the fragment. */
function showTarget(doc: Document, url: string): void {
  const fragmentOf = (address: string) =>
    address.includes('#') ? address.replace(/^[^#]*/, '') : ''
  const wanted = fragmentOf(url)
  if (fragmentOf(urlOf(doc)) === wanted) return
  try {
    // The same address but for the fragment: never a load.
    windowOf(doc)?.location.replace(`${urlOf(doc).replace(/#[\s\S]*$/, '')}${wanted || '#'}`)
  } catch {
    // not a fragment
  }
}
