/** rrweb's own Replayer in a plain page, beside what makes its events. */
import { Replayer } from 'rrweb'
import type { RrwebEvent } from '../../lib/exporters/rrwebTypes'
import { toRrwebEvents } from '../../lib/exporters/toRrweb'
import { inMemorySource, type TestRecording } from './inMemorySource'

declare global {
  interface Window {
    events: RrwebEvent[]
    replayer: Replayer
    replayInRrweb(recording: TestRecording): Promise<void>
  }
}

window.replayInRrweb = async (recording) => {
  const resources = Object.fromEntries(
    Object.entries(recording.resources ?? {}).map(([key, value]) => [
      key,
      typeof value === 'object'
        ? { ...value, bytes: Uint8Array.from(atob(String(value.bytes)), (c) => c.charCodeAt(0)) }
        : value,
    ]),
  )
  window.events = await toRrwebEvents(inMemorySource({ ...recording, resources }))
  const root = document.querySelector('main') ?? document.body
  root.replaceChildren()
  // Its events are numbers and objects to us, and a union of them to it.
  const events = structuredClone(window.events) as never
  window.replayer = new Replayer(events, { root, showWarning: true, showDebug: true })
}
