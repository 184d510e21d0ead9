import { expect } from '@playwright/test'
import { paymentHandler, shopHandler } from '../../demo/server.mjs'
import { visitShop } from '../../demo/visit.mjs'
import { runScript, textOf } from '../../support/runExported'
import { test } from '../fixtures'

for (const privacy of ['allow', 'mask-user-input'] as const) {
  test(`the exported Playwright test repeats the visit and its failure (${privacy})`, async ({
    serve,
    recordPage,
    recount,
    chromiumPath,
  }) => {
    test.slow()
    const payment = await serve(paymentHandler(), '127.0.0.1')
    const shop = await serve(shopHandler(payment.origin))
    await recount.setConsent(payment.origin, 'ask', { privacy })
    const { sessionId } = await recordPage(shop.origin, visitShop, { privacy })

    const script = textOf(await recount.export(sessionId, 'playwright'))
    if (process.env.SHOW_EXPORT) console.log(script)
    const first = await runScript(script, chromiumPath)
    expect(first.output).toContain('1 passed')
    expect(first.code).toBe(0)
    if (privacy === 'allow') return
    // The bug is still there, and the script sees it.
    const fixed = await runScript(script, chromiumPath, { FIXED: '1' })
    expect(fixed.output).toContain('1 failed')
  })
}
