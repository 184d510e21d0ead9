import { RULE_EFFECTS } from '../format/settings'
import { listen } from '../platform/listen'
import { type Stoppable, stopAll } from '../platform/stoppable'
import type { CardActions } from './previewCard'
import type { Make } from './previewDom'
import type { RuleTexts } from './previewTexts'
import { selectorsOf } from './selectorsOf'

/** Everything on every page of the site. */
export const WHOLE_SITE = 'html'

export interface RuleForm extends Stoppable {
  readonly element: HTMLElement
  focus(): void
}

interface RuleFormOptions {
  make: Make
  texts: RuleTexts
  element: Element
  actions: CardActions
}

/** Makes a rule of an element: for whom it holds, how many that are, what it does, and back again. */
export function createRuleForm({ make, texts, element, actions }: RuleFormOptions): RuleForm {
  const selectors = selectorsOf(element)
  const options: [group: string, selector: string][] = [
    [texts.element, selectors.element],
    ...selectors.similar.map((selector): [string, string] => [texts.similar, selector]),
    [texts.site, WHOLE_SITE],
  ]
  const select = make('select')
  let group: HTMLOptGroupElement | undefined
  for (const [label, selector] of options) {
    if (group?.label !== label) {
      group = make('optgroup', { attributes: { label } })
      select.append(group)
    }
    group.append(make('option', { text: selector, attributes: { value: selector } }))
  }
  const matches = make('small', { attributes: { 'aria-live': 'polite' } })
  const effects = RULE_EFFECTS.map((effect) => ({
    effect,
    button: make('button', { text: texts.effects[effect], attributes: { type: 'button' } }),
  }))
  const undo = make('button', { text: texts.undo, attributes: { type: 'button' } })
  const wider = make('button', { text: texts.wider, attributes: { type: 'button' } })
  const done = make('button', { text: texts.done, attributes: { type: 'button' } })
  const result = make('small', { attributes: { role: 'status' } })
  const root = make(
    'form',
    { attributes: { 'aria-label': texts.title } },
    make('label', { text: texts.scope }, select),
    matches,
    make('div', { class: 'row' }, ...effects.map(({ button }) => button)),
    make('div', { class: 'row spread' }, make('div', { class: 'row' }, undo, wider), done),
    result,
  )

  function show(): void {
    matches.textContent = texts.matches.replace('$1', String(actions.count(select.value)))
    actions.highlight(select.value)
    undo.hidden = actions.undo === undefined
  }

  let isBusy = false

  /** One at a time: two answers that overtake each other would leave the list of rules to chance. */
  async function act(begin: () => Promise<void>, said: string): Promise<void> {
    if (isBusy) return
    isBusy = true
    try {
      await begin()
      result.textContent = said
    } catch (error) {
      result.textContent = error instanceof Error ? error.message : String(error)
    }
    isBusy = false
    const hadFocus = undo.matches(':focus')
    show()
    if (hadFocus && undo.hidden) select.focus()
  }

  const onClick = (target: HTMLElement, run: () => void) =>
    listen(target, 'click', (event) => {
      if (event.isTrusted) run()
    })
  const parts = [
    listen(root, 'submit', (event) => event.preventDefault()),
    listen(select, 'change', show),
    onClick(done, actions.done),
    onClick(wider, actions.wider),
    onClick(undo, () => {
      if (actions.undo) void act(actions.undo, texts.undone)
    }),
    ...effects.map(({ effect, button }) =>
      onClick(button, () => {
        const said = texts.made.replace('$1', `${texts.effects[effect]} ${select.value}`)
        void act(() => actions.rule(select.value, effect), said)
      }),
    ),
  ]
  show()
  return {
    element: root,
    focus: () => select.focus(),
    stop() {
      stopAll(parts)
      actions.highlight(undefined)
      root.remove()
    },
  }
}
