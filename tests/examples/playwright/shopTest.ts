/** The tests' own `test`: recount's, with the demo shop served for each worker. */
import { test as base } from 'recount/playwright'
import { startDemo } from '../../demo/server.mjs'

export const test = base.extend<object, { shop: string }>({
  shop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from the pattern
    async ({}, use) => {
      const demo = await startDemo()
      await use(demo.url)
      await demo.stop()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ shop }, use) => {
    await use(shop)
  },
})
