import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect } from '@playwright/test'
import { firstStored } from '../support/extension'
import { tabIdOf } from './fakeRecorder'
import { test } from './fixtures'

test.use({ ownRoute: '#/session/none' })

function html(body: string) {
  return (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? ''
    if (path.endsWith('.css')) {
      response.setHeader('content-type', 'text/css')
      return response.end('@font-face{font-family:f;src:url(f.woff2)} h1{background:url(p.png)}')
    }
    if (path.endsWith('.png')) {
      response.setHeader('content-type', 'image/png')
      return response.end('PNG BYTES')
    }
    response.setHeader('content-type', 'text/html')
    return response.end(`<!doctype html><title>Shop</title><h1>At ${path}</h1>${body}`)
  }
}

test('start resolves when the first snapshot is stored, stop and reading when everything is', async ({
  page,
  recount,
  serve,
}) => {
  const server = await serve(html('<button>Press</button>'))
  await page.goto(`${server.origin}/one`)
  const { sessionId } = await recount.start({ url: page.url() }, { privacy: 'allow' })
  expect(await recount.stored(sessionId)).toContain('At /one')
  const add = (text: string) => page.evaluate((text) => document.body.append(text), text)
  await add('added while it runs')
  expect(await recount.stored(sessionId)).toContain('added while it runs')
  await add('added at the last moment')
  const summary = await recount.stop(sessionId)
  expect(await recount.stored(sessionId)).toContain('added at the last moment')
  expect(summary).toMatchObject({ status: 'complete', title: 'Shop', frames: 1, errors: 0 })
  expect(summary.url).toBe(`${server.origin}/one`)
  expect(summary.rawBytes).toBeGreaterThan(summary.storedBytes / 4)
})

test('a session goes on over reloads and links of the same tab', async ({
  page,
  recount,
  serve,
}) => {
  const server = await serve(html('<a href="/two">next</a>'))
  await page.goto(`${server.origin}/one`)
  const { sessionId } = await recount.start({ url: page.url() }, { privacy: 'allow' })
  await page.click('a')
  await page.waitForURL('**/two')
  await expect.poll(() => recount.stored(sessionId)).toContain('At /two')
  await page.reload()
  await expect.poll(async () => (await recount.stored(sessionId)).split('At /two').length).toBe(3)
  await recount.stop(sessionId)
  expect(await recount.list()).toHaveLength(1)
})

test('a site with consent records by itself from the first moment', async ({
  page,
  recount,
  serve,
}) => {
  const server = await serve(html('<script>document.title = document.readyState</script>'))
  await recount.setConsent(server.origin, 'always', { privacy: 'mask-user-input' })
  await page.goto(`${server.origin}/auto`)
  await firstStored(recount)
  const [session] = await recount.list()
  expect(await recount.stored(session?.sessionId ?? '')).toContain('At /auto')
})

test('a frame of another site is recorded with the page around it', async ({
  page,
  recount,
  serve,
}) => {
  const pay = await serve(html('<p>Pay here</p>'), '127.0.0.1')
  const server = await serve(html(`<iframe src="${pay.origin}/pay"></iframe>`))
  await page.goto(`${server.origin}/cart`)
  const { sessionId } = await recount.start({ url: page.url() }, { privacy: 'allow' })
  await expect.poll(() => recount.stored(sessionId)).toContain('At /pay')
  await page.reload()
  await expect.poll(async () => (await recount.stored(sessionId)).split('At /pay').length).toBe(3)
  const summary = await recount.stop(sessionId)
  expect(summary.frames).toBe(2)
  expect(await recount.stored(sessionId)).toContain('"kind":"frame"')
})

test('closing the tab ends the session with what the page did last', async ({
  context,
  recount,
  serve,
}) => {
  const server = await serve(html(''))
  const page = await context.newPage()
  await page.goto(`${server.origin}/one`)
  const { sessionId } = await recount.start({ url: page.url() }, { privacy: 'allow' })
  await page.evaluate(() => document.body.append('last words'))
  await page.close()
  await expect.poll(async () => (await recount.list())[0]?.status).toBe('complete')
  await expect.poll(() => recount.stored(sessionId)).toContain('last words')
  expect(await recount.stored(sessionId)).toContain('"endReason":"tab-closed"')
})

test('going to a site without consent ends a session that started by itself', async ({
  page,
  recount,
  serve,
}) => {
  const elsewhere = await serve(html('<p>private</p>'), '127.0.0.1')
  const server = await serve(html(''))
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await page.goto(`${server.origin}/shop`)
  await firstStored(recount)
  await page.goto(`${elsewhere.origin}/bank`)
  await expect.poll(async () => (await recount.list())[0]?.status).toBe('complete')
  const [session] = await recount.list()
  const stored = await recount.stored(session?.sessionId ?? '')
  expect(stored).toContain('"endReason":"left-site"')
  expect(stored).not.toContain('bank')
})

test('style sheets, their fonts and pictures are fetched once and kept', async ({
  page,
  recount,
  serve,
}) => {
  const cdn = await serve(html(''), '127.0.0.1')
  const server = await serve(html(`<link rel="stylesheet" href="${cdn.origin}/site.css">`))
  await page.goto(`${server.origin}/one`)
  const { sessionId } = await recount.start({ url: page.url() }, { privacy: 'allow' })
  await expect.poll(() => recount.stored(sessionId)).toContain(`"key":"${cdn.origin}/p.png"`)
  await recount.stop(sessionId)
  const stored = await recount.stored(sessionId)
  expect(stored).toContain(`h1{background:url("${cdn.origin}/p.png")}`)
  expect(stored).toContain(btoa('PNG BYTES'))
  expect(stored).toContain('"missing":"not-a-resource"') // the font, which is a page
})

test('says what is wrong and what to do', async ({ context, page, recount, serve }) => {
  const server = await serve(html(''))
  await expect(recount.start({ url: `${server.origin}/none` })).rejects.toThrow('No tab shows')
  await expect(recount.start({ tabId: 999_999 })).rejects.toThrow('There is no tab 999999')
  await expect(recount.stop('nothing')).rejects.toThrow('There is no session nothing')
  await expect(recount.setConsent('shop.example', 'always')).rejects.toThrow('not the origin')
  await expect(
    recount.setRules(server.origin, [{ selector: '..x', effect: 'mask' }]),
  ).rejects.toThrow('The selector ..x cannot be parsed')
  await page.goto('about:blank')
  await expect(recount.start({ url: 'about:blank' })).rejects.toThrow()
  await page.goto(`${server.origin}/manual.pdf`)
  const tabId = await tabIdOf(context, page.url())
  await expect(recount.start({ tabId })).rejects.toThrow('PDF viewer')
})
