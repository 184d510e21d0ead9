import type { ErrorEvent, Milliseconds } from '../../format/events'
import { previewText } from '../../format/preview'
import { listen } from '../../platform/listen'
import { type Stoppable, stopAll } from '../../platform/stoppable'
import type { Masker } from '../../privacy/masker'
import { KNOWN_TAGS } from '../../privacy/tables/elements'
import type { Scope } from '../scope'
import { timeOf } from '../timeOf'
import { maskPreview } from './trackProbeConsole'
import { countOf, maskName, type ProbeRecord, textOf, wordOf } from './trackProbeFields'

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
  if (name !== '') event.name = maskName(masker, name)
  if (stack !== '') event.stack = masker.payload(stack, 'stack')
  if (source !== '') event.source = masker.url(source, 'request')
  if (line) event.line = line
  if (column) event.column = column
  return event
}

/** Errors of a document that no probe is needed for. Listening begins at once; what comes before `tell` waits. */
export interface PageErrors extends Stoppable {
  tell(listener: (event: Event) => void): Stoppable
}

/** More than a page fails at before its first sight, unless it fails at everything. */
const MAX_EARLY = 200

/** Resources that do not load, and what the page's own policy refuses. */
export function watchPageErrors(window: Window): PageErrors {
  let early: Event[] = []
  let listener: ((event: Event) => void) | undefined
  let listening: Stoppable | undefined
  const heard = (event: Event): void => {
    if (listener) listener(event)
    else if (early.length < MAX_EARLY) early.push(event)
  }
  const start = (): void => {
    if (listening) return
    const options = { capture: true, passive: true }
    const parts = [
      listen(window, 'error', heard, options),
      listen(window, 'securitypolicyviolation', heard, options),
    ]
    listening = { stop: () => stopAll(parts) }
  }
  start()
  return {
    tell(next) {
      start()
      listener = next
      const waiting = early
      early = []
      for (const event of waiting) next(event)
      return {
        stop() {
          if (listener === next) listener = undefined
        },
      }
    },
    stop() {
      listening?.stop()
      listening = undefined
      early = []
    },
  }
}

/** One of those events as it is kept. */
export function pageErrorEvent(event: Event, scope: Scope): ErrorEvent | undefined {
  const { masker } = scope
  const time = timeOf(scope, event.timeStamp)
  if (event instanceof SecurityPolicyViolationEvent) {
    const { target } = event
    // What a masked or blocked part asked for stays with it.
    const isKept = !(target instanceof Element) || masker.keepsImages(scope.treatmentOf(target))
    return isKept ? violation(event, time, masker) : undefined
  }
  const { target } = event
  if (!(target instanceof Element)) return undefined
  const name = sourceNameOf(target)
  const source = target.getAttribute(name) ?? ''
  if (source === '') return undefined
  // As the tree has it: nothing of a blocked part, masked in a masked one.
  const kept = masker.attribute(target, name, source, scope.treatmentOf(target))
  if (kept === null) return undefined
  return {
    kind: 'error',
    time,
    what: 'resource',
    message: `<${KNOWN_TAGS.has(target.localName.toLowerCase()) ? target.localName : 'element'}> could not be loaded`,
    source: masker.url(kept, 'request'),
  }
}

const BLOCKED_WORD =
  /^(?:|inline|eval|wasm-eval|self|data|blob|about|filesystem|trusted-types-policy|trusted-types-sink)$/
const DIRECTIVE =
  /^(?:(?:default|script|style|img|font|connect|media|object|frame|child|worker|manifest|prefetch|fenced-frame)-src(?:-elem|-attr)?|base-uri|form-action|frame-ancestors|sandbox|report-(?:uri|to)|(?:require-)?trusted-types(?:-for)?)$/

function violation(
  event: SecurityPolicyViolationEvent,
  time: Milliseconds,
  masker: Masker,
): ErrorEvent {
  // `inline`, `eval` and the like are words of the standard, the rest are addresses.
  const { blockedURI } = event
  const blocked = BLOCKED_WORD.test(blockedURI) ? blockedURI : masker.url(blockedURI, 'request')
  const error: ErrorEvent = {
    kind: 'error',
    time,
    what: 'csp',
    // A page can make such events by itself: only words of the standard are kept as they are.
    name: DIRECTIVE.test(event.effectiveDirective) ? event.effectiveDirective : 'csp',
    message: `${event.disposition === 'report' ? 'would refuse' : 'refused'} ${blocked}`,
  }
  if (event.sourceFile) error.source = masker.url(event.sourceFile, 'request')
  if (event.lineNumber) error.line = event.lineNumber
  if (event.columnNumber) error.column = event.columnNumber
  return error
}

/** Attributes, not properties: an element of the page's own may answer with anything. */
function sourceNameOf(element: Element): string {
  const name = element.localName
  return name === 'link' ? 'href' : name === 'object' ? 'data' : 'src'
}
