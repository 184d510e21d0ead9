import { listen } from '../platform/listen'
import { type Stoppable, stopAll } from '../platform/stoppable'
import type { PreviewMark } from './previewScan'
import type { Profile, Reason, VisibleState } from './profile'

/** What the overlay says; the caller brings it in the person's language. */
export interface PreviewTexts {
  title: string
  close: string
  hint: string
  becomes: string
  states: Record<VisibleState, string>
  reasons: Record<Reason['kind'], string>
  whats: Record<PreviewMark['what'], string>
}

export interface PreviewPanel extends Stoppable {
  readonly canvas: HTMLCanvasElement
  counts(counts: Record<VisibleState, number>): void
  /** Describes the mark beside its element, and to screen readers; nothing for undefined. */
  tell(mark: PreviewMark | undefined): void
}

const STYLE = `
:host { all: initial !important; position: fixed !important; inset: 0 !important; z-index: 2147483646 !important;
  pointer-events: none !important; display: block !important; color-scheme: light dark !important; contain: strict !important }
canvas { position: fixed; inset: 0; width: 100vw; height: 100vh }
.bar, .tip { position: fixed; font: 13px/1.4 system-ui, sans-serif; color: #1b1b1f; background: #fff; border: 1px solid #8a8a94;
  border-radius: 8px; box-shadow: 0 4px 16px rgb(0 0 0 / 25%) }
.bar { bottom: 8px; left: 50%; transform: translateX(-50%); display: flex; flex-wrap: wrap; gap: 4px 14px; align-items: center; padding: 6px 10px;
  max-width: calc(100vw - 24px); box-sizing: border-box; pointer-events: auto }
.tip { padding: 8px 10px; max-width: min(360px, calc(100vw - 16px)); overflow-wrap: anywhere; box-sizing: border-box }
.tip[hidden] { display: none } .tip b { display: block } .tip code { font: 12px ui-monospace, monospace }
i { display: inline-block; width: 12px; height: 12px; margin-right: 5px; vertical-align: -1px; box-sizing: border-box }
i.masked { background: repeating-linear-gradient(45deg, #1a56db 0 2px, #b9ccf6 2px 4px); border: 1px solid #1a56db }
i.blocked { background: #33343c } i.kept { background: #fdeadd; border: 1px dashed #c2410c }
button { font: inherit; min-height: 28px; padding: 2px 10px; border: 1px solid #8a8a94; border-radius: 6px; background: #fff; color: inherit; cursor: pointer }
button:focus-visible { outline: 2px solid #1a56db; outline-offset: 2px }
@media (prefers-color-scheme: dark) { .bar, .tip, button { color: #ececf1; background: #22232a } button:focus-visible { outline-color: #8ab4ff } }
@media (forced-colors: active) { i { forced-color-adjust: none } }`

interface PanelOptions {
  document: Document
  tag: string
  profile: Profile
  texts: PreviewTexts
  onClose(): void
}

/** The overlay's own markup, in a closed shadow root that neither the page nor its styles reach. */
export function createPanel({
  document,
  tag,
  profile,
  texts,
  onClose,
}: PanelOptions): PreviewPanel {
  const host = document.createElement(tag)
  const root = host.attachShadow({ mode: 'closed' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLE)
  root.adoptedStyleSheets = [sheet]
  const make = <Tag extends keyof HTMLElementTagNameMap>(name: Tag, className = '', text = '') => {
    const element = document.createElement(name)
    if (className) element.className = className
    element.textContent = text
    return element
  }

  const canvas = make('canvas')
  canvas.setAttribute('aria-hidden', 'true')
  const bar = make('section', 'bar')
  bar.setAttribute('role', 'region')
  bar.setAttribute('aria-label', texts.title)
  const numbers = new Map<VisibleState, HTMLElement>()
  bar.append(
    make('strong', '', profile.version ? `${profile.name} ${profile.version}` : profile.name),
  )
  for (const state of ['masked', 'blocked', 'kept'] as const) {
    const entry = make('span')
    const number = make('span', '', '0')
    entry.append(make('i', state), number, ` ${texts.states[state]}`)
    numbers.set(state, number)
    bar.append(entry)
  }
  const close = make('button', '', texts.close)
  close.type = 'button'
  bar.append(make('span', '', texts.hint), close)
  const tip = make('div', 'tip')
  tip.hidden = true
  tip.setAttribute('role', 'status')
  root.append(canvas, bar, tip)
  document.documentElement.append(host)
  const listening = listen(close, 'click', (event) => {
    if (event.isTrusted) onClose()
  })

  return {
    canvas,
    counts(counts) {
      for (const [state, element] of numbers) {
        const text = String(counts[state])
        if (element.textContent !== text) element.textContent = text
      }
    },
    tell(mark) {
      tip.hidden = mark === undefined
      if (!mark) return
      const { reason } = mark.verdict
      const state = make('b', '', `${texts.whats[mark.what]}: ${texts.states[mark.state]}`)
      const rule = make('div', '', `${texts.reasons[reason.kind]} `)
      rule.append(make('code', '', reason.detail))
      tip.replaceChildren(make('code', '', describe(mark.element)), state, rule)
      const sample = sampleOf(mark, profile)
      if (sample !== '') {
        const result = make('div', '', `${texts.becomes} `)
        result.append(make('code', '', sample))
        tip.append(result)
      }
      placeBeside(tip, mark.element)
    },
    stop() {
      stopAll([listening])
      host.remove()
    },
  }
}

/** What would be stored. A kept text is shown as it is: it stands beside the tip anyway. */
function sampleOf(mark: PreviewMark, profile: Profile): string {
  if (mark.state === 'blocked' || mark.what === 'image') return ''
  const { element } = mark
  const own =
    mark.what === 'input' && 'value' in element && typeof element.value === 'string'
      ? element.value
      : textOf(element)
  const short = own.trim().replace(/\s+/g, ' ').slice(0, 80)
  if (short === '') return ''
  return mark.state === 'masked'
    ? profile.sample(short, mark.verdict, mark.what === 'input' ? 'input' : 'text')
    : short
}

function textOf(element: Element): string {
  let text = ''
  for (const node of element.childNodes) if (node.nodeType === 3) text += node.nodeValue ?? ''
  return text
}

function describe(element: Element): string {
  const id = element.id ? `#${element.id}` : ''
  const names = [...element.classList].slice(0, 2).map((name) => `.${name}`)
  return `<${element.localName}${id}${names.join('')}>`
}

function placeBeside(tip: HTMLElement, element: Element): void {
  const view = tip.ownerDocument.defaultView
  if (!view) return
  const box = element.getBoundingClientRect()
  const size = tip.getBoundingClientRect()
  const below = box.bottom + 8 + size.height < view.innerHeight
  const top = below ? box.bottom + 8 : Math.max(8, box.top - size.height - 8)
  const left = Math.min(Math.max(8, box.left), view.innerWidth - size.width - 8)
  tip.style.cssText = `top: ${top}px; left: ${Math.max(8, left)}px`
}
