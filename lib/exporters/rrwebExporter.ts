import type { Exporter } from './exporter'
import { createInliner } from './rrwebInline'
import { rrwebEvents } from './toRrweb'

/** One JSON list of rrweb 2 events, one a line: text tools can work with it, and no line is the whole file. */
export const rrwebExporter: Exporter = {
  id: 'rrweb',
  label: 'rrweb',
  extension: 'json',
  mimeType: 'application/json',
  canInline: true,
  async *parts({ source, options }) {
    const write = options.inline ? await createInliner(source) : JSON.stringify
    yield '['
    let separator = '\n'
    for await (const event of rrwebEvents(source)) {
      options.signal?.throwIfAborted()
      yield `${separator}${await write(event)}`
      separator = ',\n'
    }
    yield '\n]\n'
  },
}
