import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { until } from './tabs.mjs'

const PASSWORD = 'correct horse battery'
/** What a driver types for the key. */
const END = '\uE010'

/**
 * The exported HTML file, plain and with a password: opened from disk, it plays from start to end.
 *
 * @param {ReturnType<typeof import('./tabs.mjs').createTabs>} tabs
 * @param {{ own: string, sessionId: string, headings: [number, number] }} session `headings`: how long the page's heading
 *   is at the start and at the end.
 */
export async function checkHtml(tabs, { own, sessionId, headings }) {
  const folder = mkdtempSync(join(tmpdir(), 'recount-html-'))
  const headingIs = (/** @type {number} */ length) =>
    until(
      async () =>
        length ===
        (await tabs.evaluate(`
          const { contentDocument } = document.querySelector('iframe[data-recount-replay]')
          return contentDocument.querySelector('h1').textContent.length`)),
    )
  try {
    for (const options of [{}, { password: PASSWORD }]) {
      await tabs.show(own)
      const { bytes, fileName } = await tabs.ask('export', sessionId, 'html', options)
      const file = join(folder, `${Object.keys(options).length}-${fileName}`)
      writeFileSync(file, Buffer.from(bytes, 'base64'))
      await tabs.open(pathToFileURL(file).href)
      if ('password' in options) {
        await tabs.type("//input[@type='password']", PASSWORD)
        await tabs.click('//form/button')
      }
      await headingIs(headings[0])
      await tabs.type('//body', END)
      await headingIs(headings[1])
      await tabs.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await tabs.show(own)
  }
}
