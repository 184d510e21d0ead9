import type { BannerTexts } from '../messages/protocol'
import { listen } from '../platform/listen'
import { type Stoppable, stopAll } from '../platform/stoppable'
import { keepInPage } from './indicator'

export interface BannerAnswer {
  answer: 'yes' | 'no'
  remember: boolean
}

const STYLE = `
:host { all: initial !important; position: fixed !important; z-index: 2147483647 !important;
  inset: auto 16px 16px auto !important; max-width: min(360px, calc(100vw - 32px)) !important;
  display: block !important; color-scheme: light dark !important }
section { font: 14px/1.45 system-ui, sans-serif; color: #1b1b1f; background: #fff; padding: 16px;
  border: 1px solid #c8c8d0; border-radius: 10px; box-shadow: 0 6px 24px rgb(0 0 0 / 22%) }
h2 { font-size: 15px; margin: 0 0 4px } p { margin: 0 0 10px } label { display: block; margin: 0 0 12px }
button { font: inherit; min-height: 32px; padding: 4px 14px; margin-right: 8px; border-radius: 6px;
  border: 1px solid #8a8a94; background: #fff; color: #1b1b1f; cursor: pointer }
button.yes { background: #1a56db; border-color: #1a56db; color: #fff }
button:focus-visible, input:focus-visible { outline: 2px solid #1a56db; outline-offset: 2px }
@media (prefers-color-scheme: dark) {
  section { color: #ececf1; background: #22232a; border-color: #4a4b55 }
  button { background: #22232a; color: #ececf1; border-color: #8a8a94 }
  button.yes { background: #8ab4ff; border-color: #8ab4ff; color: #10131a }
  button:focus-visible, input:focus-visible { outline-color: #8ab4ff }
}`

/**
 * Asks in the page whether this visit is recorded. Lives in a closed shadow root, takes no focus, and is gone before
 * anything is recorded. Only what a person really pressed counts: a script of the page can dispatch clicks, but not
 * trusted ones.
 */
export function showBanner(
  document: Document,
  texts: BannerTexts,
  onAnswer: (answer: BannerAnswer) => void,
): Stoppable {
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'closed' })
  const make = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, text = '') => {
    const element = document.createElement(tag)
    element.textContent = text
    return element
  }
  const section = make('section')
  section.setAttribute('role', 'region')
  section.setAttribute('aria-label', texts.label)
  section.lang = texts.language
  const remember = make('input')
  remember.type = 'checkbox'
  const label = make('label')
  label.append(remember, ` ${texts.remember}`)
  const yes = make('button', texts.yes)
  const no = make('button', texts.no)
  yes.className = 'yes'
  for (const button of [yes, no]) button.type = 'button'
  const asked = texts.remember === undefined ? [] : [label]
  section.append(make('h2', texts.title), make('p', texts.text), ...asked, yes, no)
  // Constructed: a page's Content-Security-Policy may forbid <style>.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLE)
  root.adoptedStyleSheets = [sheet]
  root.append(section)

  const answer = (value: BannerAnswer['answer']) => (event: Event) => {
    if (!event.isTrusted) return
    stop()
    onAnswer({ answer: value, remember: remember.checked })
  }
  const listening = [listen(yes, 'click', answer('yes')), listen(no, 'click', answer('no'))]
  const kept = keepInPage(document, host)
  function stop(): void {
    stopAll(listening)
    kept.stop()
  }
  return { stop }
}
