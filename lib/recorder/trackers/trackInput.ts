import type { InputEvent, Milliseconds, NodeId } from '../../format/events'
import { listen } from '../../platform/listen'
import { plain } from '../../platform/reads'
import { type Stoppable, stopAll } from '../../platform/stoppable'
import type { Treatment } from '../../privacy/masker'
import { isOnFloor } from '../../privacy/treatment'
import { describeTarget } from '../describeTarget'
import type { EarlyAct } from '../earlyActs'
import type { Scope } from '../scope'
import { targetOf } from '../targetOf'
import { timeOf } from '../timeOf'

/** Values and choices of form controls, by the person and by script. */
export interface InputTracker extends Stoppable {
  /** Compares a control with what was last told; used where no event fires (script, form reset). */
  compare(element: Element, how: { byScript: boolean }): void
  /** An event of a control from before the first snapshot. */
  hear(act: EarlyAct): void
  /** As `compare`, where something was told before: an attribute counts again once the form was reset. */
  again(element: Element): void
  /** Every click, before the events of the box that was clicked. */
  clicked(event: Event): void
  /**
   * Tells what scripts changed and said so by events: by the thousand, and a person sees none of it before a batch.
   * `typed`: only of texts that the recorded tree has. Before the batch, for what may come back elsewhere has to be known
   * to the masker.
   */
  flush(what?: 'typed'): void
}

/** `soon`: `flush` has to be called with the next batch. */
export function trackInput(scope: Scope, soon: () => void): InputTracker {
  /** What was last told per control, as text: typing and the `change` after it are the same value. */
  const told = new WeakMap<Element, string>()
  const described = new WeakMap<Element, NodeId>()
  /** Controls whose events scripts made. */
  const scripted = new Set<Element>()
  /** The browser vouches for the events of a box that a script clicked. */
  let clickedByScript: EventTarget | null = null
  const onInput = scope.guard((event: Event, early?: EarlyAct) => {
    const target = early ? early.target : targetOf(event)
    if (!isControl(target)) return
    const isByPerson = event.isTrusted && !(target === clickedByScript && isChoice(target))
    if (isByPerson) scope.acted()
    const byScript = !isByPerson && !isDriven(target)
    if (byScript && mayWait(target)) {
      scripted.add(target)
      soon()
    } else
      compare(
        target,
        early ? { byScript, time: timeOf(scope, early.event.timeStamp) } : { byScript },
      )
  })

  /** What is secret is told at once. */
  function mayWait(element: Element): boolean {
    if (isChoice(element) || scripted.has(element)) return true
    if (scope.masker.policy.level !== 'allow') return false
    return !isOnFloor(scope.treatmentOf(element))
  }

  function flush(what?: 'typed'): void {
    for (const element of [...scripted]) {
      if (what && (!isTyped(element) || scope.ids.id(element) === 0)) continue
      scripted.delete(element)
      if (element.isConnected) compare(element, SCRIPTED)
    }
  }

  /** What the other kinds have chosen may be new as well. */
  function isTyped(element: Element): boolean {
    return element.localName !== 'select' && !isChoice(element)
  }

  const onReset = scope.guard((event: Event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement)) return
    // The controls change after the event, and only if no listener prevents it.
    queueMicrotask(
      scope.guard(() => {
        for (const element of plain(form).elements)
          if (isControl(element)) compare(element, SCRIPTED)
      }),
    )
  })
  const onKey = scope.guard((event: Event) => {
    if (event.isTrusted) scope.acted()
  })
  const options = { capture: true, passive: true }
  scope.rootEvents.on(['input', 'change'], onInput)
  scope.rootEvents.on(['reset'], onReset)
  const listeners = [listen(scope.document, 'beforeinput', onKey, options)]

  function compare(element: Element, how: { byScript: boolean; time?: Milliseconds }): void {
    if (!isControl(element)) return
    const id = scope.idOf(element)
    const treatment = scope.knownTreatment(element)
    const isTold = id !== 0 && treatment !== undefined && !scope.masker.isIgnored(treatment)
    if (!isTold) {
      // What is entered there may come back where something is told.
      if (!how.byScript) scope.masker.value(element, element.value, scope.treatmentOf(element))
      return
    }
    const time = Math.max(how.time ?? scope.now(), scope.lastTime)
    const event: InputEvent = { kind: 'input', time, id }
    if (how.byScript) event.byScript = true
    const isMaskedChoice = !writeValue(event, element, treatment)
    // That a choice was made is seen by the click as well; which one is not told.
    if (isMaskedChoice && how.byScript) return
    const text = `${event.value}|${event.checked}|${event.indeterminate}|${event.selected}`
    if (told.get(element) === text && !isMaskedChoice) return
    told.set(element, text)
    // Once per element: a name for every letter typed would be longer than the letters.
    if (!how.byScript && described.get(element) !== id) {
      described.set(element, id)
      event.target = describeTarget(scope, element)
    }
    scope.emit(event)
    if (isChoice(element) && element.type === 'radio' && element.checked) tellGroup(element)
  }

  /** Answers false where the choice stays secret. */
  function writeValue(event: InputEvent, element: Element, treatment: Treatment): boolean {
    if (element.localName === 'select' || isChoice(element)) {
      if (!isChoice(element)) {
        // Says to the masker what was chosen, so that it is masked wherever the page repeats it.
        scope.masker.value(element, (element as HTMLSelectElement).value, treatment)
      }
      if (!scope.masker.keepsChoice(element, treatment)) {
        event.masked = true
        return false
      }
      if (!isChoice(element)) event.selected = selectedIds(scope, element as HTMLSelectElement)
      else {
        event.checked = element.checked
        if (element.indeterminate) event.indeterminate = true
      }
      return true
    }
    const { type, value } = element as HTMLInputElement
    if (type === 'file') {
      event.masked = true
      return false
    }
    event.value = scope.masker.value(element, value, treatment)
    if (event.value !== value) event.masked = true
    return true
  }

  /** The radio button that lost its check gets no event of its own. */
  function tellGroup(radio: HTMLInputElement): void {
    if (radio.name === '') return
    const root = radio.form ?? radio.getRootNode()
    if (!('querySelectorAll' in root)) return
    const others = plain(root as Element).querySelectorAll<HTMLInputElement>('input[type=radio]')
    for (const other of others) {
      if (other === radio || other.name !== radio.name || other.form !== radio.form) continue
      if (told.has(other) || other.defaultChecked) compare(other, SCRIPTED)
    }
  }

  return {
    compare,
    hear: (act) => onInput(act.event, act),
    clicked(event) {
      clickedByScript = event.isTrusted ? null : targetOf(event)
    },
    again(element) {
      if (told.has(element)) compare(element, SCRIPTED)
    },
    flush,
    stop: () => stopAll(listeners),
  }
}

const SCRIPTED = { byScript: true }

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

function isControl(target: unknown): target is Control {
  if (!(target instanceof Element)) return false
  const name = target.localName
  return name === 'input' || name === 'textarea' || name === 'select'
}

/** Types whose value no key can enter: tools that act for a person set it and send the event. */
const SET_BY_TOOLS = /^(?:date|datetime-local|month|time|week|color|range)$/

/**
 * An event that was not made by the browser, on a control that a person sees, comes from a tool that drives the page for
 * a person (Playwright's `selectOption`). Widgets that keep a select of their own hide it.
 */
function isDriven(element: Element): boolean {
  const isSet =
    element.localName === 'select' || SET_BY_TOOLS.test((element as HTMLInputElement).type)
  return isSet && element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
}

function isChoice(element: Element): element is HTMLInputElement {
  if (element.localName !== 'input') return false
  const { type } = element as HTMLInputElement
  return type === 'checkbox' || type === 'radio'
}

function selectedIds(scope: Scope, select: HTMLSelectElement): number[] {
  const ids: number[] = []
  for (const option of select.selectedOptions) {
    const id = scope.idOf(option)
    if (id !== 0) ids.push(id)
  }
  return ids
}
