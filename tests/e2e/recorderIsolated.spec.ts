import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test as base, expect } from '@playwright/test'
import { createReferenceTree } from '../support/recorder/referenceTree'
import { startToyExtension, type ToyExtension } from '../support/recorder/toyExtension'

type Pages = Record<string, string>

const test = base.extend<{ serve: (pages: Pages) => Promise<string> }, { toy: ToyExtension }>({
  toy: [
    async ({ browserName: _ }, use) => {
      const toy = await startToyExtension()
      await use(toy)
      await toy.close()
    },
    { scope: 'worker' },
  ],
  serve: async ({ toy }, use) => {
    const servers: Server[] = []
    await toy.worker.evaluate(() => {
      const own = globalThis as unknown as { messages: unknown[]; refuse?: boolean }
      own.messages.length = 0
      own.refuse = false
    })
    await use(async (pages) => {
      const server = createServer((request, response) => {
        const name = new URL(request.url ?? '/', 'http://x').pathname
        const body = pages[name]
        const type = name.endsWith('.css') ? 'text/css' : 'text/html'
        response.writeHead(body === undefined ? 404 : 200, { 'content-type': type })
        response.end(body ?? '')
      })
      servers.push(server)
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    })
    for (const server of servers) server.close()
    for (const page of toy.context.pages().slice(1)) await page.close()
  },
})

async function tell(toy: ToyExtension, name: string, payload: object): Promise<void> {
  const [hello] = await toy.sent('recorder.hello')
  await toy.worker.evaluate(
    async ({ tabId, name, payload }) => {
      const { command } = globalThis as unknown as {
        command: (tab: number, name: string, payload: unknown) => Promise<unknown>
      }
      await command(tabId, name, payload)
    },
    { tabId: hello?.tabId ?? 0, name, payload },
  )
}

const stopAll = (toy: ToyExtension) => tell(toy, 'recording.stop', { reason: 'user' })

test('records a page with its style sheets, closed shadow roots and typing', async ({
  toy,
  serve,
}) => {
  const origin = await serve({
    '/': `<!doctype html><title>Shop</title><link rel=stylesheet href=a.css><style>b{color:red}</style>
      <body><div id=host></div><input id=name value=Ann><ul></ul><script>
        const root = host.attachShadow({ mode: 'closed' }); root.innerHTML = '<i>inside</i>'
        const sheet = new CSSStyleSheet(); sheet.replaceSync('i { color: blue }')
        root.adoptedStyleSheets = [sheet]
        let n = 0; const t = setInterval(() => { document.querySelector('ul').append('item ' + n); if (++n > 5) clearInterval(t) }, 20)
      </script>`,
    '/a.css': 'p { color: green } div { background: url(x.png) }',
  })
  const page = await toy.context.newPage()
  await page.goto(`${origin}/`)
  await expect.poll(async () => (await toy.sent('chunk.append')).length).toBeGreaterThan(0)
  await page.fill('#name', 'Bob')
  await page.click('#name')
  await expect(page.locator('ul')).toContainText('item 5')
  await stopAll(toy)
  const events = await toy.events()
  const tree = createReferenceTree()
  for (const event of events) tree.apply(event)
  const text = JSON.stringify(events)
  expect(events[0]?.kind).toBe('snapshot')
  expect(events.at(-1)).toMatchObject({ kind: 'end', reason: 'stopped' })
  expect(text).toContain('"inside"')
  expect(text).toContain('item 5')
  expect(events).toContainEqual(expect.objectContaining({ kind: 'input', value: 'Bob' }))
  expect(events).toContainEqual(
    expect.objectContaining({ kind: 'sheet', text: 'i { color: blue; }\n' }),
  )
  expect(events).toContainEqual(
    expect.objectContaining({
      kind: 'pointer',
      action: 'click',
      target: expect.objectContaining({ role: 'textbox' }),
    }),
  )
  const resources = (await toy.sent('chunk.append')).flatMap(
    ({ payload }) => payload.resources ?? [],
  )
  expect(resources.map(({ text }) => text).join()).toContain('p { color: green; }')
  const wanted = await toy.sent('resource.fetch')
  expect(JSON.stringify(wanted)).toContain(`${origin}/x.png`)
})

test('places frames of the same and of another origin in their elements', async ({
  toy,
  serve,
}) => {
  const inner = await serve({ '/inner': '<p>inner</p><iframe srcdoc="<b>deep</b>"></iframe>' })
  const origin = await serve({
    '/': `<iframe id=a src="/same"></iframe><iframe id=b src="${inner}/inner"></iframe><div id=host></div>
      <script>host.attachShadow({mode:'closed'}).innerHTML='<iframe src="/shadowed"></iframe>'</script>`,
    '/same': '<p>same</p>',
    '/shadowed': '<p>shadowed</p>',
  })
  const page = await toy.context.newPage()
  await page.goto(`${origin}/`)
  await expect
    .poll(async () => (await toy.sent('recorder.hello')).length, { timeout: 5000 })
    .toBe(5)
  await page.waitForTimeout(700)
  await stopAll(toy)
  const hellos = await toy.sent('recorder.hello')
  const streamOf = (path: string) => hellos.find(({ url }) => url?.endsWith(path))?.payload.streamId
  const placed: Record<string, string> = {}
  for (const { payload } of hellos) {
    for (const event of await toy.events(payload.streamId))
      if (event.kind === 'frame') placed[event.stream] = payload.streamId
  }
  expect(placed[streamOf('/same') ?? '']).toBe(streamOf('/'))
  expect(placed[streamOf('/inner') ?? '']).toBe(streamOf('/'))
  expect(placed[streamOf('/shadowed') ?? '']).toBe(streamOf('/'))
  expect(placed[streamOf('srcdoc') ?? '']).toBe(streamOf('/inner'))

  // Waking the frames does not undo that the top document was stopped.
  await tell(toy, 'recording.start', { frames: true })
  await expect.poll(async () => (await toy.sent('recorder.hello')).length).toBe(9)
  const ofTop = (await toy.sent('recorder.hello')).filter(({ url }) => url === `${origin}/`)
  expect(ofTop).toHaveLength(1)
})

test('keeps chunks until the worker takes them', async ({ toy, serve }) => {
  const origin = await serve({ '/': '<p id=a>one</p>' })
  await toy.worker.evaluate(() => Object.assign(globalThis, { refuse: true }))
  const page = await toy.context.newPage()
  await page.goto(`${origin}/`)
  await expect.poll(async () => (await toy.sent('chunk.append')).length).toBeGreaterThan(1)
  await toy.worker.evaluate(() => {
    const own = globalThis as unknown as { messages: unknown[]; refuse: boolean }
    own.refuse = false
  })
  await page.evaluate(() => document.body.append('two'))
  await stopAll(toy)
  const seqs = (await toy.sent('chunk.append')).map(({ payload }) => payload.seq)
  expect([...new Set(seqs)]).toEqual([...new Set(seqs).keys()].map((_, index) => index))
  expect(seqs.filter((seq) => seq === 0).length).toBeGreaterThan(1)
  expect(JSON.stringify(await toy.events())).toContain('two')
})

test('goes on when script opens the document anew', async ({ toy, serve }) => {
  const origin = await serve({ '/': '<title>x</title><p>before</p>' })
  const page = await toy.context.newPage()
  await page.goto(`${origin}/`)
  await expect.poll(async () => (await toy.sent('chunk.append')).length).toBeGreaterThan(0)
  await page.evaluate(() => {
    document.open()
    document.write('<html><body><p>after</p><input id=late></body></html>')
    document.close()
  })
  // A first batch has to see the new document: until then nothing listens to it.
  await expect.poll(async () => JSON.stringify(await toy.sent())).toContain('after')
  await page.fill('#late', 'typed')
  await stopAll(toy)
  const events = await toy.events()
  expect(events.filter(({ kind }) => kind === 'snapshot')).toHaveLength(2)
  expect(events).toContainEqual(expect.objectContaining({ kind: 'input', value: 'typed' }))
  const tree = createReferenceTree()
  for (const event of events) tree.apply(event)
  expect(JSON.stringify(tree.plain())).toContain('after')
})

test('leaves a page alone that asks too much, says so, and begins anew when it is calm', async ({
  toy,
  serve,
}) => {
  const origin = await serve({
    '/': `<p id=say>busy</p><ul></ul><script>
      const list = document.querySelector('ul'), until = performance.now() + 4000
      const item = () => document.createElement('li')
      function flood() {
        for (let n = 0; n < 3000; n++) { list.append(item()); if (n % 2) list.firstChild.remove() }
        while (list.childNodes.length > 100) list.firstChild.remove()
        if (performance.now() < until) setTimeout(flood)
        else say.textContent = 'calm'
      }
      addEventListener('load', () => setTimeout(flood, 300))
    </script>`,
  })
  const page = await toy.context.newPage()
  await page.goto(`${origin}/?impatient`)
  await expect(page.locator('#say')).toHaveText('calm', { timeout: 60_000 })
  const isTold = async () => {
    const events = await toy.events()
    const gap = events.findIndex(({ kind }) => kind === 'gap')
    return gap > 0 && JSON.stringify(events.slice(gap)).includes('calm')
  }
  await expect.poll(isTold, { timeout: 60_000 }).toBe(true)
  await stopAll(toy)
  const events = await toy.events()
  const gap = events.findIndex(({ kind }) => kind === 'gap')
  expect(events[gap]).toMatchObject({ reason: 'too-busy', durationMs: expect.any(Number) })
  expect(events[gap + 1]?.kind).toBe('snapshot')
  const tree = createReferenceTree()
  for (const event of events) tree.apply(event)
  expect(JSON.stringify(tree.plain())).toContain('calm')
})

test('leaves nothing behind that wakes a page where nothing happens', async ({ toy, serve }) => {
  const origin = await serve({
    '/': `<!doctype html><style>p{color:red}</style><p>still</p><img src=none.png><input value=a>
      <ul></ul><script>for (let n = 0; n < 2000; n++) document.querySelector('ul').append(n)</script>`,
  })
  const page = await toy.context.newPage()
  await page.goto(`${origin}/`)
  const pending = async () => {
    const [hello] = await toy.sent('recorder.hello')
    return await toy.worker.evaluate(async (tabId) => {
      const { command } = globalThis as unknown as {
        command: (tab: number, name: string) => Promise<{ waiting: string[]; asked: number }>
      }
      return await command(tabId, 'pending')
    }, hello?.tabId ?? 0)
  }
  // Each change has its batch, its chunk and their timers; then there is nothing left.
  await expect.poll(async () => (await toy.events()).length).toBeGreaterThan(0)
  await expect.poll(pending, { timeout: 30_000 }).toMatchObject({ waiting: [] })
  await page.evaluate(() => document.querySelector('p')?.append(' and changed'))
  await expect.poll(async () => JSON.stringify(await toy.events())).toContain('and changed')
  await expect.poll(pending, { timeout: 30_000 }).toMatchObject({ waiting: [] })
  expect((await pending()).asked).toBeGreaterThan(3)
  await stopAll(toy)
})
