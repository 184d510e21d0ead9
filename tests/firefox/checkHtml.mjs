import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { until } from './tabs.mjs'

const PASSWORD = 'correct horse battery'
/** What a driver types for these keys. */
const END = '\uE010'
const HOME = '\uE011'

/**
 * The exported HTML file, plain and with a password: opened from disk, it goes to its end and back, plays, and lists console
 * and requests. Leaves no tab behind.
 *
 * @param {ReturnType<typeof import('./tabs.mjs').createTabs>} tabs
 * @param {object} recording
 * @param {(options: { password?: string }) => Promise<{ bytes: string, fileName: string }>} recording.makeFile
 * @param {[number, number]} recording.headings How long the page's heading is at the start and at the end.
 * @param {(name: string) => Promise<void>} [recording.look] Called while there is something to see.
 */
export async function checkHtml(tabs, { makeFile, headings, look = async () => {} }) {
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
    for (const password of [undefined, PASSWORD]) {
      const kind = password ? 'sealed-' : ''
      const { bytes, fileName } = await makeFile(password ? { password } : {})
      const file = join(folder, kind + fileName)
      writeFileSync(file, Buffer.from(bytes, 'base64'))
      await tabs.open(pathToFileURL(file).href)
      if (password) {
        await look('password')
        await tabs.type("//input[@type='password']", password)
        await tabs.click('//form/button')
      }
      await headingIs(headings[0])
      await tabs.type('//body', END)
      await headingIs(headings[1])
      await tabs.type('//body', HOME)
      await headingIs(headings[0])
      await look(`${kind}start`)
      await tabs.click("//button[@aria-label='Play']")
      await until(() =>
        tabs.evaluate(`return document.querySelector('[role=slider]').ariaValueNow > 0`),
      )
      for (const pane of ['Console', 'Network']) {
        await tabs.click(`//*[@role='tab'][starts-with(., '${pane}')]`)
        await tabs.find("//*[@role='tabpanel']//li")
        await look(kind + pane.toLowerCase())
      }
      await tabs.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
