import { expect } from '@playwright/test'
import { servesHtml } from '../support/serve'
import { test } from './fixtures'

const BUILD_1 = `<!doctype html><title>Build</title><main data-dd-privacy=mask data-recount=mask><h1 id=title>Account</h1><p id=iban>DE00 1111</p>
<img id=photo alt=Photo width=20 height=20></main><p id=open>Open words</p><div id=host></div><iframe id=frame src=/frame></iframe>
<script>document.querySelector('#host').attachShadow({ mode: 'closed' }).innerHTML = '<b>In the shadow</b>'</script>`
// The developer moved the number out of the masked part, and added a line.
const BUILD_2 = `${BUILD_1.replace('<p id=iban>DE00 1111</p>', '')}<p id=iban>DE00 1111</p><p id=news>News</p>`
const FRAME = '<!doctype html><p id=inner>In the frame</p><input id=field value=typed>'

test('a newly visible element is found by comparing two builds, for us and for another recorder', async ({
  serve,
  page,
  recount,
}) => {
  const server = await serve((request, response) => {
    response.setHeader('content-type', 'text/html')
    const html = request.url === '/frame' ? FRAME : request.url === '/2' ? BUILD_2 : BUILD_1
    response.end(html)
  })
  await recount.setConsent(server.origin, 'ask', { privacy: 'allow' })
  for (const profile of ['recount', 'datadog']) {
    const level = 'allow'
    await page.goto(`${server.origin}/1?secret=1`)
    const before = await recount.preview({ url: page.url() }, { profile, level })
    expect(before.url).toBe(`${server.origin}/1`)
    const states = Object.fromEntries(before.elements.map(({ path, state }) => [path, state]))
    expect(states, profile).toMatchObject({
      '#title': 'masked',
      '#iban': 'masked',
      '#open': 'kept',
      '#photo': 'masked',
      '#host >> b:nth-of-type(1)': 'kept',
      'frame 0 >> #inner': 'kept',
    })
    await page.goto(`${server.origin}/2`)
    const after = await recount.preview({ url: page.url() }, { profile, level })
    const { newlyVisible, appearedVisible, differences } = await recount.comparePreviews(
      before,
      after,
    )
    expect([newlyVisible, appearedVisible]).toEqual([1, 1])
    expect(differences.map(({ path, before, after }) => [path, before, after])).toEqual([
      ['#iban', 'masked', 'kept'],
      ['#news', 'absent', 'kept'],
    ])
    expect(JSON.stringify(after), 'no value of the page').not.toMatch(/DE00|typed|Open words/)
  }
  await expect(recount.preview({ url: page.url() }, { profile: 'nobody' })).rejects.toThrow(
    'datadog',
  )
})

test('two profiles of one page differ where their rules do', async ({ serve, page, recount }) => {
  const server = await serve(
    servesHtml(
      '<!doctype html><p id=a>Text</p><input id=b value=x><p id=c class=ph-no-capture>Left out</p>',
    ),
  )
  await page.goto(server.origin)
  const [ours, theirs] = [
    await recount.preview({ url: page.url() }, { level: 'mask-all' }),
    await recount.preview({ url: page.url() }, { profile: 'posthog' }),
  ]
  expect(theirs.profile).toMatchObject({ id: 'posthog', confidence: 'code', level: 'default' })
  const { differences } = await recount.comparePreviews(ours, theirs)
  expect(differences.map(({ path, before, after }) => [path, before, after])).toEqual([
    ['#a', 'masked', 'kept'],
  ])
})
