import type { InputEvent, KeyEvent, NodeId, TargetDescription } from '../format/events'
import type { PlacedEvent } from '../format/placed'
import type { Stream } from '../format/session'
import { describeNode } from './describeNode'
import { attributeOf, type LiveTree, textBelow } from './liveTree'
import { says, textOfOnly } from './pageText'
import { createPlaceholders } from './placeholders'
import { isFiller } from './selectors'
import type { FrameHop, LocatedStep, Step, StepAction, StepValue } from './step'
import { isControl, isEditingKey } from './targetKinds'

/** A page that comes this soon after a click came because of it. */
const CAUSED_WITHIN_MS = 5000
/** Servers that take longer than this have usually given up. */
const LINK_WITHIN_MS = 30_000
/** Clicks the browser makes itself (of a label's control, by Enter or Space) come in the same task or the next. */
const SYNTHETIC_WITHIN_MS = 100
/** A click without a name and without a press of the pointer before it is a script's. */
const LONGEST_PRESS_MS = 5000
/** Something that loads on scrolling does so this soon. */
const LOADS_WITHIN_MS = 1000
/** Scrolling less than this brings nothing new. */
const LEAST_SCROLL_PX = 200

/** What the builder may look up about the moment an event happened. */
export interface StepContext {
  stream(streamId: string): Stream | undefined
  /** When the document began to load, in session time; long before its first event where the server is slow. */
  startMs(streamId: string): number
  tree(streamId: string): LiveTree
  frames(streamId: string): FrameHop[]
}

export interface StepBuilder {
  /** Events in order of time. Trees already show what the event changed. */
  take(placed: PlacedEvent): void
  end(): Step[]
}

/** Turns events into what the person did, without the noise of how browsers and recorders tell it. */
export function createStepBuilder(context: StepContext): StepBuilder {
  const steps: Step[] = []
  const placeholders = createPlaceholders()
  let topStream = ''
  let url = ''
  let settled = { url: '', title: '', heading: '' }
  let showsLaterUntilMs = -Infinity
  const targets = new Map<string, TargetDescription>()
  let routedAtMs = -Infinity
  /** Last pointer press: a click without one is the browser's own. */
  let pressedAtMs = -Infinity

  const last = () => steps.at(-1)
  const lastOn = (placed: PlacedEvent, id: NodeId, withinMs = Infinity) => {
    const step = last()
    if (!step || !('target' in step) || ids.get(step) !== id) return undefined
    return step.streamId === placed.streamId && placed.atMs - step.atMs <= withinMs
      ? step
      : undefined
  }
  /** Node of each located step: only meaningful while its stream lasts. */
  const ids = new WeakMap<Step, NodeId>()

  function push(placed: PlacedEvent, action: StepAction, id?: NodeId): void {
    // What the page showed until now belongs to the step before.
    settle(placed.atMs)
    scrolled = undefined
    const step: Step = { ...action, atMs: placed.atMs, expect: {} }
    if (id !== undefined) ids.set(step, id)
    steps.push(step)
  }

  /** Notes what the last step led to, where it differs from before. */
  function settle(atMs = Infinity): void {
    const step = last()
    if (!step || topStream === '') return
    const shown = (tag: string) =>
      atMs > showsLaterUntilMs ? textOfOnly(context.tree(topStream), tag) : ''
    const now = { url, title: shown('title'), heading: shown('h1') }
    if (now.url !== '' && now.url !== settled.url) step.expect.url = now.url
    const isRetitled = now.title !== settled.title
    const isReheaded = now.heading !== settled.heading
    if (isRetitled && says(now.title)) step.expect.title = now.title
    if (isReheaded && says(now.heading)) step.expect.heading = now.heading
    // What changed again without another page was on its way to something else: no test could wait for it, also where
    // a mask hides what it became.
    const before = steps.at(-2)
    if (step.expect.url === undefined && before && before.action !== 'open') {
      if (isRetitled) before.expect.title = undefined
      if (isReheaded) before.expect.heading = undefined
    }
    settled = now
  }

  function locate(placed: PlacedEvent, id: NodeId, target: TargetDescription | undefined) {
    const { streamId } = placed
    const key = `${streamId}/${id}`
    // The recorder says it once per field.
    const known = target ?? targets.get(key) ?? describeNode(context.tree(streamId), id)
    targets.set(key, known)
    return {
      streamId,
      frames: context.frames(streamId),
      target: known,
      x: 0,
      y: 0,
    }
  }

  function caused(atMs: number): boolean {
    const step = last()
    if (!step) return false
    // A link that led nowhere yet leads here, however slow the server is.
    const isLink = isLocated(step) && step.target.role === 'link' && routedAtMs < step.atMs
    if (atMs - step.atMs > (isLink ? LINK_WITHIN_MS : CAUSED_WITHIN_MS)) return false
    return !['fill', 'scroll', 'viewport', 'upload'].includes(step.action)
  }

  function takeSnapshot(placed: PlacedEvent): void {
    const { event, streamId } = placed
    if (event.kind !== 'snapshot' || context.stream(streamId)?.framePath.length !== 0) return
    if (streamId === topStream) return
    // A page glides on after the click that leaves it: what it scrolled last led to nothing.
    while (last()?.action === 'scroll') steps.pop()
    if (topStream === '') {
      push(placed, {
        action: 'viewport',
        width: event.viewport.width,
        height: event.viewport.height,
      })
      push(placed, { action: 'open', url: event.url })
    } else if (!caused(context.startMs(streamId))) {
      if (event.reached === 'reload') push(placed, { action: 'reload' })
      else if (event.reached === 'back_forward') push(placed, { action: 'back' })
      else push(placed, { action: 'open', url: event.url })
    }
    topStream = streamId
    url = event.url
    showsLaterUntilMs = event.lateMs === undefined ? -Infinity : placed.atMs + Number(event.lateMs)
    scrolled = undefined
    // A new page: what the old one still showed on its way out is of no interest.
    const step = last()
    if (step) step.expect = {}
    settled = { url: '', title: '', heading: '' }
  }

  function takeNavigation(placed: PlacedEvent): void {
    const { event, streamId } = placed
    if (event.kind !== 'navigation' || streamId !== topStream) return
    if (!caused(placed.atMs)) {
      if (event.how === 'pop') push(placed, { action: 'back' })
      if (event.how === 'hash') push(placed, { action: 'open', url: event.url })
    }
    url = event.url
    routedAtMs = placed.atMs
  }

  function takePointer(placed: PlacedEvent): void {
    const { event } = placed
    if (event.kind !== 'pointer') return
    const { id, x, y, target } = event
    const place = { ...locate(placed, id, target), x, y }
    switch (event.action) {
      case 'down':
        pressedAtMs = placed.atMs
        return
      case 'click': {
        const pressed = last()
        const byKey =
          pressed?.action === 'press' &&
          placed.atMs - pressed.atMs <= SYNTHETIC_WITHIN_MS &&
          pressedAtMs < pressed.atMs
        const byScript = !target && placed.atMs - pressedAtMs > LONGEST_PRESS_MS
        if (byKey || byScript || isLabelEcho(placed, place.target)) return
        push(placed, { action: 'click', button: 'left', clicks: 1, ...place }, id)
        return
      }
      case 'dblclick': {
        if (lastOn(placed, id)?.action === 'click') steps.pop()
        if (lastOn(placed, id)?.action === 'click') steps.pop()
        push(placed, { action: 'click', button: 'left', clicks: 2, ...place }, id)
        return
      }
      case 'contextmenu':
        push(placed, { action: 'click', button: 'right', clicks: 1, ...place }, id)
        return
      case 'dragstart':
        push(placed, { action: 'drag', to: {}, toX: x, toY: y, ...place }, id)
        return
      case 'drop': {
        const step = last()
        if (step?.action !== 'drag') return
        step.to = place.target
        step.toX = x
        step.toY = y
        return
      }
      default:
    }
  }

  /** Clicking a label clicks its control as well. */
  function isLabelEcho(placed: PlacedEvent, target: TargetDescription): boolean {
    const step = last()
    if (step?.action !== 'click' || placed.atMs - step.atMs > SYNTHETIC_WITHIN_MS) return false
    return isControl(target) && !isControl(step.target) && pressedAtMs <= step.atMs
  }

  function takeInput(placed: PlacedEvent, event: InputEvent): void {
    if (event.byScript) return
    const place = locate(placed, event.id, event.target)
    const { tag, type } = place.target
    if (type === 'checkbox' || type === 'radio') {
      const click = last()
      if (click?.action === 'click' && placed.atMs - click.atMs <= SYNTHETIC_WITHIN_MS) {
        // A control may be hidden behind its label: what the person clicked is what a test can click.
        if (!isControl(click.target) || event.checked === undefined) return
        // What it was called before it was switched is what a test finds.
        if (ids.get(click) === event.id) place.target = click.target
        else place.target = { ...place.target, offset: click.target.offset }
        steps.pop()
      }
      if (event.checked === undefined) return
      push(placed, { action: 'check', checked: event.checked, ...place }, event.id)
      return
    }
    if (tag === 'select') {
      if (lastOn(placed, event.id)) steps.pop()
      push(
        placed,
        { action: 'select', options: chosen(placed, event, place.target), ...place },
        event.id,
      )
      return
    }
    if (type === 'file') {
      if (lastOn(placed, event.id)) steps.pop()
      const file = { text: '', placeholder: placeholders.name(place.target, 'file') }
      push(placed, { action: 'upload', file, ...place }, event.id)
      return
    }
    if (event.value === undefined) return
    const newline = lastOn(placed, event.id, SYNTHETIC_WITHIN_MS)
    if (newline?.action === 'press') steps.pop()
    const previous = lastOn(placed, event.id)
    const value = valueIn(placed, event, place.target)
    if (previous?.action === 'fill') {
      previous.value = value
      return
    }
    // Nothing can be located in a closed shadow root: there the click is what brings the focus.
    const focuses = previous?.action === 'click' && previous.button === 'left'
    if (focuses && !place.target.closed) steps.pop()
    push(placed, { action: 'fill', value, ...place }, event.id)
  }

  function valueIn(placed: PlacedEvent, event: InputEvent, target: TargetDescription): StepValue {
    const { value: text = '', masked } = event
    const open = context.stream(placed.streamId)?.level === 'allow' && !isFiller(text)
    if (text === '' || !(masked ?? !open)) return { text }
    return { text, placeholder: placeholders.name(target, 'value') }
  }

  function chosen(placed: PlacedEvent, event: InputEvent, target: TargetDescription): StepValue[] {
    const tree = context.tree(placed.streamId)
    const options = (event.selected ?? []).flatMap((id): StepValue[] => {
      const option = tree.node(id)
      if (!option) return []
      const value = attributeOf(option, 'value')
      return [{ text: textBelow(tree, id), ...(value === undefined ? {} : { value }) }]
    })
    const open = options.length > 0 && !event.masked && !options.some(({ text }) => isFiller(text))
    if (open) return options
    const placeholder = placeholders.name(target, 'option')
    return [{ text: options[0]?.text ?? '', placeholder }]
  }

  function takeKey(placed: PlacedEvent, event: KeyEvent): void {
    const place = locate(placed, event.id, event.target)
    if (isEditingKey(event, place.target)) return
    const { key, modifiers = [] } = event
    push(placed, { action: 'press', key, modifiers: [...modifiers], ...place }, event.id)
  }

  /** Scrolls that bring nothing are only the way to the next target, which every test finds by itself. */
  let scrolled: { placed: PlacedEvent; action: StepAction; id: NodeId } | undefined

  function takeScroll(placed: PlacedEvent): void {
    const { event } = placed
    if (event.kind !== 'scroll' || Math.max(event.left, event.top) < LEAST_SCROLL_PX) return
    const { left, top, id } = event
    const place = locate(placed, id, undefined)
    scrolled = { placed, action: { action: 'scroll', left, top, page: id === 1, ...place }, id }
  }

  function noteEffect(placed: PlacedEvent): void {
    if (!scrolled || placed.streamId !== scrolled.placed.streamId) return
    if (placed.atMs - scrolled.placed.atMs > LOADS_WITHIN_MS) return
    const { placed: at, action, id } = scrolled
    const previous = lastOn(at, id)
    if (previous?.action === 'scroll') steps.pop()
    push(at, action, id)
  }

  return {
    take(placed) {
      const { event } = placed
      switch (event.kind) {
        case 'snapshot':
          return takeSnapshot(placed)
        case 'navigation':
          return takeNavigation(placed)
        case 'pointer':
          return takePointer(placed)
        case 'input':
          return takeInput(placed, event)
        case 'key':
          return takeKey(placed, event)
        case 'scroll':
          return takeScroll(placed)
        case 'mutation':
          return event.inserts ? noteEffect(placed) : undefined
        case 'network':
          return noteEffect(placed)
        case 'end':
          if (placed.streamId === topStream) settle()
          return
        case 'viewport': {
          if (placed.streamId !== topStream) return
          const { width, height } = event.viewport
          const previous = steps.findLast((step) => step.action === 'viewport')
          if (previous?.width === width && previous.height === height) return
          if (last()?.action === 'viewport') steps.pop()
          push(placed, { action: 'viewport', width, height })
          return
        }
        default:
      }
    },
    end() {
      settle()
      return steps
    },
  }
}

/** True for steps on an element. */
export function isLocated(step: Step): step is LocatedStep {
  return 'target' in step
}
