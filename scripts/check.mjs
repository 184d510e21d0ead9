/** `npm run check`: format, lint, types and unit tests. */
import { ensureDependencies } from './support/dependencies.mjs'
import { command } from './support/run.mjs'

await command(async () => {
  await ensureDependencies()
  const { runChecks } = await import('./support/checks.mjs')
  const { passed, failed } = await runChecks()
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
})
