import { expect, it } from 'vitest'
import { RECORDER_PLUGINS } from './recorderPlugin'

const FLOW = {
  title: 'Buy',
  steps: [
    { type: 'setViewport', width: 1000, height: 700, deviceScaleFactor: 1 },
    {
      type: 'navigate',
      url: 'https://shop.example/',
      assertedEvents: [{ type: 'navigation', url: 'https://shop.example/', title: 'Shop' }],
    },
    {
      type: 'click',
      target: 'main',
      selectors: [['aria/Buy now[role="button"]'], ['#buy']],
      offsetX: 4,
      offsetY: 5,
    },
  ],
}

const [playwright, markdown] = RECORDER_PLUGINS

it("turns a flow of Chrome's Recorder into a Playwright test", async () => {
  const script = (await playwright?.stringify(FLOW)) ?? ''
  expect(script).toContain("await page.goto('https://shop.example/')")
  expect(script).toContain("getByRole('button', { name: 'Buy now', exact: true }).click()")
  expect(script).toContain('width: 1000, height: 700')
})

it('turns a flow into a bug report', async () => {
  const report = await markdown?.stringify(FLOW)
  expect(report).toContain('## Steps to reproduce')
  expect(report).toContain('Click the button `Buy now`')
})

it('turns one step into code', async () => {
  expect(await playwright?.stringifyStep(FLOW.steps[2])).toContain("name: 'Buy now'")
})

it('says what is wrong with a flow that opens no page', async () => {
  await expect(playwright?.stringify({ title: 'x', steps: [] })).rejects.toThrow('opens no page')
  await expect(playwright?.stringify(null)).rejects.toThrow('opens no page')
})
