/** What the browser tells the extension of requests, beside what the page knows. */
import { expect } from '@playwright/test'
import { firstStored, updateSite } from '../support/extension'
import { test } from './fixtures'

const PAGE = '<!doctype html><title>Requests</title><p>Text</p>'

test('redirects, hidden status and the reason of a failure are told as the browser saw them', async ({
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const site = await serve((request, response) => {
    response.setHeader('content-type', 'text/html')
    const { url = '' } = request
    const ways: Record<string, string> = {
      '/go': '/there',
      '/secret-way': '/there',
      '/away': `${other.origin}/on?token=of-another-site`,
    }
    const way = ways[url.split('?')[0] ?? '']
    if (way) response.writeHead(302, { location: way }).end()
    else if (url === '/broken') request.socket.destroy()
    else response.end(PAGE)
  })
  const other = await serve((_request, response) => {
    response.statusCode = 418
    response.end()
  }, '127.0.0.1')
  await recount.setConsent(site.origin, 'always', { privacy: 'allow' })
  await updateSite(sessionsPage, site.origin, {
    urlRules: [{ pattern: `${site.origin}/secret-way`, effect: 'exclude' }],
  })
  await page.bringToFront()
  await page.goto(site.origin)
  await firstStored(recount)
  const sessionId = (await recount.list())[0]?.sessionId ?? ''
  interface Told {
    kind: string
    url?: string
  }
  const told = async () =>
    (await recount.stored(sessionId))
      .split('\n')
      .filter((line) => line.startsWith('['))
      .flatMap((line) => JSON.parse(line) as Told[])
      .filter(({ kind }) => kind === 'network')
  const urls = async () => (await told()).map(({ url }) => url)
  await page.goto(`${site.origin}/secret-way`)
  await expect.poll(urls).toContain(`${site.origin}/there`)
  await page.goto(`${site.origin}/go?first`)
  await page.evaluate(async (foreign) => {
    await fetch(`${foreign}/opaque`, { mode: 'no-cors' })
    await fetch('/away', { mode: 'no-cors' })
    await fetch('/go?again')
    await fetch('/broken').catch(() => {})
    const image = new Image()
    image.src = `${foreign}/picture.png`
    await image.decode().catch(() => {})
  }, other.origin)
  await expect.poll(urls).toContain(`${other.origin}/picture.png`)
  await recount.stop(sessionId)
  const requests = await told()
  const of = (url: string) => requests.filter((each) => each.url === url)
  const redirects = [{ status: 302, url: `${site.origin}/there` }]

  expect(of(`${site.origin}/go?first`)).toMatchObject([{ via: 'navigation', redirects }])
  expect(of(`${other.origin}/opaque`)).toMatchObject([{ via: 'fetch', status: 418 }])
  expect(of(`${site.origin}/go?again`)).toMatchObject([{ via: 'fetch', status: 200, redirects }])
  expect(of(`${site.origin}/broken`)).toMatchObject([{ error: 'net::ERR_EMPTY_RESPONSE' }])
  expect(of(`${other.origin}/picture.png`)).toMatchObject([{ via: 'resource', status: 418 }])
  // Where on another site it went is that site's alone.
  expect(of(`${site.origin}/away`)).toMatchObject([
    { status: 418, redirects: [{ status: 302, url: `${other.origin}/` }] },
  ])
  expect(await recount.stored(sessionId)).not.toContain('of-another-site')
  // A way that the person leaves out is not told, though what it led to is.
  expect(of(`${site.origin}/there`)).toMatchObject([{ via: 'navigation' }])
  expect(await recount.stored(sessionId)).not.toContain('secret-way')
})
