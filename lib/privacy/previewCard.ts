import type { RuleEffect } from '../format/settings'
import { childNodesOf, nodeTypeOf, plain, readAttribute } from '../platform/reads'
import type { Stoppable } from '../platform/stoppable'
import { type Make, nameOf } from './previewDom'
import { createRuleForm } from './previewRule'
import type { PreviewMark } from './previewScan'
import type { PreviewTexts } from './previewTexts'
import type { Profile } from './profile'

export interface CardActions {
  count(selector: string): number
  /** Shows which elements a selector means. */
  highlight(selector: string | undefined): void
  rule(selector: string, effect: RuleEffect): Promise<void>
  /** Undefined where there is nothing to undo. */
  readonly undo: (() => Promise<void>) | undefined
  /** Selects the parent instead. */
  wider(): void
  done(): void
}

export interface PreviewCard extends Stoppable {
  readonly element: HTMLElement
  /** Describes the mark beside its element, and to screen readers; nothing for undefined. */
  tell(mark: PreviewMark | undefined): void
  /** Keeps it open with the form that makes rules, and gives it the focus. */
  hold(mark: PreviewMark, actions: CardActions): void
  /** Says anew what is told: something about it may have changed. */
  refresh(mark: PreviewMark): void
  /** Stays beside its element. */
  follow(element: Element): void
  /** Moves the focus to the next of its controls; from the last to the first. */
  keepFocus(root: ShadowRoot, backwards: boolean): void
}

/** Attributes that people read, or that carry what they typed and where they are. */
const TOLD = ['value', 'placeholder', 'title', 'alt', 'aria-label', 'href', 'src']
const LONGEST = 80
const GAP = 8

interface CardOptions {
  make: Make
  profile: () => Profile
  texts: PreviewTexts
}

export function createCard({ make, profile, texts }: CardOptions): PreviewCard {
  const about = make('div', { attributes: { role: 'status' } })
  const element = make('div', { class: 'card', attributes: { 'aria-label': texts.about } }, about)
  element.hidden = true
  let form: Stoppable | undefined

  function write({ element: target, what, state, verdict }: PreviewMark): void {
    const { reason } = verdict
    const lines: Node[] = [
      make('code', { class: 'name', text: nameOf(target) }),
      make(
        'p',
        {},
        make('i', { class: state }),
        make('b', { text: `${texts.whats[what]}: ${texts.states[state]}` }),
      ),
      make('p', {}, `${texts.level}: `, make('code', { text: verdict.level })),
      make('p', {}, `${texts.reasons[reason.kind]}: `, make('code', { text: reason.detail })),
    ]
    for (const [label, stored] of storedOf(target, { what, state, verdict })) {
      const result = stored ?? texts.dropped
      lines.push(make('p', {}, `${label || texts.becomes}: `, make('code', { text: result })))
    }
    about.replaceChildren(...lines)
  }

  function* storedOf(
    target: Element,
    { what, state, verdict }: Pick<PreviewMark, 'what' | 'state' | 'verdict'>,
  ): Generator<[label: string, stored: string | null]> {
    if (state === 'blocked') return
    const own = what === 'input' ? enteredIn(target) : textOf(target)
    const short = own.trim().replace(/\s+/g, ' ').slice(0, LONGEST)
    if (short !== '' && what !== 'image') {
      const at = { element: target, verdict, what }
      yield ['', profile().stored(short, { ...at, what })]
    }
    for (const name of TOLD) {
      const value = readAttribute(target, name)
      if (!value || (name === 'value' && what === 'input')) continue
      const stored = profile().attribute(name, value, { element: target, verdict })
      yield [name, stored?.slice(0, LONGEST) ?? null]
    }
  }

  function place(target: Element): void {
    const view = element.ownerDocument.defaultView
    if (!view) return
    const box = plain(target).getBoundingClientRect()
    const size = element.getBoundingClientRect()
    const { innerWidth, innerHeight } = view
    const fits = box.bottom + GAP + size.height < innerHeight
    const above = box.top - size.height - GAP
    const top = fits ? box.bottom + GAP : above > GAP ? above : innerHeight - size.height - GAP
    const left = Math.min(Math.max(GAP, box.left), innerWidth - size.width - GAP)
    element.style.top = `${Math.max(GAP, top)}px`
    element.style.left = `${Math.max(GAP, left)}px`
  }

  function release(): void {
    form?.stop()
    form = undefined
    element.classList.remove('held')
    element.removeAttribute('role')
  }

  return {
    element,
    tell(mark) {
      release()
      element.hidden = mark === undefined
      if (!mark) return
      write(mark)
      place(mark.element)
    },
    hold(mark, actions) {
      release()
      element.hidden = false
      element.classList.add('held')
      element.setAttribute('role', 'dialog')
      write(mark)
      const made = createRuleForm({ make, texts: texts.rule, element: mark.element, actions })
      form = made
      element.append(made.element)
      place(mark.element)
      made.focus()
    },
    refresh(mark) {
      write(mark)
      place(mark.element)
    },
    follow: place,
    keepFocus(root, backwards) {
      const stops = [...element.querySelectorAll<HTMLElement>('button:not([hidden]), select')]
      const at = stops.indexOf(root.activeElement as HTMLElement)
      const next = stops.at((at + (backwards ? -1 : 1)) % stops.length)
      next?.focus()
    },
    stop: release,
  }
}

function enteredIn(element: Element): string {
  return 'value' in element && typeof element.value === 'string' ? element.value : ''
}

function textOf(element: Element): string {
  let text = ''
  for (const node of childNodesOf(element)) if (nodeTypeOf(node) === 3) text += node.nodeValue ?? ''
  return text
}
