import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, type Page } from '@playwright/test'
import { firstStored } from '../support/extension'
import { test } from './fixtures'

function servePage(request: IncomingMessage, response: ServerResponse) {
  response.setHeader('content-type', 'text/html')
  response.setHeader('content-security-policy', "default-src 'self'; style-src 'none'")
  response.end(`<!doctype html><title>Ask</title><h1>At ${request.url}</h1><input autofocus>`)
}

interface Node {
  nodeName: string
  backendNodeId: number
  children?: Node[]
  shadowRoots?: Node[]
}

function* walk(node: Node): Generator<Node> {
  yield node
  for (const child of [...(node.shadowRoots ?? []), ...(node.children ?? [])]) yield* walk(child)
}

/** Nodes of the banner, which lives in a closed shadow root that neither page nor Playwright can enter. */
async function bannerNodes(page: Page, name: string): Promise<number[]> {
  const session = await page.context().newCDPSession(page)
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true })
  await session.detach()
  return [...walk(root as Node)].flatMap((node) =>
    node.nodeName === name ? node.backendNodeId : [],
  )
}

async function press(page: Page, which: 'yes' | 'no' | 'remember'): Promise<void> {
  const nodes = await bannerNodes(page, which === 'remember' ? 'INPUT' : 'BUTTON')
  const backendNodeId = which === 'no' ? nodes[1] : nodes.at(which === 'remember' ? -1 : 0)
  const session = await page.context().newCDPSession(page)
  const { model } = await session.send('DOM.getBoxModel', { backendNodeId })
  await session.detach()
  const [x = 0, y = 0] = model.content
  await page.mouse.click(x + 4, y + 4)
}

const shown = async (page: Page) => (await bannerNodes(page, 'SECTION')).length

test('yes records this visit, without the banner', async ({ page, recount, serve }) => {
  const server = await serve(servePage)
  await recount.setConsent(server.origin, 'ask', { privacy: 'allow' })
  await page.goto(`${server.origin}/one`)
  await expect.poll(() => shown(page)).toBe(1)
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
  expect(await recount.list()).toEqual([])

  await press(page, 'yes')
  await firstStored(recount)
  await page.goto(`${server.origin}/two`)
  const [session] = await recount.list()
  const sessionId = session?.sessionId ?? ''
  await expect.poll(() => recount.stored(sessionId)).toContain('At /two')
  expect(await shown(page)).toBe(0)
  await recount.stop(sessionId)
  expect(await recount.stored(sessionId)).not.toContain('Record this visit')
})

/** A function of the page that is somebody's script, and not the browser's own. */
async function isPatched(page: Page, expression: string): Promise<boolean> {
  const session = await page.context().newCDPSession(page)
  const { result } = await session.send('Runtime.evaluate', { expression })
  const { internalProperties } = await session.send('Runtime.getProperties', {
    objectId: result.objectId ?? '',
  })
  await session.detach()
  return (internalProperties ?? []).some(({ name }) => /FunctionLocation|Handler/.test(name))
}

test("nothing is in the page's own world before yes, and what it tells is recorded after it", async ({
  page,
  recount,
  serve,
}) => {
  const server = await serve(servePage)
  await recount.setConsent(server.origin, 'ask', { privacy: 'allow' })
  await page.goto(`${server.origin}/one`)
  await expect.poll(() => shown(page)).toBe(1)
  expect(await isPatched(page, 'console.log')).toBe(false)
  await press(page, 'yes')
  await expect.poll(() => isPatched(page, 'console.log')).toBe(true)
  await page.evaluate(() => console.log('said after yes'))
  const [session] = await recount.list()
  const sessionId = session?.sessionId ?? ''
  await expect.poll(() => recount.stored(sessionId)).toContain('said after yes')
})

test('no is not asked again in this tab, and nothing is recorded', async ({
  page,
  recount,
  serve,
}) => {
  const server = await serve(servePage)
  await recount.setConsent(server.origin, 'ask')
  await page.goto(`${server.origin}/one`)
  await expect.poll(() => shown(page)).toBe(1)
  await press(page, 'no')
  await expect.poll(() => shown(page)).toBe(0)
  await page.goto(`${server.origin}/two`)
  await page.waitForLoadState('networkidle')
  expect(await shown(page)).toBe(0)
  expect(await recount.list()).toEqual([])
})

test('an answer that is remembered becomes the consent of the site', async ({
  page,
  recount,
  serve,
}) => {
  const server = await serve(servePage)
  await recount.setConsent(server.origin, 'ask')
  await page.goto(server.origin)
  await expect.poll(() => shown(page)).toBe(1)
  await press(page, 'remember')
  await press(page, 'no')
  await expect
    .poll(() => recount.start({ url: page.url() }).then(String, String))
    .toContain('never to record')
})

test('a script of the page cannot press the buttons', async ({ page, recount, serve }) => {
  const server = await serve(servePage)
  await recount.setConsent(server.origin, 'ask')
  await page.goto(server.origin)
  await expect.poll(() => shown(page)).toBe(1)
  const reached = await page.evaluate(() => {
    const host = document.documentElement.lastElementChild
    for (const x of [1100, 1150, 1200, 1250])
      document.elementFromPoint(x, 760)?.dispatchEvent(new MouseEvent('click', { bubbles: true }))
    return host?.shadowRoot ?? null
  })
  expect(reached).toBeNull()
  expect(await shown(page)).toBe(1)
  expect(await recount.list()).toEqual([])
})

test('withdrawal takes the banner away', async ({ page, recount, serve }) => {
  const server = await serve(servePage)
  await recount.setConsent(server.origin, 'ask')
  await page.goto(server.origin)
  await expect.poll(() => shown(page)).toBe(1)
  await recount.setConsent(server.origin, 'never')
  await expect.poll(() => shown(page)).toBe(0)
})
