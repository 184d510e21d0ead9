/**
 * `npm run firefox`: the published Firefox build in a real Firefox, from consent to playback. Not part of `npm test`: it
 * needs a Firefox on the machine (FIREFOX_PATH, `firefox` or `firefox-esr`), which CI does not have.
 */
import { setUp } from '../../scripts/setup.mjs'
import { ensureBuild } from '../../scripts/support/build.mjs'
import { command, HelpfulError, run } from '../../scripts/support/run.mjs'

await command(async () => {
  await setUp()
  const executablePath = await findFirefox()
  const extensionFolder = await ensureBuild('firefox')
  const { checkFirefox } = await import('./checkFirefox.mjs')
  const { passed, failed } = await checkFirefox({ executablePath, extensionFolder })
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
})

async function findFirefox() {
  const { FIREFOX_PATH } = process.env
  for (const name of FIREFOX_PATH ? [FIREFOX_PATH] : ['firefox', 'firefox-esr']) {
    const { code, output } = await run(name, ['--version'], { quiet: true })
    if (code !== 0) continue
    console.log(`Using ${output.trim()} (${name}).`)
    return name
  }
  throw new HelpfulError('No Firefox found. Install one, or name it with FIREFOX_PATH.')
}
