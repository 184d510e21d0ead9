import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'

const QUIET = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
]

/** A fresh browser, with the extension where a folder is given. */
export async function launch(executablePath, extension) {
  const profile = await mkdtemp(join(tmpdir(), 'recount-bench-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width: 1280, height: 800 },
    args: extension
      ? [...QUIET, `--disable-extensions-except=${extension}`, `--load-extension=${extension}`]
      : QUIET,
    ...(extension ? { ignoreDefaultArgs: ['--disable-extensions'] } : {}),
  })
  return {
    context,
    close: async () => {
      await context.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}

/** CPU time of the page's main thread, in milliseconds: thread ticks, not wall time, which is not stable here. */
export async function cpuClock(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return {
    read: async () => {
      const { metrics } = await session.send('Performance.getMetrics')
      const metric = metrics.find(({ name }) => name === 'TaskDuration')
      if (!metric) throw new Error('Chromium reports no TaskDuration')
      return metric.value * 1000
    },
    /** Bytes of heap in use, garbage included. */
    used: async () => (await session.send('Runtime.getHeapUsage')).usedSize,
    /** Bytes of heap in use after a full collection. */
    heap: async () => {
      await session.send('HeapProfiler.collectGarbage')
      await session.send('HeapProfiler.collectGarbage')
      const { usedSize } = await session.send('Runtime.getHeapUsage')
      return usedSize
    },
  }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
