import { describe, expect, it } from 'vitest'
import { inMemorySource } from '../../tests/support/inMemorySource'
import type { RecordEvent } from '../format/events'
import type { RecordingSource } from '../format/source'
import { findExporter } from './exporters'
import { exportParts } from './runExport'

const CHUNKS = 60
const PER_CHUNK = 10

/** A page whose heading changes all the time. */
function longSession(): RecordingSource {
  const events: RecordEvent[] = [
    {
      time: 0,
      kind: 'snapshot',
      url: 'https://long.example/',
      title: 'Long',
      viewport: { width: 800, height: 600 },
      scroll: [0, 0],
      children: [['html', 0, 0, ['body', 0, 0, ['h1', 0, 0, 'x'.repeat(200)]]]],
    },
  ]
  for (let count = 1; count < CHUNKS * PER_CHUNK; count++) {
    const text = `${count} `.repeat(50)
    events.push({ time: count, kind: 'mutation', texts: [[5, text]] })
  }
  return inMemorySource({ streams: [{ events }], chunkSize: PER_CHUNK })
}

describe('files of long sessions', () => {
  it.each(['archive', 'html', 'rrweb'])(
    '%s is written while it is read: what was read is out before the next part is asked for',
    async (id) => {
      const exporter = findExporter(id)
      if (!exporter) throw new Error(`No exporter ${id}`)
      const session = longSession()
      let read = 0
      let most = 0
      let written = 0
      const source: RecordingSource = {
        ...session,
        async events(chunk) {
          read++
          return await session.events(chunk)
        },
      }
      const loadPlayer = () => Promise.resolve({ script: '', style: '', texts: {} })
      let readBefore = 0
      for await (const part of exportParts(exporter, source, { loadPlayer })) {
        written += part.byteLength
        // rrweb looks for what carries an earlier time first: that pass writes nothing.
        const isFirst = written === part.byteLength
        if (!isFirst) most = Math.max(most, read - readBefore)
        readBefore = read
      }
      expect(read).toBeGreaterThanOrEqual(CHUNKS)
      expect(most).toBeLessThanOrEqual(id === 'rrweb' ? CHUNKS + 2 : 2)
      expect(written).toBeGreaterThan(1000)
    },
  )

  it('rrweb can be cancelled in the middle of the file', async () => {
    const exporter = findExporter('rrweb')
    if (!exporter) throw new Error('No exporter')
    const cancel = new AbortController()
    let parts = 0
    const work = async () => {
      for await (const _ of exportParts(exporter, longSession(), { signal: cancel.signal })) {
        parts++
        if (parts === 20) cancel.abort(new Error('Cancelled by the person'))
      }
    }
    await expect(work()).rejects.toThrow('Cancelled by the person')
    expect(parts).toBeLessThan(30)
  })
})
