import { expect, type Page } from '@playwright/test'
import { test } from '../support/recorder/test'

/** Starts on the given body, runs `change` in the page, and answers the first difference to the live document. */
async function differenceAfter(
  page: Page,
  body: string,
  change: () => void | Promise<void>,
): Promise<string> {
  await page.evaluate((html) => {
    document.body.innerHTML = html
    window.recorded = window.recorderHarness.start()
  }, body)
  expect(await page.evaluate(() => window.recorded.check())).toBe('')
  await page.evaluate(change)
  const found = await page.evaluate(() => window.recorded.check())
  await page.evaluate(() => window.recorded.stream.stop())
  return found
}

test('writes the whole document', async ({ page }) => {
  const body = `<p class="a" title='"'>text<!-- gone --></p><svg viewBox="0 0 1 1"><a xlink:href="#x"></a>
    <foreignObject><div>html</div></foreignObject></svg><math><mi>x</mi></math><template><b></b></template>`
  expect(await differenceAfter(page, body, () => {})).toBe('')
})

test('follows added, removed, moved and changed nodes', async ({ page }) => {
  const found = await differenceAfter(page, '<ul><li>1<li>2<li>3</ul><div id=box></div>', () => {
    const list = document.querySelector('ul') as Element
    const [one, two, three] = list.children
    const added = document.createElement('p')
    added.innerHTML = '<b>new</b> text'
    list.append(added, 'tail')
    one?.remove()
    document.querySelector('#box')?.append(three as Element)
    three?.append(two as Element)
    ;(added.firstChild?.firstChild as Text).data = 'changed'
    added.setAttribute('title', 'x')
    added.setAttribute('title', 'y')
  })
  expect(found).toBe('')
})

test('writes a move of a node by its id only', async ({ page }) => {
  const found = await differenceAfter(page, '<ul><li>1<li>2<li>3</ul>', () => {
    const list = document.querySelector('ul') as Element
    for (const item of [...list.children].reverse()) list.append(item)
  })
  expect(found).toBe('')
  const inserts = await page.evaluate(() =>
    window.recorded.events.flatMap((event) => (event.kind === 'mutation' ? event.inserts : [])),
  )
  expect(inserts.map((insert) => insert?.length)).toEqual([3, 3, 3])
})

test('writes anew what was outside the document for a while', async ({ page }) => {
  const found = await differenceAfter(
    page,
    '<div id=a><p id=b><i id=c>x</i></p></div>',
    async () => {
      const [a, b, c] = ['a', 'b', 'c'].map((id) => document.getElementById(id) as Element)
      b?.remove()
      await Promise.resolve()
      await new Promise((done) => setTimeout(done))
      c?.setAttribute('title', 'changed while outside')
      a?.append(c as Element)
      await new Promise((done) => setTimeout(done))
      c?.append(b as Element)
    },
  )
  expect(found).toBe('')
})

test('keeps nothing inside a blocked element, and writes it when it is no longer blocked', async ({
  page,
}) => {
  await page.evaluate(() => {
    document.body.innerHTML = '<div id=a data-recount=block><p>secret</p></div>'
    window.recorded = window.recorderHarness.start()
  })
  const text = () => page.evaluate(() => JSON.stringify(window.recorded.events))
  await page.evaluate(() => {
    document.getElementById('a')?.append('secret too')
    window.recorded.stream.flush()
  })
  expect(await text()).not.toContain('secret')
  const found = await page.evaluate(() => {
    document.getElementById('a')?.removeAttribute('data-recount')
    return window.recorded.check()
  })
  expect(found).toBe('')
  expect(await text()).toContain('secret too')
})

test('follows open and closed shadow roots', async ({ page }) => {
  const found = await differenceAfter(page, '<div id=a></div><section id=b></section>', () => {
    const host = document.createElement('div')
    const root = host.attachShadow({ mode: 'closed' })
    root.innerHTML = '<p><slot></slot></p>'
    host.append('slotted')
    document.getElementById('a')?.append(host)
    window.recorded.stream.flush()
    root.append('later')
    root.firstElementChild?.setAttribute('class', 'x')
  })
  expect(found).toBe('')
})

test('follows a shadow root that is attached late', async ({ page }) => {
  const found = await differenceAfter(page, '<div id=a></div>', () => {
    const root = (document.getElementById('a') as Element).attachShadow({ mode: 'open' })
    root.innerHTML = '<b>late</b>'
    window.recorded.stream.tree.attach(root)
    root.append('more')
  })
  expect(found).toBe('')
})

test('writes a very deep and a very long document without overflow', async ({ page }) => {
  const found = await differenceAfter(page, '<div id=a></div>', () => {
    let at = document.getElementById('a') as Element
    for (let depth = 0; depth < 2000; depth++) at = at.appendChild(document.createElement('div'))
    at.append('bottom')
    for (let row = 0; row < 20_000; row++) document.body.append(document.createElement('p'))
  })
  expect(found).toBe('')
})

test('starts on a very long document in slices', async ({ page }) => {
  await page.evaluate(() => {
    let html = ''
    for (let row = 0; row < 5000; row++) html += `<p class="r${row}"><b>${row}</b></p>`
    document.body.innerHTML = html
    window.recorded = window.recorderHarness.start()
    document.body.children[10]?.remove()
    document.body.append('tail')
    document.body.children[2000]?.after('middle')
    document.body.prepend(document.body.children[3000] as Element)
  })
  expect(await page.evaluate(() => window.recorded.check())).toBe('')
})

test('keeps what pictures and canvases show that have no address', async ({ page }) => {
  await page.evaluate(async () => {
    document.body.innerHTML = '<canvas width=20 height=10></canvas><img><img src="data:image/png,">'
    const canvas = document.querySelector('canvas') as HTMLCanvasElement
    const context = canvas.getContext('2d')
    context?.fillRect(0, 0, 9, 9)
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done))
    const image = document.querySelector('img') as HTMLImageElement
    image.src = URL.createObjectURL(blob as Blob)
    await image.decode()
    window.recorded = window.recorderHarness.start()
  })
  const keys = () => page.evaluate(() => window.recorded.kept.map(({ key }) => key).sort())
  await expect.poll(keys).toEqual(['stream/canvas/1', 'stream/image/1'])
  await page.evaluate(() =>
    document.querySelector('canvas')?.getContext('2d')?.fillRect(9, 0, 9, 9),
  )
  await expect.poll(keys, { timeout: 6000 }).toContain('stream/canvas/2')
  const events = await page.evaluate(() => window.recorded.events)
  expect(events).toContainEqual(
    expect.objectContaining({ kind: 'canvas', image: 'stream/canvas/2' }),
  )
  expect(events).toContainEqual(expect.objectContaining({ state: { image: 'stream/image/1' } }))
  expect(events).toContainEqual(expect.objectContaining({ state: { broken: true } }))

  // A new snapshot shows nothing of that by itself.
  const again = () =>
    page.evaluate(() => {
      const { events } = window.recorded
      const begun = events.findLastIndex(({ kind }) => kind === 'snapshot')
      return events.slice(begun + 1)
    })
  await page.evaluate(() => window.recorded.stream.restart())
  const told = [
    { state: { image: 'stream/image/1' } },
    { state: { broken: true } },
    { image: 'stream/canvas/2' },
  ]
  await expect
    .poll(again)
    .toEqual(expect.arrayContaining(told.map((each) => expect.objectContaining(each))))
})

test('tells what had scrolled before it came, in shadow trees too', async ({ page }) => {
  const scrolls = await page.evaluate(() => {
    const box = '<div style="height:50px;overflow:auto"><p style="height:500px"></p></div>'
    document.body.innerHTML = `${box}<section></section>`
    const root = (document.querySelector('section') as Element).attachShadow({ mode: 'closed' })
    root.innerHTML = box
    ;(document.querySelector('div') as Element).scrollTop = 70
    ;(root.firstElementChild as Element).scrollTop = 90
    window.recorded = window.recorderHarness.start()
    window.recorded.stream.flush()
    return window.recorded.events.filter(({ kind }) => kind === 'scroll')
  })
  expect(scrolls.map((event) => ('top' in event ? event.top : 0)).sort()).toEqual([70, 90])
})
