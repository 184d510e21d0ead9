import { listen } from '../../platform/listen'
import { plain } from '../../platform/reads'
import { type Stoppable, stopAll } from '../../platform/stoppable'
import { isField } from '../accessibleName'
import { type EarlyAct, type EnteredData, enteredData } from '../earlyActs'
import type { Scope } from '../scope'

/** A pause of this many keys is a word of its own; nobody types more into no field. */
const LONGEST_RUN = 200

/**
 * What a person enters that is no value of a field: keys, pastes and drops that the page takes itself, files. Nothing is
 * told; the masker has to know it before the page shows it.
 */
export function trackEntries(scope: Scope): Stoppable & { hear(act: EarlyAct): void } {
  const { masker } = scope
  if (masker.policy.level !== 'mask-user-input') return { hear() {}, stop() {} }
  let keys = ''
  let keyed: EventTarget | null | undefined

  const onKey = scope.guard((event: Event, early?: EarlyAct) => {
    if (!(event instanceof KeyboardEvent) || event.ctrlKey || event.metaKey) return
    const target = early ? early.target : event.composedPath()[0]
    if (isEntry(target)) return
    if (target !== keyed) keys = ''
    keyed = target
    if (event.key.length === 1) keys = (keys + event.key).slice(-LONGEST_RUN)
    else if (event.key === 'Backspace') keys = keys.slice(0, -1)
    else if (event.key !== 'Shift') keys = ''
    masker.remember(keys, scope.document)
  })
  const onData = scope.guard((data?: EnteredData) => {
    for (const name of data?.files ?? []) masker.rememberFile(name)
    masker.remember(data?.text ?? '')
  })
  const onChange = scope.guard((event: Event, early?: EarlyAct) => {
    const target = early ? early.target : event.composedPath()[0]
    if (!(target instanceof HTMLInputElement) || target.type !== 'file') return
    for (const file of target.files ?? []) masker.rememberFile(file.name)
  })
  /** The text that is being written, before anything shows a copy of it. */
  const onInput = scope.guard((event: Event, early?: EarlyAct) => {
    const target = early ? early.target : event.composedPath()[0]
    if (!(target instanceof HTMLElement) || !plain(target).isContentEditable) return
    const text = scope.document.getSelection()?.anchorNode
    const parent = text?.parentElement
    if (text?.nodeType === Node.TEXT_NODE && parent && plain(target).contains(text))
      masker.text(text.nodeValue ?? '', parent, scope.treatmentOf(parent))
  })

  const options = { capture: true, passive: true }
  const parts = [
    listen(scope.window, 'keydown', onKey, options),
    listen(scope.window, ['paste', 'drop'], (event) => onData(enteredData(event)), options),
    listen(scope.window, ['input', 'change'], onChange, options),
    listen(scope.window, 'input', onInput, options),
  ]
  return {
    hear(act) {
      const { event, data } = act
      if (event.type === 'keydown') onKey(event, act)
      if (data) onData(data)
      if (event.type === 'input' || event.type === 'change') onChange(event, act)
      if (event.type === 'input') onInput(event, act)
    },
    stop: () => stopAll(parts),
  }
}

/** Its value is told, or it is text of the page that is typed into. */
function isEntry(target: EventTarget | null | undefined): boolean {
  if (!(target instanceof HTMLElement)) return false
  return plain(target).isContentEditable || isField(target)
}
