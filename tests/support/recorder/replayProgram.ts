/**
 * Random programs over everything a page shows: styles, form controls, scrolling, dialogs, shadow trees and frames, on
 * top of the changes of the tree in `domProgram.ts`. Steps name their objects by number, modulo what there is.
 */
import * as fc from 'fast-check'
import { runDomStep, STEPS } from './domProgram'

const LIVE_STEPS = [
  'value',
  'check',
  'select',
  'indeterminate',
  'reset',
  'inline',
  'className',
  'rule',
  'ruleDelete',
  'ruleStyle',
  'styleText',
  'adopt',
  'adoptChange',
  'adoptDrop',
  'sheetDisabled',
  'scroll',
  'dialog',
  'popover',
  'details',
  'frame',
  'frameEdit',
  'animate',
  'define',
  'wholeHtml',
] as const
/** Tokens mask: what is replayed is then not what the page showed. */
const UNFIT = ['block', 'token', 'flush', 'microtask', 'task']
const TREE_STEPS = STEPS.filter((kind) => !UNFIT.includes(kind))
const ALL = [...LIVE_STEPS, ...LIVE_STEPS, ...TREE_STEPS, 'look'] as const

export type ReplayStep = [kind: (typeof ALL)[number], a: number, b: number, c: number]
export type ReplayProgram = ReplayStep[]

export function replayPrograms(maxLength = 30): fc.Arbitrary<ReplayProgram> {
  const small = fc.nat(60)
  return fc.array(fc.tuple(fc.constantFrom(...ALL), small, small, small), {
    minLength: 1,
    maxLength,
  })
}

const WIDGETS = [
  '<input value="v"><input type="checkbox"><input type="radio" name="g"><input type="radio" name="g">',
  '<form><input name="a"><textarea>t</textarea><select><option>1<option selected>2<option>3</select></form>',
  '<dialog>dialog <b>open</b></dialog>',
  '<div popover>popover</div>',
  '<details><summary>s</summary>more</details><details name="n" open><summary>x</summary>y</details>',
  '<div class="scroller" style="height:40px;overflow:auto"><p style="height:300px">tall</p></div>',
  '<style>p { color: rgb(9, 9, 9) } .a { background: rgb(200, 250, 200) }</style>',
  '<style></style>',
  '<select multiple><option>1<option>2<option>3</select><input type="range"><input type="color">',
  '<x-late>late</x-late><x-soon>soon</x-soon>',
]
const RULES = [
  'p { color: red }',
  '.a { letter-spacing: 2px }',
  'li, b { text-decoration: underline }',
  '@media (min-width: 1px) { .b { font-weight: 700 } }',
  '@layer x { p { opacity: .5 } }',
  '.a { & b { color: blue } }',
  'input:checked, option:checked { margin-left: 9px }',
  ':host { display: block; padding: 2px }',
]
const DECLARATIONS = ['color', 'padding-top', 'opacity', 'letter-spacing', '--x', 'display']
const VALUES = ['green', '7px', '0.4', '3px', '1', 'inline-block']

/** Runs in the recorded page. `look` compares later what it shows now. */
export async function runReplayProgram(
  program: ReplayProgram,
  look: () => Promise<void>,
): Promise<void> {
  const run = runDomStep()
  const sheets: CSSStyleSheet[] = []
  const pick = <T>(list: ArrayLike<T>, index: number): T | undefined => list[index % list.length]

  function* roots(from: Document | ShadowRoot = document): Generator<Document | ShadowRoot> {
    yield from
    for (const element of from.querySelectorAll('*')) {
      const root = run.rootOf(element)
      if (root) yield* roots(root)
    }
  }
  const all = (selector: string): Element[] =>
    [...roots()].flatMap((root) => [...root.querySelectorAll(selector)])
  const one = <Found extends Element>(selector: string, index: number) =>
    pick(all(selector), index) as Found | undefined
  const inBody = (index: number) =>
    pick(
      all('*').filter((element) => element !== document.head && !document.head.contains(element)),
      index,
    ) as HTMLElement | undefined

  function live([kind, a, b, c]: ReplayStep): void {
    switch (kind) {
      case 'value': {
        const field = one<HTMLInputElement>('input, textarea', a)
        if (field) field.value = field.type === 'checkbox' ? 'on' : String(b)
        return
      }
      case 'check': {
        const box = one<HTMLInputElement>('input[type=checkbox], input[type=radio]', a)
        if (box) box.checked = b % 3 !== 0
        return
      }
      case 'select': {
        const select = one<HTMLSelectElement>('select', a)
        if (!select) return
        const option = pick(select.options, b)
        if (option && c % 2) option.selected = c % 4 === 1
        else select.selectedIndex = (b % (select.options.length + 1)) - 1
        return
      }
      case 'indeterminate': {
        const box = one<HTMLInputElement>('input[type=checkbox]', a)
        if (box) box.indeterminate = b % 2 === 0
        return
      }
      case 'reset':
        one<HTMLFormElement>('form', a)?.reset()
        return
      case 'inline': {
        const target = inBody(a)
        const name = pick(DECLARATIONS, b) ?? 'color'
        if (c % 4 === 0) target?.style?.removeProperty(name)
        else
          target?.style?.setProperty(
            name,
            pick(VALUES, b + c) ?? '',
            c % 5 === 0 ? 'important' : '',
          )
        return
      }
      case 'className':
        inBody(a)?.setAttribute('class', pick(['a', 'b', 'a b', ''], b) ?? '')
        return
      case 'rule': {
        const sheet = one<HTMLStyleElement>('style', a)?.sheet
        sheet?.insertRule(pick(RULES, b) ?? '', c % (sheet.cssRules.length + 1))
        return
      }
      case 'ruleDelete': {
        const sheet = one<HTMLStyleElement>('style', a)?.sheet
        if (sheet && sheet.cssRules.length > 0) sheet.deleteRule(b % sheet.cssRules.length)
        return
      }
      case 'ruleStyle': {
        const rule = pick(one<HTMLStyleElement>('style', a)?.sheet?.cssRules ?? [], b)
        if (!(rule instanceof CSSStyleRule)) return
        if (c % 3 === 0) rule.selectorText = pick(['p', 'b', '.a'], c) ?? 'p'
        else rule.style.setProperty('color', pick(['teal', 'navy'], c) ?? '')
        return
      }
      case 'styleText': {
        const style = one('style', a)
        if (style) style.textContent = c % 3 === 0 ? '' : `${pick(RULES, b)}${pick(RULES, c)}`
        return
      }
      case 'adopt': {
        const sheet = (c % 2 && pick(sheets, b)) || new CSSStyleSheet()
        if (!sheets.includes(sheet)) {
          sheet.replaceSync(pick(RULES, b) ?? '')
          sheets.push(sheet)
        }
        const root = pick([...roots()], a)
        if (root) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
        return
      }
      case 'adoptChange': {
        const sheet = pick(sheets, a)
        if (c % 3 === 0) sheet?.replaceSync(pick(RULES, b) ?? '')
        else if (c % 3 === 1) sheet?.insertRule(pick(RULES, b) ?? '')
        else if (sheet && sheet.cssRules.length > 0) sheet.deleteRule(0)
        return
      }
      case 'adoptDrop': {
        const root = pick([...roots()], a)
        if (!root) return
        if (b % 2) root.adoptedStyleSheets.pop()
        else root.adoptedStyleSheets = [...root.adoptedStyleSheets].reverse()
        return
      }
      case 'sheetDisabled': {
        const style = one<HTMLStyleElement>('style', a)
        if (style?.sheet) style.sheet.disabled = b % 2 === 0
        return
      }
      case 'scroll': {
        const scroller = one('.scroller, textarea', a)
        if (scroller) scroller.scrollTop = b * 5
        return
      }
      case 'dialog': {
        const dialog = one<HTMLDialogElement>('dialog', a)
        if (!dialog?.isConnected) return
        if (dialog.open) dialog.close()
        else if (b % 2) dialog.showModal()
        else dialog.show()
        return
      }
      case 'popover':
        one<HTMLElement>('[popover]', a)?.togglePopover()
        return
      case 'details': {
        const details = one<HTMLDetailsElement>('details', a)
        if (details) details.open = !details.open
        return
      }
      case 'frame': {
        if (all('iframe').length > 2) return
        const frame = document.createElement('iframe')
        frame.height = '60'
        if (c % 2) frame.srcdoc = `<p>in frame</p>${pick(WIDGETS, b)}`
        inBody(a)?.append(frame)
        return
      }
      case 'frameEdit': {
        const inner = one<HTMLIFrameElement>('iframe', a)?.contentDocument
        const target = inner && pick(inner.querySelectorAll('body, body *'), b)
        if (!target) return
        if (c % 3 === 0) target.innerHTML = pick(WIDGETS, c) ?? ''
        else if (c % 3 === 1) target.append(`text ${c}`)
        else target.setAttribute('style', 'color: red')
        return
      }
      case 'animate': {
        const animation = inBody(a)?.animate?.([{ opacity: 0 }, { opacity: 1 }], {
          duration: 1000,
          fill: 'both',
        })
        animation?.pause()
        if (animation) animation.currentTime = b * 15
        return
      }
      case 'define': {
        const name = pick(['x-late', 'x-soon'], a) ?? 'x-late'
        if (!customElements.get(name)) customElements.define(name, class extends HTMLElement {})
        return
      }
      case 'wholeHtml': {
        const at = pick([document.body, ...all('main, section')], a)
        const holder = document.createElement('template')
        holder.innerHTML = pick(WIDGETS, b) ?? ''
        at?.append(holder.content)
        return
      }
      default:
        run.step([kind as (typeof STEPS)[number], a, b, c])
    }
  }

  for (const step of program) {
    if (step[0] === 'look') await look()
    else {
      try {
        live(step)
      } catch (error) {
        // What the DOM refuses (a node inside itself, a popover that is not connected) is fine.
        if (!(error instanceof DOMException)) throw error
      }
    }
    if (all('*').length > 400) document.body.replaceChildren()
  }
  await look()
}
