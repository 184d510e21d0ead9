/// <reference types="chrome" />
/**
 * The built probe with a small recorder's end, in an extension of its own. It runs on `localhost` only: the same page on
 * 127.0.0.1 is the page without it, in the same browser.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, test as base, type Page } from '@playwright/test'
import type { ProbeOptions } from '../../../lib/messages/pageBridge'
import { launchWithExtension } from '../../../scripts/support/browser.mjs'
import { buildFolder } from '../../../scripts/support/build.mjs'
import { findChromium } from '../../../scripts/support/chromium.mjs'
import { bundle } from '../../support/bundle'
import { OFFLINE } from '../../support/offline'
import { startServer } from '../../support/serve'

export interface Told {
  kind: string
  at: number
  [member: string]: unknown
}

export interface Pulled {
  wakes: number
  taken: {
    nodes: string[]
    news: {
      state: number[]
      shadow: number[]
      dropped: Record<string, number>
      records: Told[]
    }
  }[]
}

/** The recorder's end of one page. */
export interface RecorderEnd {
  go(options?: { [Member in keyof ProbeOptions]?: boolean }): Promise<void>
  stop(): Promise<void>
  pull(): Promise<Pulled>
  /** Records of every pull since the last call, of one kind where it is named. */
  records(kind?: string): Promise<Told[]>
  /** The first pixel of each canvas that was drawn by WebGL since the last call, as it was then. */
  drawn(): Promise<string[]>
  isConnected(): Promise<boolean>
}

interface WorkerFixtures {
  probeBrowser: BrowserContext
}

interface TestFixtures {
  /** Serves HTML (or a handler) to both hosts until the test ends. */
  serveBoth(content: string | RequestListener): Promise<{ watched: string; plain: string }>
  recorderEnd(page: Page): RecorderEnd
  /** Puts both scripts into a page that is there already. */
  injectLate(page: Page, order?: 'recorder-first'): Promise<void>
}

const MATCHES = ['http://localhost/*']

async function writeExtension(folder: string): Promise<void> {
  cpSync(join(buildFolder('automation'), 'content-scripts/probe.js'), join(folder, 'probe.js'))
  writeFileSync(join(folder, 'isolated.js'), await bundle('tests/e2e/probe/isolated.ts'))
  writeFileSync(join(folder, 'worker.js'), '')
  const when = {
    matches: MATCHES,
    exclude_globs: ['*late*'],
    run_at: 'document_start',
    all_frames: true,
    match_origin_as_fallback: true,
  }
  const manifest = {
    manifest_version: 3,
    name: 'Probe test',
    version: '1',
    permissions: ['scripting'],
    host_permissions: MATCHES,
    background: { service_worker: 'worker.js' },
    content_scripts: [
      { ...when, js: ['probe.js'], world: 'MAIN' },
      { ...when, js: ['isolated.js'] },
    ],
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
}

async function tabIdOf(page: Page): Promise<number> {
  const worker = page.context().serviceWorkers()[0]
  if (!worker) throw new Error('The worker of the test extension is gone')
  return await worker.evaluate(async (url) => {
    const tab = (await chrome.tabs.query({})).find((each) => each.url === url)
    if (tab?.id === undefined) throw new Error(`No tab shows ${url}`)
    return tab.id
  }, page.url())
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  probeBrowser: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from the pattern
    async ({}, use) => {
      const chromium = await findChromium()
      if (!chromium) throw new Error('No Chromium found')
      const folder = mkdtempSync(join(tmpdir(), 'recount-probe-'))
      await writeExtension(folder)
      const { context } = await launchWithExtension({
        executablePath: chromium.path,
        extensionFolder: folder,
        args: OFFLINE,
      })
      await use(context)
      await context.close()
      rmSync(folder, { recursive: true })
    },
    { scope: 'worker' },
  ],

  context: async ({ probeBrowser }, use) => {
    await use(probeBrowser)
  },

  page: async ({ context }, use) => {
    const page = await context.newPage()
    await use(page)
    await page.close()
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from the pattern
  serveBoth: async ({}, use) => {
    const stops: (() => Promise<void>)[] = []
    await use(async (content) => {
      const server = await startServer(
        typeof content === 'function'
          ? content
          : (_request, response) => {
              response.setHeader('content-type', 'text/html')
              response.end(content)
            },
      )
      stops.push(() => server.stop())
      const { port } = new URL(server.origin)
      return { watched: `http://localhost:${port}/`, plain: `http://127.0.0.1:${port}/` }
    })
    await Promise.all(stops.map((stop) => stop()))
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from the pattern
  recorderEnd: async ({}, use) => {
    await use((page) => {
      const call = async <T>(name: string, argument: unknown = null): Promise<T> => {
        const worker = page.context().serviceWorkers()[0]
        const tabId = await tabIdOf(page)
        return (await worker?.evaluate(
          async ([tabId, name, argument]) => {
            const [injected] = await chrome.scripting.executeScript({
              target: { tabId },
              args: [name as string, argument],
              func: (name: string, argument: unknown) =>
                Reflect.get(globalThis, 'probeTest')[name](argument ?? undefined),
            })
            return injected?.result
          },
          [tabId, name, argument] as const,
        )) as T
      }
      const end: RecorderEnd = {
        go: (options) => call('go', options),
        stop: () => call('stop'),
        pull: () => call('pull'),
        drawn: () => call('drawn'),
        isConnected: () => call('isConnected'),
        async records(kind) {
          const { taken } = await end.pull()
          const records = taken.flatMap(({ news }) => news.records)
          return kind === undefined ? records : records.filter((each) => each.kind === kind)
        },
      }
      return end
    })
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from the pattern
  injectLate: async ({}, use) => {
    await use(async (page, order) => {
      const worker = page.context().serviceWorkers()[0]
      const tabId = await tabIdOf(page)
      const steps = [
        { file: 'probe.js', world: 'MAIN' as const },
        { file: 'isolated.js', world: 'ISOLATED' as const },
      ]
      if (order === 'recorder-first') steps.reverse()
      for (const { file, world } of steps) {
        await worker?.evaluate(
          async ([tabId, file, world]) => {
            await chrome.scripting.executeScript({ target: { tabId }, files: [file], world })
          },
          [tabId, file, world] as const,
        )
      }
    })
  },
})
