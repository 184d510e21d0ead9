/** The player in a plain page, with a recording in memory: everything but the extension around it. */
import { createPlayer } from '../../lib/player/createPlayer'
import type { Player } from '../../lib/player/player'
import { inMemorySource, type TestRecording } from './inMemorySource'

declare global {
  interface Window {
    player: Player
    openRecording(recording: TestRecording): Promise<void>
    reads: string[]
    /** One event as text, told before all others: for what cannot be written by JSON.stringify. */
    deepChunk?: string
  }
}

window.reads = []

/** Bytes cannot come through `page.evaluate` as they are: base64 text stands for them. */
window.openRecording = async (recording) => {
  window.player?.stop()
  const resources = Object.fromEntries(
    Object.entries(recording.resources ?? {}).map(([key, value]) => [
      key,
      typeof value === 'object' ? { ...value, bytes: toBytes(value.bytes) } : value,
    ]),
  )
  const source = inMemorySource({ ...recording, resources })
  const container = document.querySelector('main')
  if (!(container instanceof HTMLElement)) throw new Error('The page has no <main>.')
  container.replaceChildren()
  window.player = await createPlayer({
    container,
    source: {
      ...source,
      events: (chunk) => {
        window.reads.push(`${chunk.streamId}/${chunk.seq}`)
        if (!window.deepChunk) return source.events(chunk)
        return Promise.resolve([JSON.parse(window.deepChunk)])
      },
    },
  })
}

function toBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value
  return Uint8Array.from(atob(String(value)), (char) => char.charCodeAt(0))
}
