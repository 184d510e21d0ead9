import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Worker } from '@playwright/test'
import type { RecordEvent } from '../../../lib/format/events'
import type { ChunkMessage } from '../../../lib/messages/protocol'
import { bundle } from '../bundle'

export interface SentMessage {
  name: string
  payload: ChunkMessage & Record<string, unknown>
  tabId?: number
  frameId?: number
  url?: string
}

/** A browser with the recorder in every page's isolated world and a worker that only keeps what it is sent. */
export interface ToyExtension {
  context: BrowserContext
  worker: Worker
  sent(name?: string): Promise<SentMessage[]>
  /** Events of one stream, or of the first top document. */
  events(streamId?: string): Promise<RecordEvent[]>
  close(): Promise<void>
}

const MANIFEST = {
  manifest_version: 3,
  name: 'toy',
  version: '1',
  permissions: ['tabs'],
  host_permissions: ['<all_urls>'],
  background: { service_worker: 'worker.js' },
  content_scripts: [
    {
      matches: ['<all_urls>'],
      js: ['recorder.js'],
      run_at: 'document_start',
      all_frames: true,
      match_origin_as_fallback: true,
    },
  ],
}

export async function startToyExtension(): Promise<ToyExtension> {
  const folder = await mkdtemp(join(tmpdir(), 'recount-toy-'))
  const worker = await readFile(join(import.meta.dirname, 'fakeWorker.mjs'), 'utf8')
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(MANIFEST))
  await writeFile(join(folder, 'worker.js'), worker)
  const script = await bundle('tests/support/recorder/contentScript.ts')
  await writeFile(join(folder, 'recorder.js'), toAscii(script))
  const context = await chromium.launchPersistentContext('', {
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--disable-extensions-except=${folder}`,
      `--load-extension=${folder}`,
    ],
    ignoreDefaultArgs: ['--disable-extensions'],
  })
  const serviceWorker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
  const toy: ToyExtension = {
    context,
    worker: serviceWorker,
    sent: (name) =>
      serviceWorker.evaluate((wanted) => {
        const { messages } = globalThis as unknown as { messages: SentMessage[] }
        return messages.filter((message) => wanted === undefined || message.name === wanted)
      }, name),
    async events(streamId) {
      const hello = (await toy.sent('recorder.hello')).find(({ frameId }) => frameId === 0)
      const wanted = streamId ?? hello?.payload.streamId
      const chunks = (await toy.sent('chunk.append')).filter(
        ({ payload }) => payload.streamId === wanted,
      )
      const bySeq = new Map(chunks.map(({ payload }) => [payload.seq, payload.body]))
      return [...bySeq]
        .sort(([a], [b]) => a - b)
        .flatMap(([, body]) => JSON.parse(body) as RecordEvent[])
    },
    async close() {
      await context.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return toy
}

/** Chromium refuses a whole extension when one script holds a noncharacter. */
function toAscii(code: string): string {
  return code.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is the point
    /[^\x00-\x7f]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
