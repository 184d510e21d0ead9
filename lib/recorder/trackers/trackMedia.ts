import { listen } from '../../platform/listen'
import type { Stoppable } from '../../platform/stoppable'
import { mediaState } from '../elementState'
import type { Scope } from '../scope'
import { targetOf } from '../targetOf'

const MEDIA_EVENTS = ['play', 'pause', 'seeked', 'volumechange', 'ratechange', 'ended']

/** What video and audio elements do. Media events do not bubble, but they can be captured. */
export function trackMedia(scope: Scope): Stoppable {
  const onChange = scope.guard((event: Event) => {
    const target = targetOf(event)
    if (!(target instanceof HTMLMediaElement)) return
    const id = scope.idOf(target)
    if (id === 0) return
    scope.emit({ kind: 'state', time: scope.now(), id, state: { media: mediaState(target) } })
  })
  return listen(scope.document, MEDIA_EVENTS, onChange, { capture: true, passive: true })
}
