import { fileURLToPath } from 'node:url'
import { bundle } from '../bench/peers.mjs'

/**
 * A recorder and its player. `begin` comes before the page is opened, `start` after; `early` says whether the recording
 * shall begin with the page or once it is loaded.
 *
 * @typedef {{ at(time: number, size: Size): Promise<object>, close(): Promise<void> }} Replay
 * @typedef {{ width: number, height: number }} Size
 */

/** The built extension, by its automation object. */
function createRecount(context) {
  let library
  async function open() {
    if (library) return library
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
    library = await context.newPage()
    await library.setViewportSize({ width: 1600, height: 1200 })
    await library.goto(new URL('/sessions.html', worker.url()).href)
    await library.waitForFunction(() => 'recount' in globalThis)
    return library
  }
  return {
    async begin({ origin, early }) {
      const page = await open()
      await page.evaluate(() => globalThis.recount.clear())
      await page.evaluate(
        async ({ origin, consent }) => {
          await globalThis.recount.setConsent(origin, consent, { privacy: 'allow' })
          const patch = { capture: { canvas: true } }
          await chrome.runtime.sendMessage({ name: 'site.update', payload: { origin, patch } })
        },
        { origin, consent: early ? 'always' : 'ask' },
      )
    },
    async start({ page, early }) {
      const sessionId = await library.evaluate(
        async ({ url, early }) => {
          const { recount } = globalThis
          if (!early) {
            const options = { privacy: 'allow', capture: { canvas: true } }
            return (await recount.start({ url }, options)).sessionId
          }
          for (let round = 0; round < 100; round++) {
            const [own] = await recount.list()
            if (own) return own.sessionId
            await new Promise((go) => setTimeout(go, 50))
          }
          throw new Error('Nothing is recorded')
        },
        { url: page.url(), early },
      )
      let startedAt = 0
      return {
        stop: async () => {
          const summary = await library.evaluate((id) => globalThis.recount.stop(id), sessionId)
          startedAt = summary.startedAt
        },
        /** For whoever looks for the cause of a difference. */
        stored: () => library.evaluate((id) => globalThis.recount.stored(id), sessionId),
        open: async () => {
          await library.bringToFront()
          await library.evaluate((id) => globalThis.recount.open(id, { scale: 1 }), sessionId)
          return {
            at: async (time, size) => {
              await library.evaluate((ms) => globalThis.recount.player.seek(ms), time - startedAt)
              await library.waitForTimeout(100)
              const shown = await library.evaluate(() =>
                globalThis.__capture(
                  document.querySelector('iframe[data-recount-replay]').contentDocument,
                ),
              )
              const picture = await pictureOf(library, ':has(> iframe[data-recount-replay])', size)
              return { ...shown, picture }
            },
            close: async () => {
              // The player of the next session begins with an empty page.
              await library.reload()
              await library.waitForFunction(() => 'recount' in globalThis)
            },
          }
        },
      }
    },
  }
}

/** rrweb 2 as recorder and player, at its most faithful settings. */
async function createRrweb(context) {
  const code = await bundle(fileURLToPath(new URL('./rrwebEntry.js', import.meta.url)))
  return {
    async begin({ page, early }) {
      await page.addInitScript(`globalThis.__rrwebEarly = ${early}`)
      await page.addInitScript(code)
    },
    async start({ page, early }) {
      if (!early) {
        for (const frame of page.frames()) {
          await frame.evaluate(() => globalThis.__startRrweb?.()).catch(() => {})
        }
      }
      let events = []
      return {
        stop: async () => {
          events = await page.evaluate(() => globalThis.__events)
        },
        open: async () => {
          const player = await context.newPage()
          await player.setViewportSize({ width: 1600, height: 1200 })
          await player.goto('about:blank')
          await player.evaluate(code)
          await player.evaluate((events) => globalThis.__openRrweb(events), events)
          return {
            at: async (time, size) => {
              await player.evaluate(
                (ms) => globalThis.__replayer.pause(ms),
                time - events[0].timestamp,
              )
              // Frames and pictures of a seek arrive a little later.
              await player.waitForTimeout(300)
              const shown = await player.evaluate(() =>
                globalThis.__capture(
                  document.querySelector('.replayer-wrapper iframe').contentDocument,
                ),
              )
              return {
                ...shown,
                picture: await pictureOf(player, '.replayer-wrapper iframe', size),
              }
            },
            close: () => player.close(),
          }
        },
      }
    },
  }
}

async function pictureOf(page, selector, size) {
  const box = await page.locator(selector).boundingBox()
  if (!box) throw new Error('The replay is not shown')
  const picture = await page.screenshot({ clip: { x: box.x, y: box.y, ...size }, caret: 'initial' })
  return picture.toString('base64')
}

/** Both, in one browser. */
export async function createRecorders(context, names) {
  const makers = { recount: createRecount, rrweb: createRrweb }
  const recorders = {}
  for (const name of names) recorders[name] = await makers[name](context)
  return recorders
}
