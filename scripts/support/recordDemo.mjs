import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { startDemo } from '../../tests/demo/server.mjs'
import { visitShop } from '../../tests/demo/visit.mjs'
import { launchWithExtension } from './browser.mjs'
import { ensureBuild } from './build.mjs'
import { callAutomation } from './callAutomation.mjs'
import { ROOT } from './paths.mjs'
import { elapsed } from './run.mjs'

/** The moment for the picture of the player: the checkout form is filled in. */
const PICTURE = 'Places the order'

/**
 * Records the demo shop and plays the recording, all without a screen.
 *
 * @param {import('./chromium.mjs').Chromium} chromium
 */
export async function recordDemo(chromium) {
  const start = performance.now()
  const extensionFolder = await ensureBuild('automation')
  const output = join(ROOT, 'demo-output')
  mkdirSync(output, { recursive: true })
  const demo = await startDemo()
  step(`Demo shop at ${demo.url}, its payment form at ${demo.paymentUrl}`)
  const executablePath = chromium.path
  const { context, extensionId } = await launchWithExtension({ executablePath, extensionFolder })
  try {
    const recount = await context.newPage()
    await recount.goto(`chrome-extension://${extensionId}/sessions.html`)
    await recount.waitForFunction(() => 'recount' in globalThis)
    const shop = await context.newPage()
    await shop.goto(demo.url)

    for (const origin of [demo.url, demo.paymentUrl]) {
      await callAutomation(recount, 'setConsent', origin, 'ask')
      step(`Consent given for ${origin}`)
    }
    const { sessionId } = await callAutomation(recount, 'start', { url: shop.url() })
    step('Recording')
    /** @type {Map<string, number>} */
    const moments = new Map()
    await visitShop(shop, (what) => {
      moments.set(what, Date.now())
      step(`  ${what}`)
    })
    const session = await callAutomation(recount, 'stop', sessionId)
    step(
      `Stopped: ${session.events} events of ${session.frames} frames, ${kilobytes(session.storedBytes)} stored, ${kilobytes(session.resourceBytes)} of resources`,
    )

    await demo.stop()
    step('The shop is shut down: what plays now comes from this machine alone')
    await recount.bringToFront()
    const { durationMs } = await callAutomation(recount, 'open', sessionId)
    const at = (moments.get(PICTURE) ?? Number.NaN) - session.startedAt
    await recount.evaluate((ms) => Reflect.get(globalThis, 'recount').player.seek(ms), at)
    // The first frame is there before the events are read; the picture shows both.
    await recount.getByText('Reading the events').waitFor({ state: 'hidden' })
    const picture = join(output, 'player.png')
    await recount.screenshot({ path: picture })
    step(
      `Played: ${(durationMs / 1000).toFixed(1)} s long, pictured at ${(at / 1000).toFixed(1)} s`,
    )

    const { fileName, bytes } = await callAutomation(recount, 'export', sessionId, 'archive')
    const recording = join(output, fileName)
    writeFileSync(recording, Buffer.from(bytes, 'base64'))

    console.log(`
Done in ${elapsed(start)}.
  the player:     ${relative(ROOT, picture)}
  the recording:  ${relative(ROOT, recording)}`)
  } finally {
    await context.close()
    await demo.stop()
  }
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${Math.round(bytes / 1000)} kB`
}

/** @param {string} what */
function step(what) {
  console.log(what)
}
