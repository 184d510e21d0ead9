import { createServer } from 'node:net'
import { launchWithExtension } from '../../scripts/support/browser.mjs'
import { callAutomation } from '../../scripts/support/callAutomation.mjs'
import { startDemo } from '../demo/server.mjs'
import { visitShop } from '../demo/visit.mjs'

/**
 * A visit of the demo shop, recorded in Chromium, and the shop's ports as they are afterwards: nobody is there but a
 * counter of who comes.
 *
 * @param {{ executablePath: string, extensionFolder: string }} options
 */
export async function recordShop(options) {
  const demo = await startDemo()
  const { context, extensionId } = await launchWithExtension(options)
  const own = await context.newPage()
  await own.goto(`chrome-extension://${extensionId}/sessions.html`)
  await own.waitForFunction(() => 'recount' in globalThis)
  const shop = await context.newPage()
  await shop.goto(demo.url)
  for (const site of [demo.url, demo.paymentUrl])
    await callAutomation(own, 'setConsent', site, 'ask', { privacy: 'allow' })
  const { sessionId } = await callAutomation(own, 'start', { url: shop.url() })
  await visitShop(shop)
  await callAutomation(own, 'stop', sessionId)
  await demo.stop()

  let connections = 0
  const counters = await Promise.all(
    [demo.url, demo.paymentUrl].map(async (url) => {
      const server = createServer((socket) => {
        connections++
        socket.destroy()
      })
      await new Promise((resolve) =>
        server.listen(Number(new URL(url).port), '127.0.0.1', () => resolve(undefined)),
      )
      return server
    }),
  )
  return {
    connections: () => connections,
    /** @param {object} exportOptions @returns {Promise<{ bytes: string, fileName: string }>} */
    makeFile: (exportOptions) => callAutomation(own, 'export', sessionId, 'html', exportOptions),
    async close() {
      for (const server of counters) server.close()
      await context.close()
    },
  }
}
