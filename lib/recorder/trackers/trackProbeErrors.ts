import type { ErrorEvent, Milliseconds } from '../../format/events'
import { previewText } from '../../format/preview'
import { listen } from '../../platform/listen'
import { type Stoppable, stopAll } from '../../platform/stoppable'
import type { Masker } from '../../privacy/masker'
import type { Scope } from '../scope'
import { maskPreview } from './trackProbeConsole'
import { countOf, type ProbeRecord, textOf, wordOf } from './trackProbeFields'

/** Uncaught errors and rejections, as the probe heard them. */
export function errorEvent(
  record: ProbeRecord,
  time: Milliseconds,
  masker: Masker,
): ErrorEvent | undefined {
  const what = wordOf(record, 'what', ['uncaught', 'rejection'])
  if (!what) return undefined
  const message = textOf(record, 'message')
  const event: ErrorEvent = {
    kind: 'error',
    time,
    what,
    message:
      message === '' && record.value !== undefined
        ? previewText(maskPreview(record.value, masker))
        : masker.payload(message, 'error'),
  }
  const name = textOf(record, 'name', 100)
  const stack = textOf(record, 'stack')
  const source = textOf(record, 'source')
  const line = countOf(record, 'line')
  const column = countOf(record, 'column')
  if (name !== '') event.name = /^[A-Z]\w*$/.test(name) ? name : masker.payload(name, 'error')
  if (stack !== '') event.stack = masker.payload(stack, 'stack')
  if (source !== '') event.source = masker.url(source, 'request')
  if (line) event.line = line
  if (column) event.column = column
  return event
}

/** What the recorder hears itself: resources that did not load, and what the page's own policy refused. */
export function trackPageErrors(scope: Scope): Stoppable {
  const { document, window, masker } = scope
  const parts = [
    listen(
      window,
      'error',
      scope.guard((event: Event) => {
        const { target } = event
        if (!(target instanceof Element)) return
        const source = sourceOf(target)
        if (source === '') return
        scope.emit({
          kind: 'error',
          time: scope.now(),
          what: 'resource',
          message: `<${target.localName}> could not be loaded`,
          source: masker.url(source, 'request'),
        })
      }),
      { capture: true, passive: true },
    ),
    listen(
      document,
      'securitypolicyviolation',
      scope.guard((event: Event) => {
        if (!(event instanceof SecurityPolicyViolationEvent)) return
        scope.emit(violation(event, scope.now(), masker))
      }),
      { capture: true, passive: true },
    ),
  ]
  return { stop: () => stopAll(parts) }
}

function violation(
  event: SecurityPolicyViolationEvent,
  time: Milliseconds,
  masker: Masker,
): ErrorEvent {
  // `inline`, `eval` and the like are words of the standard, the rest are addresses.
  const { blockedURI } = event
  const blocked = /^[a-z-]*$/.test(blockedURI) ? blockedURI : masker.url(blockedURI, 'request')
  const error: ErrorEvent = {
    kind: 'error',
    time,
    what: 'csp',
    name: event.effectiveDirective,
    message: `${event.disposition === 'report' ? 'would refuse' : 'refused'} ${blocked}`,
  }
  if (event.sourceFile) error.source = masker.url(event.sourceFile, 'request')
  if (event.lineNumber) error.line = event.lineNumber
  if (event.columnNumber) error.column = event.columnNumber
  return error
}

/** Reads attributes, not properties: an element of the page's own may answer with anything. */
function sourceOf(element: Element): string {
  const name = element.localName
  const source = name === 'link' ? 'href' : name === 'object' ? 'data' : 'src'
  return element.getAttribute(source) ?? ''
}
