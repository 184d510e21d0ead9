import { type CDPSession, expect, type Page } from '@playwright/test'
import { test } from './fixtures'

const PAGE = `<!doctype html><title>Preview</title><body style="margin:0">
<h1 id=kept data-recount=allow>Kept heading</h1>
<p id=masked>Masked words 42</p>
<p id=blocked data-recount=block>Blocked words</p>
<label>Name <input id=field value="Ann Example"></label>
<input id=secret type=password value="hunter22">
<div id=host></div><div style="height:3000px"></div><p id=far>Far below</p>
<script>document.querySelector('#host').attachShadow({ mode: 'closed' }).innerHTML = '<p>In the shadow</p>'</script>`

const serveText =
  (html: string) =>
  (_: unknown, response: { setHeader(n: string, v: string): void; end(t: string): void }) => {
    response.setHeader('content-type', 'text/html')
    response.end(html)
  }

/** What stands in our closed shadow root, as text. */
async function overlayText(cdp: CDPSession): Promise<string | undefined> {
  const { root } = await cdp.send('DOM.getDocument', { depth: -1, pierce: true })
  const find = (node: typeof root): typeof root | undefined => {
    if (node.nodeName.toLowerCase() === 'recount-overlay') return node
    for (const child of node.children ?? []) {
      const found = find(child)
      if (found) return found
    }
    return undefined
  }
  const host = find(root)
  if (!host) return undefined
  const texts: string[] = []
  const read = (node: typeof root) => {
    if (node.attributes?.includes('hidden')) return
    if (node.nodeType === 3) texts.push(node.nodeValue)
    for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? [])]) read(child)
  }
  read(host)
  return texts.join(' ').replace(/\s+/g, ' ')
}

async function toggle(sessionsPage: Page, url: string, profile?: string): Promise<boolean> {
  const reply = await sessionsPage.evaluate(
    async ([url, profile]) => {
      const tab = (await chrome.tabs.query({})).find((each) => each.url?.startsWith(url))
      return await chrome.runtime.sendMessage({
        name: 'preview.toggle',
        payload: { tabId: tab?.id, ...(profile ? { profile } : {}) },
      })
    },
    [url, profile ?? ''] as const,
  )
  expect(reply).toMatchObject({ ok: true })
  return reply.reply.shown
}

test('shows on the page what would be recorded, by pointer and by keyboard', async ({
  serve,
  page,
  sessionsPage,
}) => {
  const server = await serve(serveText(PAGE))
  await page.goto(`${server.origin}/`)
  await page.bringToFront()
  const cdp = await page.context().newCDPSession(page)
  const boxes = () =>
    page.evaluate(() =>
      JSON.stringify(
        [...document.querySelectorAll('body *')].map((each) => each.getBoundingClientRect()),
      ),
    )
  const before = await boxes()

  expect(await toggle(sessionsPage, server.origin)).toBe(true)
  await expect.poll(() => overlayText(cdp)).toContain('masked')
  const text = await overlayText(cdp)
  expect(text).toMatch(/\b6 masked\b.*\b1 left out\b.*\b1 kept as it is\b/)
  expect(await boxes()).toBe(before)
  expect(
    await page.evaluate(() => document.querySelector('recount-overlay')?.shadowRoot),
  ).toBeNull()

  await page.hover('#masked')
  await expect.poll(() => overlayText(cdp)).toContain('Level mask-all')
  expect(await overlayText(cdp)).toContain('Xxxxxx xxxxx 00')
  await page.hover('#secret')
  await expect.poll(() => overlayText(cdp)).toContain('Always masked type="password"')
  expect(await overlayText(cdp)).not.toContain('hunter22')
  await page.hover('#kept')
  await expect.poll(() => overlayText(cdp)).toContain('data-recount="allow"')
  await page.hover('#blocked')
  await expect.poll(() => overlayText(cdp)).toContain('Text: left out')

  await page.keyboard.press('Tab')
  await expect.poll(() => overlayText(cdp)).not.toContain('<p#blocked>')
  expect(
    await page.evaluate(() => document.activeElement?.localName),
    'the page keeps its focus',
  ).toBe('body')
  for (let presses = 0; presses < 12 && !(await overlayText(cdp))?.includes('<p#far>'); presses++)
    await page.keyboard.press('Tab')
  await expect(page.locator('#far')).toBeInViewport()

  await page.keyboard.press('Escape')
  await expect.poll(() => overlayText(cdp)).toBeUndefined()
})

test('follows the page: new content, new tokens, another vendor', async ({
  serve,
  page,
  sessionsPage,
}) => {
  const server = await serve(serveText(PAGE))
  await page.goto(`${server.origin}/`)
  await page.bringToFront()
  const cdp = await page.context().newCDPSession(page)
  await toggle(sessionsPage, server.origin)
  await expect.poll(() => overlayText(cdp)).toContain('6 masked')
  await page.evaluate(() =>
    document
      .querySelector('#host')
      ?.insertAdjacentHTML('afterend', '<p>new</p><p data-recount=allow>new</p>'),
  )
  await expect.poll(() => overlayText(cdp)).toMatch(/7 masked.*2 kept/)
  await page.evaluate(() =>
    document.querySelector('#masked')?.setAttribute('data-recount', 'allow'),
  )
  await expect.poll(() => overlayText(cdp)).toMatch(/6 masked.*3 kept/)
  await page.evaluate(() => document.querySelector('#masked')?.remove())
  await expect.poll(() => overlayText(cdp)).toMatch(/6 masked.*2 kept/)
  await toggle(sessionsPage, server.origin, 'datadog')
  await expect.poll(() => overlayText(cdp)).toContain('Datadog 7.16.2')
  expect(await overlayText(cdp)).toMatch(/\b2 masked/)
  expect(await toggle(sessionsPage, server.origin)).toBe(false)
  await expect.poll(() => overlayText(cdp)).toBeUndefined()
})

test('is not part of a recording', async ({ serve, page, sessionsPage, recount }) => {
  const server = await serve(serveText(PAGE))
  await page.goto(`${server.origin}/`)
  await recount.setConsent(server.origin, 'ask')
  const { sessionId } = await recount.start({ url: page.url() }, { privacy: 'allow' })
  await page.bringToFront()
  const cdp = await page.context().newCDPSession(page)
  await toggle(sessionsPage, server.origin)
  await expect.poll(() => overlayText(cdp)).toContain('kept')
  await page.hover('#masked')
  await expect.poll(() => overlayText(cdp)).toContain('Level')
  await page.keyboard.press('Escape')
  await recount.stop(sessionId)
  const stored = await recount.stored(sessionId)
  expect(stored).toContain('Masked words')
  expect(stored).not.toContain('kept as it is')
  expect(stored).not.toContain('Stored as')
})

test('stays out of the way of a large page that scrolls', async ({ serve, page, sessionsPage }) => {
  const rows = Array.from(
    { length: 2500 },
    (_, row) =>
      `<div><b>Row ${row}</b> <span>some text</span> <i>more</i> <input value=${row}></div>`,
  )
  const server = await serve(serveText(`<!doctype html><title>Large</title>${rows.join('')}`))
  await page.goto(`${server.origin}/`)
  await page.bringToFront()
  const cdp = await page.context().newCDPSession(page)
  await toggle(sessionsPage, server.origin)
  await expect.poll(() => overlayText(cdp)).toMatch(/\b[67]\d{3} masked|10000 masked/)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  const cpu = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1000
  }
  const scroll = () =>
    page.evaluate(async () => {
      for (let at = 0; at < 60; at++) {
        scrollTo(0, at * 300)
        await new Promise(requestAnimationFrame)
      }
    })
  const before = await cpu()
  await scroll()
  const perFrame = ((await cpu()) - before) / 60
  expect(perFrame, 'main-thread milliseconds of script per frame').toBeLessThan(10)
})
