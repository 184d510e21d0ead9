import { expect } from '@playwright/test'
import { runScript, textOf } from '../../support/runExported'
import { test } from '../fixtures'

/** At `allow`: `visit.spec.ts`. */
test('the exported Playwright test repeats a masked visit and its failure', async ({
  recordShop,
  recount,
  chromiumPath,
}) => {
  test.slow()
  const { sessionId } = await recordShop({ privacy: 'mask-user-input' })

  const script = textOf(await recount.export(sessionId, 'playwright'))
  if (process.env.SHOW_EXPORT) console.log(script)
  const first = await runScript(script, chromiumPath)
  expect(first.output).toContain('1 passed')
  expect(first.code).toBe(0)
  // The bug is still there, and the script sees it.
  const fixed = await runScript(script, chromiumPath, { FIXED: '1' })
  expect(fixed.output).toContain('1 failed')
})
