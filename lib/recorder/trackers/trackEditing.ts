import { listen } from '../../platform/listen'
import { plain } from '../../platform/reads'
import { delayedTask } from '../../platform/schedule'
import { type Stoppable, stopAll } from '../../platform/stoppable'
import { describeTarget } from '../describeTarget'
import type { Scope } from '../scope'
import { targetOf } from '../targetOf'

/** A pause this long ends a piece of writing. */
const QUIET_MS = 500
/** A longer text is a document: the replay shows it, a test would not type it. */
const LONGEST_TEXT = 2000

/**
 * What the person wrote into editable text, as one value per piece of writing. The replay follows the text itself;
 * this is for steps, which cannot tell typing from the page's own changes.
 */
export function trackEditing(scope: Scope): Stoppable & { flush(): void } {
  let edited: HTMLElement | undefined
  const tellLater = delayedTask(
    scope.guard(() => tell()),
    QUIET_MS,
  )

  function tell(): void {
    tellLater.cancel()
    const host = edited
    edited = undefined
    if (!host?.isConnected) return
    const id = scope.idOf(host)
    const treatment = scope.treatmentOf(host)
    const text = plain(host).innerText
    if (id === 0 || text.length > LONGEST_TEXT) return
    if (scope.masker.isIgnored(treatment) || scope.masker.isBlocked(treatment)) return
    const value = scope.masker.value(host, text, treatment)
    scope.emit({
      kind: 'input',
      time: scope.now(),
      id,
      value,
      ...(value === text ? {} : { masked: true as const }),
      target: describeTarget(scope, host),
    })
  }

  const onInput = scope.guard((event: Event) => {
    if (!event.isTrusted) return
    const target = targetOf(event)
    if (!(target instanceof HTMLElement) || !plain(target).isContentEditable) return
    if (edited !== undefined && edited !== target) tell()
    edited = target
    tellLater.cancel()
    tellLater.request()
  })
  const onLeave = scope.guard(() => tell())
  const options = { capture: true, passive: true }
  scope.rootEvents.on(['input'], onInput)
  const listeners = [listen(scope.window, 'focusout', onLeave, options)]
  return {
    flush: tell,
    stop() {
      tell()
      stopAll(listeners)
    },
  }
}
