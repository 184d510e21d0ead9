import type { KeyEvent } from '../../format/events'
import { listen } from '../../platform/listen'
import { isOverlay } from '../../platform/shadowRoots'
import type { Stoppable } from '../../platform/stoppable'
import { describeTarget } from '../describeTarget'
import type { EarlyAct } from '../earlyActs'
import type { Scope } from '../scope'
import { targetOf } from '../targetOf'
import { timeOf } from '../timeOf'

/** Keys that do something and type nothing. What types text is never recorded: it would give away what is masked. */
const NAMED_KEY =
  /^(?:Enter|Tab|Escape|Backspace|Delete|Home|End|PageUp|PageDown|Arrow(?:Up|Down|Left|Right)|F\d{1,2}|ContextMenu)$/

/** Pressed by the dozen while typing: not worth a look at names. */
const EDITING_KEY = /^(?:Backspace|Delete|Home|End|ArrowLeft|ArrowRight)$/

/** `beforeEnter`: it may send a text and empty its field. Told before the page's own listener runs. */
export function trackKeys(
  scope: Scope,
  beforeEnter: () => void,
): Stoppable & { hear(act: EarlyAct): void } {
  const onKey = scope.guard((event: Event, early?: EarlyAct) => {
    if (!(event instanceof KeyboardEvent)) return
    if (event.key === 'Enter') beforeEnter()
    if (event.repeat || event.isComposing) return
    if (event.isTrusted) scope.acted()
    const target = early ? early.target : targetOf(event)
    if (!(target instanceof Element) || isOverlay(target)) return
    const key = keyOf(event)
    if (key === undefined) return
    const time = early ? timeOf(scope, early.event.timeStamp) : scope.now()
    const record: KeyEvent = { kind: 'key', time, key, id: 0 }
    const modifiers = modifiersOf(event)
    if (modifiers.length > 0) record.modifiers = modifiers
    if (event.isTrusted) tell(record, target, 'named')
    else scope.scripted(target, () => tell(record, target))
  })

  function tell(record: KeyEvent, target: Element, how?: 'named'): void {
    // Even editing keys tell something about a field that is kept secret.
    if (scope.masker.isIgnored(scope.treatmentOf(target))) return
    record.id = scope.idOf(target)
    record.time = Math.max(record.time, scope.lastTime)
    if (how && !EDITING_KEY.test(record.key)) record.target = describeTarget(scope, target)
    scope.emit(record)
  }

  const options = { capture: true, passive: true }
  const listening = listen(scope.window, 'keydown', onKey, options)
  return { hear: (act) => onKey(act.event, act), stop: listening.stop }
}

function keyOf(event: KeyboardEvent): string | undefined {
  if (NAMED_KEY.test(event.key)) return event.key
  // AltGr types characters: it comes as Control and Alt together.
  const isShortcut = (event.ctrlKey || event.metaKey) && !event.altKey
  return isShortcut && /^[a-z0-9/.,+-]$/i.test(event.key) ? event.key.toLowerCase() : undefined
}

function modifiersOf(event: KeyboardEvent): NonNullable<KeyEvent['modifiers']> {
  const modifiers: NonNullable<KeyEvent['modifiers']> = []
  if (event.altKey) modifiers.push('Alt')
  if (event.ctrlKey) modifiers.push('Control')
  if (event.metaKey) modifiers.push('Meta')
  if (event.shiftKey) modifiers.push('Shift')
  return modifiers
}
