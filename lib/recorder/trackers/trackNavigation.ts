import type { Milliseconds, NavigationEvent } from '../../format/events'
import { listen } from '../../platform/listen'
import { type Stoppable, stopAll } from '../../platform/stoppable'
import type { Scope } from '../scope'

export interface NavigationTracker extends Stoppable {
  /** The address may have changed without an event (history.pushState in the page's world). */
  check(how: NavigationEvent['how']): void
  /** Where the document was at an earlier time. */
  told(url: string, time: Milliseconds): void
}

/** Changes of the address within one document, and of its title. `begunAt`: the address that was told first. */
export function trackNavigation(
  scope: Scope,
  begunAt: string,
  onDescribed: (place: { url: string; title: string }) => void,
): NavigationTracker {
  let url = begunAt
  let title = scope.document.title

  function check(how: NavigationEvent['how']): void {
    const isMoved = scope.document.URL !== url
    if (!isMoved && scope.document.title === title) return
    url = scope.document.URL
    title = scope.document.title
    const place = { url: scope.masker.url(url, 'page'), title: scope.masker.title(title) }
    if (isMoved) scope.emit({ kind: 'navigation', time: scope.now(), how, ...place })
    onDescribed(place)
  }

  function told(moved: string, time: Milliseconds): void {
    if (moved === url) return
    url = moved
    const place = { url: scope.masker.url(url, 'page'), title: scope.masker.title(title) }
    scope.emit({ kind: 'navigation', time: Math.max(time, scope.lastTime), how: 'push', ...place })
  }

  const parts: Stoppable[] = [
    listen(
      scope.window,
      'popstate',
      scope.guard(() => check('pop')),
    ),
    listen(
      scope.window,
      'hashchange',
      scope.guard(() => check('hash')),
    ),
  ]
  // Where the browser has it, the Navigation API tells every change, those by script too.
  const navigation = 'navigation' in scope.window ? scope.window.navigation : undefined
  if (navigation instanceof EventTarget) {
    const onEntry = scope.guard((event: Event) => {
      const type = 'navigationType' in event ? event.navigationType : ''
      check(type === 'replace' ? 'replace' : type === 'traverse' ? 'pop' : 'push')
    })
    parts.push(listen(navigation, 'currententrychange', onEntry))
  }
  return { check, told, stop: () => stopAll(parts) }
}
