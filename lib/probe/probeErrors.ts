import type { Probe } from './probe'

const MAX_TEXT = 4_000

/** Uncaught errors and unhandled rejections: their events are not dispatched in other worlds. */
export const probeErrors: Probe = ({ natives, outbox, preview }) => {
  const { world, apply, method, getter, quote, slice } = natives
  const { EventTarget, ErrorEvent, PromiseRejectionEvent } = world
  const listen = method(EventTarget.prototype, 'addEventListener')
  const unlisten = method(EventTarget.prototype, 'removeEventListener')
  const message = getter(ErrorEvent.prototype, 'message')
  const source = getter(ErrorEvent.prototype, 'filename')
  const line = getter(ErrorEvent.prototype, 'lineno')
  const column = getter(ErrorEvent.prototype, 'colno')
  const errorOf = getter(ErrorEvent.prototype, 'error')
  const reasonOf = getter(PromiseRejectionEvent.prototype, 'reason')
  let isOn = false

  /** An own getter that no page can replace: events a page makes itself are not errors. */
  function isTrusted(event: unknown): boolean {
    const read = natives.getOwnPropertyDescriptor(event as Event, 'isTrusted')?.get
    return read !== undefined && apply(read, event, []) === true
  }

  const text = (value: unknown, max = MAX_TEXT) =>
    quote(typeof value === 'string' ? slice(value, 0, max) : '')

  /** Name, message and stack of whatever was thrown. */
  function thrown(value: unknown): { members: string; message: string } {
    if (typeof value !== 'object' || value === null) return { members: '', message: '' }
    const stack: unknown = preview.stackOf(value)
    const members = `"name":${text(preview.nameOf(value), 100)}${stack === '' ? '' : `,"stack":${text(stack)}`}`
    return { members, message: preview.messageOf(value) }
  }

  function onError(event: unknown): void {
    const said = message(event)
    // Resource errors pass here too, as plain events; the recorder hears those itself.
    if (typeof said !== 'string' || !isTrusted(event) || outbox.isFull('error')) return
    const { members } = thrown(errorOf(event))
    const place = `"source":${text(source(event))},"line":${number(line(event))},"column":${number(column(event))}`
    outbox.say(
      'error',
      `"what":"uncaught","message":${text(said)},${place}${members === '' ? '' : ','}${members}`,
    )
  }

  function onRejection(event: unknown): void {
    if (!isTrusted(event) || outbox.isFull('error')) return
    const reason = reasonOf(event)
    const { members, message: own } = thrown(reason)
    const shown = own === '' ? `"value":${preview(reason)}` : `"message":${text(own)}`
    outbox.say('error', `"what":"rejection",${shown}${members === '' ? '' : ','}${members}`)
  }

  function listenAll(how: typeof listen): void {
    if (!how) return
    apply(how, world, ['error', onError])
    apply(how, world, ['unhandledrejection', onRejection])
  }

  // `document.open()` removes every listener of the window; adding one again that is still there does nothing.
  outbox.addSource(() => {
    if (isOn) listenAll(listen)
    return ''
  })

  return () => {
    isOn = true
    listenAll(listen)
    return {
      stop() {
        isOn = false
        listenAll(unlisten)
      },
    }
  }
}

function number(value: unknown): string {
  return typeof value === 'number' ? `${value}` : '0'
}
