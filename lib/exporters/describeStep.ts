import type { TargetDescription } from '../format/events'
import { assertNever } from '../platform/assertNever'
import { isFiller } from './selectors'
import type { FrameHop, Step, StepValue } from './step'
import { shortUrl } from './urlPattern'

/** A sentence in pieces: our own words, and what comes from the page, which each format quotes its own way. */
export type Piece = string | { quoted: string }

/** What the person did, as a line of a bug report. */
export function describeStep(step: Step): Piece[] {
  switch (step.action) {
    case 'viewport':
      return [`Make the window ${step.width} by ${step.height} px`]
    case 'open':
      return ['Open ', { quoted: step.url }]
    case 'reload':
      return ['Reload the page']
    case 'back':
      return ['Go back']
    case 'forward':
      return ['Go forward']
    case 'click':
      return [...clickWords(step), ...nameOf(step.target), ...frameWords(step.frames)]
    case 'fill': {
      if (step.value.text === '') return ['Empty ', ...named(step)]
      return ['Enter ', value(step.value), ' into ', ...named(step)]
    }
    case 'select':
      return ['Choose ', ...listed(step.options.map(value)), ' in ', ...named(step)]
    case 'check':
      return [step.checked ? 'Check ' : 'Uncheck ', ...named(step)]
    case 'upload':
      return ['Choose a file in ', ...named(step)]
    case 'press': {
      const keys = [...step.modifiers, step.key === ' ' ? 'Space' : step.key].join('+')
      return [`Press ${keys} in `, ...named(step)]
    }
    case 'drag':
      return [
        'Drag ',
        ...nameOf(step.target),
        ' to ',
        ...nameOf(step.to),
        ...frameWords(step.frames),
      ]
    case 'scroll':
      if (step.page) return [`Scroll to ${Math.round(step.top)} px`, ...frameWords(step.frames)]
      return [`Scroll to ${Math.round(step.top)} px in `, ...named(step)]
    default:
      return assertNever(step)
  }
}

/** What the page showed after it, if that changed. */
export function describeOutcome({ action, expect }: Step): Piece[] {
  const parts: Piece[][] = []
  if (expect.url !== undefined && action !== 'open') {
    parts.push(['the address is ', { quoted: shortUrl(expect.url) }])
  }
  if (expect.heading !== undefined) parts.push(['the heading is ', { quoted: expect.heading }])
  else if (expect.title !== undefined) parts.push(['the title is ', { quoted: expect.title }])
  return parts.flatMap((part, index) => (index === 0 ? part : [' and ', ...part]))
}

/** What the thing is and what it is called. */
export function nameOf(target: TargetDescription): Piece[] {
  const kind = `the ${KINDS[target.role ?? ''] ?? TAGS[target.tag ?? ''] ?? 'element'}`
  const { label, name, text, placeholder, testId, css } = target
  const said = [label, name, text, placeholder].find((each) => each && !isFiller(each))
  const called = said ?? testId ?? css
  return called ? [`${kind} `, { quoted: called }] : [kind]
}

const KINDS: Record<string, string> = {
  button: 'button',
  link: 'link',
  checkbox: 'checkbox',
  radio: 'option',
  switch: 'switch',
  textbox: 'field',
  searchbox: 'search field',
  spinbutton: 'number field',
  combobox: 'list',
  listbox: 'list',
  option: 'entry',
  tab: 'tab',
  menuitem: 'menu entry',
  slider: 'slider',
  heading: 'heading',
  img: 'picture',
}

const TAGS: Record<string, string> = {
  input: 'field',
  textarea: 'field',
  select: 'list',
  label: 'label',
  img: 'picture',
  body: 'page',
  html: 'page',
}

function clickWords({ button, clicks }: Extract<Step, { action: 'click' }>): string[] {
  if (clicks === 2) return ['Double-click ']
  return [button === 'right' ? 'Right-click ' : 'Click ']
}

function named(step: { target: TargetDescription; frames: FrameHop[] }): Piece[] {
  return [...nameOf(step.target), ...frameWords(step.frames)]
}

function frameWords(frames: FrameHop[]): Piece[] {
  const last = frames.at(-1)
  return last ? [' (in the frame ', { quoted: last.url }, ')'] : []
}

function value({ text, placeholder }: StepValue): Piece {
  return { quoted: placeholder === undefined ? text : `{${placeholder}}` }
}

function listed(pieces: Piece[]): Piece[] {
  return pieces.flatMap((piece, index) => (index === 0 ? [piece] : [', ', piece]))
}
