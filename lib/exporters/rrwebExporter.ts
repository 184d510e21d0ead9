import type { Exporter } from './exporter'
import { toRrwebEvents } from './toRrweb'

/** One JSON list of rrweb 2 events, one a line: text tools can work with it, and no line is the whole file. */
export const rrwebExporter: Exporter = {
  id: 'rrweb',
  label: 'rrweb',
  extension: 'json',
  mimeType: 'application/json',
  async *parts({ source, options }) {
    const events = await toRrwebEvents(source)
    yield '[\n'
    for (const [index, event] of events.entries()) {
      options.signal?.throwIfAborted()
      yield `${JSON.stringify(event)}${index < events.length - 1 ? ',' : ''}\n`
    }
    yield ']\n'
  },
}
