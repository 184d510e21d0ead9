import { listen } from '../platform/listen'
import { plain } from '../platform/reads'
import { OVERLAY_TAG } from '../platform/shadowRoots'
import { type Stoppable, stopAll } from '../platform/stoppable'
import { createCard, type PreviewCard } from './previewCard'
import { maker } from './previewDom'
import { PREVIEW_STYLE } from './previewStyle'
import type { PreviewTexts } from './previewTexts'
import type { Profile, VisibleState } from './profile'

export interface PreviewPanel extends Stoppable {
  readonly host: HTMLElement
  readonly root: ShadowRoot
  readonly canvas: HTMLCanvasElement
  readonly card: PreviewCard
  counts(counts: Readonly<Record<VisibleState, number>>): void
  /** While an element is being picked the page gets no clicks; the layer lies over it, but not over its frames. */
  catchClicks(on: boolean): void
  /** The layer lets the pointer through to a frame, which has an overlay of its own. */
  letThrough(on: boolean): void
  /** Above what the page opened since. */
  raise(): void
  /** The bar goes where it does not lie over the element. */
  uncover(element: Element): void
}

interface PanelOptions {
  document: Document
  profile: () => Profile
  texts: PreviewTexts
  /** Only the top document has the bar. */
  isTop: boolean
  /** Our own rules are shown: rules can be made. */
  canPick: boolean
  onClose(): void
  onPick(): void
  /** The pointer over the layer. */
  onPoint(event: PointerEvent): void
  onChosen(): void
}

/** Between the bar and the edge of the window, as its style has it. */
const BAR_GAP = 8

/** What the page must not hear of: it would take it for something done to itself. */
const OURS = [
  ...['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'dblclick', 'contextmenu'],
  ...[
    'touchstart',
    'touchend',
    'keydown',
    'keyup',
    'keypress',
    'input',
    'change',
    'submit',
    'wheel',
  ],
]

/** The overlay's own markup, in a closed shadow root that neither the page nor its styles reach. */
export function createPanel(options: PanelOptions): PreviewPanel {
  const { document, texts } = options
  const make = maker(document)
  const host = document.createElement(OVERLAY_TAG)
  const root = host.attachShadow({ mode: 'closed' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(PREVIEW_STYLE)
  root.adoptedStyleSheets = [sheet]

  const canvas = make('canvas', { attributes: { 'aria-hidden': 'true' } })
  const layer = make('div', { class: 'catch', attributes: { 'aria-hidden': 'true' } })
  layer.hidden = true
  const numbers = new Map<VisibleState, HTMLElement>()
  const pick = make('button', { text: texts.pick, attributes: { type: 'button' } })
  pick.setAttribute('aria-pressed', 'false')
  const close = make('button', { text: texts.close, attributes: { type: 'button' } })
  const hint = make('small', { text: texts.hint })
  const bar = make('section', { class: 'bar', attributes: { 'aria-label': texts.title } })
  bar.append(make('strong', { text: titleOf(options.profile()) }))
  const { confidence } = options.profile()
  if (confidence !== 'own') bar.append(make('small', { text: texts.confidence[confidence] }))
  for (const state of ['masked', 'blocked', 'kept'] as const) {
    const number = make('span', { text: '0' })
    bar.append(make('span', {}, make('i', { class: state }), number, ` ${texts.states[state]}`))
    numbers.set(state, number)
  }
  bar.append(hint, ...(options.canPick ? [pick] : []), close)
  bar.hidden = !options.isTop
  const card = createCard({ make, profile: options.profile, texts })
  root.append(canvas, layer, bar, card.element)
  document.documentElement.append(host)
  raise()

  function raise(): void {
    if (!('showPopover' in host)) return
    host.setAttribute('popover', 'manual')
    if (host.matches(':popover-open')) host.hidePopover()
    host.showPopover()
  }

  const trusted = (run: () => void) => (event: Event) => {
    if (event.isTrusted) run()
  }
  const parts = [
    listen(host, OURS, (event) => event.stopPropagation()),
    listen(close, 'click', trusted(options.onClose)),
    listen(pick, 'click', trusted(options.onPick)),
    listen(layer, 'pointermove', (event) => options.onPoint(event as PointerEvent)),
    listen(layer, 'click', trusted(options.onChosen)),
  ]

  return {
    host,
    root,
    canvas,
    card,
    counts(counts) {
      for (const [state, element] of numbers) {
        const text = String(counts[state])
        if (element.textContent !== text) element.textContent = text
      }
    },
    catchClicks(on) {
      layer.hidden = !on
      layer.style.pointerEvents = ''
      pick.setAttribute('aria-pressed', String(on))
      hint.textContent = on ? texts.pickHint : texts.hint
    },
    letThrough(on) {
      layer.style.pointerEvents = on ? 'none' : ''
    },
    raise,
    uncover(element) {
      const { top, bottom } = plain(element).getBoundingClientRect()
      const height = bar.offsetHeight + 2 * BAR_GAP
      const view = document.defaultView ?? window
      bar.classList.toggle('high', bottom > view.innerHeight - height && top > height)
    },
    stop() {
      stopAll(parts)
      card.stop()
      host.remove()
    },
  }
}

function titleOf({ name, version }: Profile): string {
  return version === '' ? name : `${name} ${version}`
}
