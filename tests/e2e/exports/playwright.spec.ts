import { expect } from '@playwright/test'
import { paymentHandler, shopHandler } from '../../demo/server.mjs'
import { visitShop } from '../../demo/visit.mjs'
import { runScript, textOf } from '../../support/runExported'
import { test } from '../fixtures'

/** At `allow`: `visit.spec.ts`. */
test('the exported Playwright test repeats a masked visit and its failure', async ({
  serve,
  recordPage,
  recount,
  chromiumPath,
}) => {
  test.slow()
  const privacy = 'mask-user-input'
  const payment = await serve(paymentHandler(), '127.0.0.1')
  const shop = await serve(shopHandler(payment.origin))
  await recount.setConsent(payment.origin, 'ask', { privacy })
  const { sessionId } = await recordPage(shop.origin, visitShop, { privacy })

  const script = textOf(await recount.export(sessionId, 'playwright'))
  if (process.env.SHOW_EXPORT) console.log(script)
  const first = await runScript(script, chromiumPath)
  expect(first.output).toContain('1 passed')
  expect(first.code).toBe(0)
  // The bug is still there, and the script sees it.
  const fixed = await runScript(script, chromiumPath, { FIXED: '1' })
  expect(fixed.output).toContain('1 failed')
})
