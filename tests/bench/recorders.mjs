import { bundlePeer, PEERS } from './peers.mjs'

/**
 * @typedef {{ name: string, extension?: string, prepare(page: import('@playwright/test').Page, context: import('@playwright/test').BrowserContext): Promise<{ start(): Promise<void>, stop(): Promise<void> }> }} Recorder
 */

/** No recorder: what the page costs by itself. @type {Recorder} */
export const NONE = {
  name: 'none',
  prepare: async () => ({ start: async () => {}, stop: async () => {} }),
}

/**
 * What nobody can go below who hears of every change: an observer in a world of its own that looks at nothing.
 * @type {Recorder}
 */
export const OBSERVER = {
  name: 'observer',
  prepare: async (page) => ({
    start: async () => {
      const session = await page.context().newCDPSession(page)
      const { frameTree } = await session.send('Page.getFrameTree')
      const { executionContextId } = await session.send('Page.createIsolatedWorld', {
        frameId: frameTree.frame.id,
        worldName: 'observer',
      })
      await session.send('Runtime.evaluate', {
        contextId: executionContextId,
        expression: `new MutationObserver(() => {}).observe(document, ${JSON.stringify({ attributes: true, characterData: true, childList: true, subtree: true })})`,
      })
    },
    stop: async () => {},
  }),
}

/** A peer in the page's own world, as its guide says, talking to the local server. */
export async function peerRecorder(name) {
  if (!PEERS.includes(name)) throw new Error(`Unknown peer ${name}: one of ${PEERS.join(', ')}`)
  const code = await bundlePeer(name)
  return {
    name,
    prepare: async (page) => {
      await page.evaluate(code)
      return {
        start: () => page.evaluate(() => globalThis.__peer.start(location.origin)),
        stop: async () => {},
      }
    },
  }
}

/** The built extension, through the automation object that anybody's tests use. */
export function ownRecorder(extension, privacy) {
  return {
    name: privacy === 'allow' ? 'recount' : `recount ${privacy}`,
    extension,
    prepare: async (page, context) => {
      const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
      const sessions = await context.newPage()
      await sessions.goto(new URL('/sessions.html', worker.url()).href)
      await sessions.waitForFunction(() => 'recount' in globalThis)
      await page.bringToFront()
      let sessionId = ''
      return {
        start: async () => {
          const url = page.url()
          sessionId = await sessions.evaluate(
            async ([url, privacy]) =>
              (await globalThis.recount.start({ url }, { privacy })).sessionId,
            [url, privacy],
          )
        },
        stop: async () => {
          const summary = await sessions.evaluate((id) => globalThis.recount.stop(id), sessionId)
          if (process.env.RECOUNT_BENCH_VERBOSE) console.log(summary)
          await sessions.evaluate(() => globalThis.recount.clear())
          await sessions.close()
          return summary
        },
      }
    },
  }
}
