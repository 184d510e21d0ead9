/**
 * `npm run exports:webkit`: an exported HTML file, and an encrypted one, opened from disk in WebKitGTK, which shares its engine
 * with Safari. Not part of `npm test`: it needs `webkit2gtk-driver` and `xvfb` of Debian. `-- --pictures FOLDER` keeps what it saw.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { setUp } from '../../scripts/setup.mjs'
import { ensureBuild } from '../../scripts/support/build.mjs'
import { command, HelpfulError } from '../../scripts/support/run.mjs'
import { screenMissing } from '../../scripts/support/screen.mjs'

/** Of the shop's first page and of the account, where the visit ends. */
const HEADINGS = /** @type {[number, number]} */ (
  ['Plants that likewhere you live', 'Your account'].map(({ length }) => length)
)

await command(async () => {
  const { values } = parseArgs({ options: { pictures: { type: 'string' } } })
  const missing = screenMissing(['Xvfb', 'WebKitWebDriver'])
  if (missing) throw new HelpfulError(`${missing}: apt-get install xvfb webkit2gtk-driver`)
  const chromium = await setUp()
  const extensionFolder = await ensureBuild('automation')
  const { checkHtml } = await import('../firefox/checkHtml.mjs')
  const { createTabs } = await import('../firefox/tabs.mjs')
  const { launchWebKit } = await import('./launch.mjs')
  const { recordShop } = await import('./recordShop.mjs')

  const recording = await recordShop({ executablePath: chromium.path, extensionFolder })
  const webkit = await launchWebKit()
  console.log(`Opening it in ${webkit.name}.`)
  /** @param {string} name */
  const look = async (name) => {
    if (values.pictures === undefined) return
    mkdirSync(values.pictures, { recursive: true })
    const png = await webkit.driver.send('WebDriver:TakeScreenshot')
    writeFileSync(join(values.pictures, `${name}.png`), Buffer.from(png, 'base64'))
  }
  try {
    await checkHtml(createTabs(webkit.driver), {
      makeFile: recording.makeFile,
      headings: HEADINGS,
      look,
    })
    const connections = recording.connections()
    console.log(
      `${connections === 0 ? 'ok    ' : 'FAILED'} it plays, and ${connections} asked for the shop`,
    )
    return connections === 0 ? 0 : 1
  } catch (error) {
    await look('failed').catch(() => undefined)
    throw error
  } finally {
    await webkit.close()
    await recording.close()
  }
})
