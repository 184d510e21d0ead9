import assert from 'node:assert/strict'
import { startDemo } from '../demo/server.mjs'
import { checkHtml } from './checkHtml.mjs'
import { launchFirefox } from './launch.mjs'
import { createTabs, until } from './tabs.mjs'

/**
 * @param {{ executablePath: string, extensionFolder: string }} options
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function checkFirefox(options) {
  const demo = await startDemo()
  const firefox = await launchFirefox(options)
  const { driver, origin } = firefox
  const tabs = createTabs(driver)
  const counts = { passed: 0, failed: 0 }
  /** What comes after a failed step would only fail too. @param {string} what @param {() => Promise<void>} check */
  const step = async (what, check) => {
    await check().then(
      () => counts.passed++,
      (error) => {
        counts.failed++
        throw new Error(`FAILED ${what}`, { cause: error })
      },
    )
    console.log(`ok     ${what}`)
  }
  /** What a click on the toolbar button does, with the popup as a page. @param {string} url */
  const openPopup = async (url) => {
    const id = await tabs.inBrowser(`
      const { extension } = WebExtensionPolicy.getByHostname('${new URL(origin).host}')
      const tab = gBrowser.tabs.find(({ linkedBrowser }) => linkedBrowser.currentURI.spec === '${url}')
      extension.tabManager.addActiveTabPermission(tab)
      return extension.tabManager.getWrapper(tab).id`)
    return await tabs.open(`${origin}/popup.html?tab=${id}`)
  }
  const held = () =>
    tabs.evaluate(`return {
      sites: (await browser.permissions.getAll()).origins,
      scripts: (await browser.scripting.getRegisteredContentScripts()).map(({ id }) => id).sort(),
    }`)
  const own = await tabs.open(`${origin}/sessions.html`)
  const shopUrl = `${demo.url}/checkout.html`
  const cardUrl = `${demo.paymentUrl}/card.html`
  let shop = ''
  let sessionId = ''

  try {
    await step('reaches no site and runs nothing before somebody says so', async () => {
      assert.deepEqual(await held(), { sites: [], scripts: [] })
      await assert.rejects(tabs.ask('setConsent', demo.url, 'always'), /localhost/)
    })

    await step('asks for a site from the popup, by a click, and remembers it', async () => {
      for (const [count, url] of [shopUrl, cardUrl].entries()) {
        const page = await tabs.open(url)
        const popup = await openPopup(url)
        await tabs.click("//label[contains(., 'Always')]/input")
        await tabs.show(own)
        await until(async () => (await held()).sites.length === count + 1)
        for (const tab of [popup, page]) {
          await tabs.show(tab)
          await tabs.close()
        }
        await tabs.show(own)
      }
      await until(async () => (await held()).scripts.length === 2)
    })

    await step(
      'records the page from its first moment, with the frame of another site',
      async () => {
        await tabs.ask('clear')
        shop = await tabs.open(shopUrl)
        await tabs.show(own)
        // A recorder asks the worker before it listens: a driver types faster than that.
        await until(async () => (await sessionsNow())[0]?.frames === 2)
        await tabs.show(shop)
        await tabs.type("//input[@name='city']", 'Aarhus')
        await tabs.inPage(
          "console.error('said'); fetch('/products.json'); setTimeout(() => { throw new Error('thrown') })",
        )
        await tabs.show(own)
        const session = await until(async () => {
          const [first] = await sessionsNow()
          return first?.frames === 2 && first.errors > 0 ? first : undefined
        })
        assert.equal(session.status, 'recording')
        sessionId = session.sessionId
      },
    )

    await step('goes on after the event page has slept', async () => {
      await until(() =>
        tabs.inBrowser(`return WebExtensionPolicy.getByHostname('${new URL(origin).host}')
          .extension.backgroundState === 'stopped'`),
      )
      await tabs.show(shop)
      await tabs.inPage("document.querySelector('h1').append('after1sleep')")
      await tabs.show(own)
      // As it is masked: digits are zeros.
      await until(async () => (await tabs.ask('stored', sessionId)).includes('xxxxx0xxxxx'))
      assert.equal((await sessionsNow()).length, 1)
    })

    await step('masks what is typed, keeps console and requests', async () => {
      const summary = await tabs.ask('stop', sessionId)
      assert.equal(summary.status, 'complete')
      const stored = await tabs.ask('stored', sessionId)
      assert.ok(!stored.includes('Aarhus'))
      assert.ok(stored.includes('products.json'))
      assert.ok(stored.includes('"kind":"input"'))
      assert.ok(stored.includes('"kind":"console"'))
    })

    await step('plays it after the site is gone', async () => {
      await demo.stop()
      const { durationMs } = await tabs.ask('open', sessionId)
      await tabs.evaluate('await window.recount.player.seek(args[0])', durationMs)
      const shown = await tabs.evaluate(`
        const { contentDocument } = document.querySelector('iframe[data-recount-replay]')
        return {
          heading: contentDocument.querySelector('h1').textContent.length,
          font: contentDocument.defaultView.getComputedStyle(contentDocument.querySelector('.top')).display,
          frames: contentDocument.querySelectorAll('iframe').length,
        }`)
      assert.deepEqual(shown, {
        heading: 'Checkoutafter1sleep'.length,
        font: 'flex',
        frames: 1,
      })
    })

    await step('exports and imports it', async () => {
      const { bytes, fileName } = await tabs.ask('export', sessionId, 'archive')
      const copy = await tabs.ask('import', fileName, bytes)
      assert.notEqual(copy.sessionId, sessionId)
      assert.equal((await tabs.ask('open', copy.sessionId)).durationMs > 0, true)
    })

    await step('plays the exported HTML file from disk, and the encrypted one', async () => {
      await checkHtml(tabs, {
        makeFile: async (options) => {
          await tabs.show(own)
          return await tabs.ask('export', sessionId, 'html', options)
        },
        headings: ['Checkout'.length, 'Checkoutafter1sleep'.length],
      })
      await tabs.show(own)
    })

    await step('encrypts the library, locks and unlocks it', async () => {
      await tabs.evaluate(`await window.recount.encryption.turnOn('correct horse battery')`)
      await tabs.evaluate('await window.recount.encryption.lock()')
      await assert.rejects(tabs.ask('list'), /locked/)
      await tabs.evaluate(`await window.recount.encryption.unlock('correct horse battery')`)
      assert.equal((await sessionsNow()).length, 2)
    })

    await step('gives sites back when consent is withdrawn', async () => {
      for (const site of [demo.url, demo.paymentUrl]) await tabs.ask('setConsent', site, 'never')
      assert.deepEqual(await held(), { sites: [], scripts: [] })
    })

    await step('draws popup and options, and Firefox has nothing to complain of', async () => {
      await tabs.open(`${origin}/options.html`)
      await tabs.find('//h1 | //h2')
      const lines = await tabs.complaints()
      // Firefox writes down every message that was on its way to or from a page that has gone.
      const wrong = lines.filter((line) => !/context unloaded|on closed conduit/.test(line))
      assert.deepEqual(wrong, [])
    })
  } catch (error) {
    console.error(error)
  } finally {
    await firefox.close()
    await demo.stop().catch(() => undefined)
  }
  return counts

  async function sessionsNow() {
    return await tabs.ask('list')
  }
}
