import { expect, type Page } from '@playwright/test'
import { overlayOf } from '../support/overlay'
import { servesHtml } from '../support/serve'
import { test } from './fixtures'

const PAGE = `<!doctype html><title>Side</title><style>h1 { color: rgb(1, 2, 3) }</style><h1 id=title>Secret heading</h1>
<p class=note>Call 4000 or write to ann@greencorner.io</p><img src=/pixel.png width=40 height=40 alt=Photo>
<iframe src=/frame width=200 height=80></iframe><div id=host></div>
<script>document.querySelector('#host').attachShadow({ mode: 'closed' }).innerHTML = '<b>In the shadow</b>'</script>`
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('the panel shows the page as it would replay, with counts and findings, and follows it', async ({
  serve,
  page,
  recount,
  context,
  extension,
  tabIdOf,
}) => {
  const server = await serve((request, response) => {
    if (request.url === '/pixel.png') {
      response.setHeader('content-type', 'image/png')
      response.end(PIXEL)
      return
    }
    response.setHeader('content-type', 'text/html')
    response.end(request.url === '/frame' ? '<p id=inner>Inside the frame</p>' : PAGE)
  })
  await page.goto(server.origin)
  await recount.setConsent(server.origin, 'ask', { privacy: 'allow' })
  const tabId = await tabIdOf(page)
  const panel = await context.newPage()
  await panel.goto(`chrome-extension://${extension.extensionId}/devtools-panel.html?tab=${tabId}`)
  await panel.getByRole('tab', { name: 'Side by side' }).click()
  const replay = () => panel.frameLocator('iframe').first()

  await expect(replay().locator('#title')).toHaveText('Secret heading')
  await expect(replay().locator('#title')).toHaveCSS('color', 'rgb(1, 2, 3)')
  await expect(replay().locator('b')).toHaveText('In the shadow')
  await expect(replay().frameLocator('iframe').locator('#inner')).toHaveText('Inside the frame')
  const picture = replay().locator('img')
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.currentSrc))
    .toMatch(/^blob:/)
  const row = (name: string) => panel.getByRole('row', { name })
  await expect(row('Texts')).toHaveText(/4\s*0$/)
  await expect(row('Pictures')).toHaveText(/1\s*0$/)
  await expect(panel.getByText('E-mail address')).toBeVisible()
  expect(await panel.evaluate(() => document.body.innerText)).not.toContain('ann@greencorner')

  // One click makes the rule; the picture of the page and the findings follow.
  await panel.getByRole('listitem').getByRole('button', { name: 'Mask' }).first().click()
  await expect(panel.getByText('Nothing was found')).toBeVisible()
  await expect(replay().locator('.note')).toHaveText(/^Xxxx 0000/)
  await expect(row('Texts')).toHaveText(/3\s*1$/)

  // A change of the page shows by itself.
  await page.evaluate(() => document.querySelector('#title')?.replaceChildren('Later heading'))
  await expect(replay().locator('#title')).toHaveText('Later heading')
  expect((await recount.list()).length, 'nothing of it is stored').toBe(0)
  await panel.close()
})

test('an element picked on the page arrives in the panel, and a rule made there shows on the page', async ({
  serve,
  page,
  recount,
  context,
  extension,
  tabIdOf,
}) => {
  const server = await serve(
    servesHtml(
      '<!doctype html><title>Pick</title><p class=price>1</p><p class=price id=two>Twice</p>',
    ),
  )
  await page.goto(server.origin)
  await recount.setConsent(server.origin, 'ask', { privacy: 'allow' })
  const tabId = await tabIdOf(page)
  const panel: Page = await context.newPage()
  await panel.goto(`chrome-extension://${extension.extensionId}/devtools-panel.html?tab=${tabId}`)
  await panel.getByRole('tab', { name: 'Masking' }).click()
  await panel.getByRole('button', { name: 'Pick on the page' }).click()
  const overlay = await overlayOf(page)
  await expect.poll(() => overlay.text()).toContain('Click an element')
  await page.bringToFront()
  await page.locator('#two').hover({ force: true })
  await page.mouse.down()
  await page.mouse.up()
  await expect.poll(() => overlay.text()).toContain('Rule for')
  await expect(panel.getByRole('radio', { name: '#two' })).toBeChecked()
  await panel.getByRole('radio', { name: /^\.price/ }).check()
  await expect(panel.getByText('Matches on the page: 2')).toBeVisible()
  await panel.getByRole('button', { name: 'Leave out', exact: true }).click()
  await expect.poll(() => overlay.text()).toContain('2 left out')
  await panel.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => overlay.text()).toContain('2 kept')
  await panel.close()
})
