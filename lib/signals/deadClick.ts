import type { TargetDescription } from '../format/events'
import { clickOf, clickSignal, isResponse, type PlacedClick, type SignalFold } from './signal'

/**
 * How long the page may take to show that it noticed. Datadog waits 100 ms; our recorder may hold a batch of mutations
 * for as long again, and debounced handlers of 250 ms are common.
 */
const RESPONSE_WINDOW_MS = 500

interface Waiting {
  click: PlacedClick
  untilMs: number
}

/** A click on something that looks like it does something, and nothing happens. */
export const deadClick: SignalFold<Waiting[]> = {
  initial: [],
  next(state, placed) {
    const late = state.filter(({ untilMs }) => placed.atMs > untilMs)
    const open = state.filter((waiting) => !late.includes(waiting))
    const signals = late.map(({ click }) => dead(click))
    const click = clickOf(placed)
    if (click) {
      const untilMs = click.atMs + RESPONSE_WINDOW_MS
      return { state: canBeDead(click) ? [...open, { click, untilMs }] : open, signals }
    }
    const { event } = placed
    if (event.kind === 'vital' && event.name === 'longtask') {
      // A blocked page cannot answer: its time does not count.
      const longer = open.map((waiting) => ({ ...waiting, untilMs: waiting.untilMs + event.value }))
      return { state: longer, signals }
    }
    if (answers(event.kind) || isResponse(placed)) return { state: [], signals }
    return { state: open, signals }
  },
  // The recording ended before the page had its time: nobody can say.
  end: () => [],
}

function dead(click: PlacedClick) {
  return clickSignal('dead-click', click, {
    untilMs: click.atMs + RESPONSE_WINDOW_MS,
    amount: RESPONSE_WINDOW_MS,
  })
}

/** What the person gets from the browser itself: text selected, the page scrolled, focus moved, the tab left. */
function answers(kind: string): boolean {
  return kind === 'selection' || kind === 'scroll' || kind === 'visibility' || kind === 'end'
}

function canBeDead({ event }: PlacedClick): boolean {
  return !isExcluded(event.target ?? {})
}

/** Inputs that change something when they are clicked; the others only take the focus. */
const RESPONDING_INPUTS = new Set(['checkbox', 'radio', 'button', 'submit', 'reset', 'range'])

/**
 * Datadog's exclusions: text inputs, selects, editable text, canvas (its drawing is not seen) and links (they may open
 * elsewhere); a label stands for its control, whose answer is seen. Ours in addition: media and frames, whose own controls
 * are not seen, and the bare page, which promises nothing.
 */
function isExcluded({ tag, type, role }: TargetDescription): boolean {
  if (type === 'contenteditable') return true
  if (tag === 'input') return !RESPONDING_INPUTS.has(type ?? 'text')
  if (role === 'link') return true
  return tag !== undefined && EXCLUDED_TAGS.has(tag)
}

const EXCLUDED_TAGS = new Set(
  'textarea select option label canvas a area video audio iframe frame object embed html body'.split(
    ' ',
  ),
)
