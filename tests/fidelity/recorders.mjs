import { fileURLToPath } from 'node:url'
import { bundle } from '../bench/peers.mjs'

const SIZE = { width: 800, height: 600 }

/** The built extension, by its automation object. */
const recount = {
  async start({ page, context }) {
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
    const library = await context.newPage()
    await library.setViewportSize({ width: 1600, height: 1200 })
    await library.goto(new URL('/sessions.html', worker.url()).href)
    await library.waitForFunction(() => 'recount' in globalThis)
    const { sessionId } = await library.evaluate(
      (url) => globalThis.recount.start({ url }, { privacy: 'allow', capture: { canvas: true } }),
      page.url(),
    )
    let startedAt = 0
    return {
      stop: async () => {
        const summary = await library.evaluate((id) => globalThis.recount.stop(id), sessionId)
        startedAt = summary.startedAt
      },
      open: async () => {
        await library.bringToFront()
        await library.evaluate((id) => globalThis.recount.open(id, { scale: 1 }), sessionId)
        return {
          at: async (time) => {
            await library.evaluate((ms) => globalThis.recount.player.seek(ms), time - startedAt)
            await library.waitForTimeout(100)
            const shown = await library.evaluate(() =>
              globalThis.__capture(
                document.querySelector('iframe[data-recount-replay]').contentDocument,
              ),
            )
            return { ...shown, picture: await pictureOf(library, 'iframe[data-recount-replay]') }
          },
          close: async () => {
            await library.evaluate((id) => globalThis.recount.remove(id), sessionId)
            await library.close()
          },
        }
      },
    }
  },
}

let rrwebCode
/** rrweb 2 as recorder and player, at its most faithful settings. */
const rrweb = {
  async beforeLoad(page) {
    rrwebCode ??= await bundle(fileURLToPath(new URL('./rrwebEntry.js', import.meta.url)))
    await page.addInitScript(rrwebCode)
  },
  async start({ page, context }) {
    await page.evaluate(() => globalThis.__startRrweb())
    let events = []
    return {
      stop: async () => {
        events = await page.evaluate(() => globalThis.__events)
      },
      open: async () => {
        const player = await context.newPage()
        await player.setViewportSize({ width: 1600, height: 1200 })
        await player.goto('about:blank')
        await player.evaluate(rrwebCode)
        await player.evaluate((events) => globalThis.__openRrweb(events), events)
        return {
          at: async (time) => {
            await player.evaluate(
              (ms) => globalThis.__replayer.pause(ms),
              time - events[0].timestamp,
            )
            await player.waitForTimeout(150)
            const shown = await player.evaluate(() =>
              globalThis.__capture(
                document.querySelector('.replayer-wrapper iframe').contentDocument,
              ),
            )
            return { ...shown, picture: await pictureOf(player, '.replayer-wrapper iframe') }
          },
          close: () => player.close(),
        }
      },
    }
  },
}

async function pictureOf(page, selector) {
  const box = await page.locator(selector).boundingBox()
  if (!box) throw new Error('The replay is not shown')
  const picture = await page.screenshot({ clip: { x: box.x, y: box.y, ...SIZE }, caret: 'initial' })
  return picture.toString('base64')
}

export const adapters = { recount, rrweb }
