import { expect } from '@playwright/test'
import { test } from './probe/fixtures'
import { behave, HOSTILE_PAGE } from './probe/hostilePage'
import { inspectBuiltIns } from './probe/pageChecks'

const PLAIN = '<!doctype html><title>Page</title><body><p id="text">Text</p><input id="field">'

test.describe('a page that looks at its built-ins', () => {
  test('sees none of the patches', async ({ page, serveBoth, recorderEnd }) => {
    const { watched, plain } = await serveBoth(PLAIN)
    await page.goto(plain)
    const without = await page.evaluate(inspectBuiltIns)
    await page.goto(watched)
    const end = recorderEnd(page)
    expect(await end.isConnected()).toBe(true)
    expect(await page.evaluate(inspectBuiltIns)).toEqual(without)
    await end.go({ networkBodies: true })
    expect(await page.evaluate(inspectBuiltIns)).toEqual(without)
    await end.stop()
    expect(await page.evaluate(inspectBuiltIns)).toEqual(without)
  })

  test('finds the same functions after the probe has stopped', async ({
    page,
    serveBoth,
    recorderEnd,
  }) => {
    const { watched } = await serveBoth(PLAIN)
    await page.goto(watched)
    // A realm the probe cannot enter tells a wrapper from a built-in: its text has no name.
    const nameless = () =>
      page.evaluate(() => {
        const frame = document.createElement('iframe')
        frame.setAttribute('sandbox', 'allow-same-origin')
        document.body.append(frame)
        const realm = frame.contentWindow as Window & typeof globalThis
        const textOf = realm.Function.prototype.toString
        const members = [
          ...Object.values(console),
          ...[window, XMLHttpRequest.prototype, CSSStyleSheet.prototype, Storage.prototype]
            .concat([HTMLInputElement.prototype, Document.prototype, Element.prototype] as never[])
            .flatMap((owner) => Object.values(Object.getOwnPropertyDescriptors(owner)))
            .flatMap(({ value, get, set }) => [value, get, set]),
          WebSocket.prototype.constructor,
          Function.prototype.toString,
        ].filter((member) => typeof member === 'function')
        const found = members.filter((each) => textOf.call(each).startsWith('function () {'))
        frame.remove()
        return found.length
      })
    expect(await nameless()).toBeGreaterThan(20)
    await recorderEnd(page).stop()
    expect(await nameless()).toBe(0)
  })
})

test('a page behaves the same with and without the probe', async ({
  page,
  serveBoth,
  recorderEnd,
}) => {
  const { watched, plain } = await serveBoth((request, response) => {
    const isPage = request.url === '/'
    response.setHeader('content-type', isPage ? 'text/html' : 'text/plain')
    response.end(isPage ? PLAIN : `echo ${request.method}`)
  })
  await page.goto(plain)
  const without = await page.evaluate(behave)
  await page.goto(watched)
  await recorderEnd(page).go({ networkBodies: true })
  expect(await page.evaluate(behave)).toEqual(without)
  await recorderEnd(page).stop()
  expect(await page.evaluate(behave)).toEqual(without)
})

test('a hostile page catches nothing and hides nothing', async ({
  page,
  serveBoth,
  recorderEnd,
}) => {
  const { watched, plain } = await serveBoth((request, response) => {
    const isPage = request.url === '/'
    response.setHeader('content-type', isPage ? 'text/html' : 'text/plain')
    response.end(isPage ? HOSTILE_PAGE : 'answer')
  })
  await page.goto(plain)
  await page.waitForFunction('window.caught')
  const without = await page.evaluate('window.caught')

  await page.goto(watched)
  const end = recorderEnd(page)
  await end.go({ networkBodies: true })
  const records = await end.records()
  await page.waitForTimeout(500)
  records.push(...(await end.records()))
  await page.waitForFunction('window.caught')
  expect(await page.evaluate('window.caught')).toEqual(without)

  const kinds = new Set(records.map(({ kind }) => kind))
  expect([...kinds].sort()).toEqual(['adopted', 'console', 'network', 'sheet', 'storage'])
  expect(records.find(({ kind }) => kind === 'console')).toMatchObject({
    level: 'log',
    args: [
      'hello',
      { a: 1, list: [1, { b: 2 }] },
      { $: 'node', value: 'BODY' },
      { $: 'error', message: 'e' },
    ],
  })
  expect(records.filter(({ kind }) => kind === 'network').map(({ via }) => via)).toEqual(
    expect.arrayContaining(['fetch', 'xhr', 'beacon']),
  )
})

test('a page can neither hear nor forge the line', async ({ page, serveBoth, recorderEnd }) => {
  const { watched } = await serveBoth(`<!doctype html><body><script>
    window.heard = []
    const forged = new EventTarget()
    for (const type of ['recount:ask', 'recount:offer', 'go', 'stop', 'pull', 'wake', 'node'])
      for (const target of [document, window, document.documentElement, forged])
        target.addEventListener(type, (event) => heard.push(event.type), true)
    const offer = () => document.dispatchEvent(new FocusEvent('recount:offer', { relatedTarget: forged }))
    offer(); document.dispatchEvent(new Event('recount:ask'))
    heard.length = 0
    setInterval(() => forged.dispatchEvent(new CustomEvent('news', { detail: '{"records":[{"kind":"forged"}]}' })), 10)
  </script>`)
  await page.goto(watched)
  const end = recorderEnd(page)
  await end.go()
  await page.evaluate(() => {
    document.dispatchEvent(new Event('recount:ask'))
    window.dispatchEvent(new Event('pull'))
    console.log('said')
  })
  const records = await end.records()
  expect(records.map(({ kind }) => kind)).toEqual(['console'])
  const heard = await page.evaluate(() => Reflect.get(window, 'heard'))
  expect(heard).toEqual(['recount:ask', 'recount:ask', 'pull'])
})

test('frozen built-ins stay frozen, and nothing throws', async ({
  page,
  serveBoth,
  recorderEnd,
}) => {
  const { watched } = await serveBoth(`<!doctype html><body><input id="field"><script>
    for (const owner of [console, Function.prototype, HTMLInputElement.prototype, Storage.prototype,
      CSSStyleSheet.prototype, Document.prototype, XMLHttpRequest.prototype, Promise.prototype,
      Array.prototype, Object.prototype]) Object.freeze(owner)
  </script>`)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(watched)
  const end = recorderEnd(page)
  await end.go()
  await page.evaluate(() => {
    console.log('still here')
    document.querySelector('input')?.setAttribute('value', 'x')
  })
  expect(await end.records('console')).toMatchObject([{ args: ['still here'] }])
  await end.stop()
  await page.evaluate(() => console.log('after the end'))
  expect(await end.records('console')).toEqual([])
  expect(errors).toEqual([])
})

test("a page's own patches stay, over a stop and a new start", async ({
  page,
  serveBoth,
  recorderEnd,
}) => {
  const { watched } = await serveBoth(`<!doctype html><body><script>
    const kept = console.info
    const log = console.log
    window.own = 0
    console.log = function (...args) { window.own++; return log.apply(this, args) }
    window.say = () => { console.log('through both'); kept('kept') }
  </script>`)
  await page.goto(watched)
  const end = recorderEnd(page)
  const say = () => page.evaluate('say()')
  const lines = async () => (await end.records('console')).map(({ args }) => args)
  await end.go()
  await say()
  expect(await lines()).toEqual([['through both'], ['kept']])
  await end.stop()
  await say()
  expect(await lines()).toEqual([])
  await end.go()
  await say()
  expect(await lines()).toEqual([['through both'], ['kept']])
  expect(await page.evaluate('own')).toBe(3)
})

test('a page with a strict policy and Trusted Types works and is recorded', async ({
  page,
  serveBoth,
  recorderEnd,
}) => {
  const { watched } = await serveBoth((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; script-src 'nonce-n'; require-trusted-types-for 'script'; trusted-types 'none'",
    )
    response.end(`<!doctype html><body><script nonce="n">
      window.violations = 0
      document.addEventListener('securitypolicyviolation', () => violations++)
      console.log('strict')
    </script>`)
  })
  await page.goto(watched)
  const end = recorderEnd(page)
  await end.go()
  expect(await end.records('console')).toMatchObject([{ args: ['strict'] }])
  expect(await page.evaluate(() => Reflect.get(window, 'violations'))).toBe(0)
})

test('a flood of lines is bounded and counted', async ({ page, serveBoth, recorderEnd }) => {
  const { watched } = await serveBoth(PLAIN)
  await page.goto(watched)
  const end = recorderEnd(page)
  await end.go()
  await page.evaluate(() => {
    for (let line = 0; line < 20_000; line++) console.debug('flood', line)
    for (let again = 0; again < 1000; again++) console.debug('the same')
  })
  const { taken } = await end.pull()
  const news = taken.flatMap((each) => each.news)
  const lines = news.flatMap(({ records }) => records)
  const dropped = news.reduce((sum, each) => sum + (each.dropped.console ?? 0), 0)
  expect(lines.length).toBeLessThan(2_100)
  expect(lines.length + dropped).toBeGreaterThan(20_000)
  // And it goes on afterwards.
  await page.evaluate(() => {
    for (let again = 0; again < 500; again++) console.debug('the same')
  })
  const [first, repeated] = await end.records('console')
  expect(first).toMatchObject({ args: ['the same'] })
  expect(repeated).toMatchObject({ args: ['the same'], repeat: 499 })
})

for (const order of [undefined, 'recorder-first'] as const) {
  test(`a page that is there already can be watched (${order ?? 'probe first'})`, async ({
    page,
    serveBoth,
    recorderEnd,
    injectLate,
  }) => {
    const { watched } = await serveBoth(PLAIN)
    await page.goto(`${watched}?late`)
    await page.evaluate(() => console.log('before'))
    await injectLate(page, order)
    await page.evaluate(() => console.log('not yet'))
    const end = recorderEnd(page)
    expect(await end.isConnected()).toBe(true)
    await end.go()
    await page.evaluate(() => {
      console.log('now')
      const field = document.querySelector('input')
      if (field) field.value = 'x'
    })
    const { taken, wakes } = await end.pull()
    expect(wakes).toBe(1)
    expect(taken).toMatchObject([
      { nodes: ['INPUT'], news: { state: [0], records: [{ kind: 'console', args: ['now'] }] } },
    ])
    await end.stop()
  })
}

test('frames that come and go leave nothing behind', { tag: '@alone' }, async ({
  page,
  serveBoth,
  recorderEnd,
}) => {
  const { watched } = await serveBoth(PLAIN)
  await page.goto(watched)
  await recorderEnd(page).go()
  const session = await page.context().newCDPSession(page)
  const heapOf = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    return usedSize / 1_000_000
  }
  const mount = (times: number) =>
    page.evaluate(async (times) => {
      for (let round = 0; round < times; round++) {
        const frame = document.createElement('iframe')
        document.body.append(frame)
        frame.contentDocument?.body.append('text')
        const frameConsole = frame.contentWindow as Window & typeof globalThis
        frameConsole.console.debug('in the frame')
        frame.remove()
        if (round % 50 === 0) await new Promise((done) => setTimeout(done))
      }
    }, times)
  await mount(20)
  const before = await heapOf()
  await mount(300)
  expect((await heapOf()) - before).toBeLessThan(3)
})

test('a page whose promises are its own gets them back from its patched fetch', async ({
  page,
  serveBoth,
  recorderEnd,
  injectLate,
}) => {
  const { watched } = await serveBoth(`<!doctype html><body><script>
    class Own { constructor(value) { this.value = value } then(kept) { return new Own(kept(this.value)) } }
    window.fetch = (url) => url === '/own' ? new Own('own answer') : 'no promise at all'
  </script>`)
  await page.goto(`${watched}?late`)
  await injectLate(page)
  const end = recorderEnd(page)
  await end.go()
  const answers = await page.evaluate(() => {
    const own = fetch('/own') as unknown as { value: string; constructor: { name: string } }
    return [own.constructor.name, own.value, fetch('/odd')]
  })
  expect(answers).toEqual(['Own', 'own answer', 'no promise at all'])
  await end.stop()
})

test('canvases drawn by WebGL are told of while they have their pixels, where somebody wants them', async ({
  page,
  serveBoth,
  recorderEnd,
}) => {
  const { watched } = await serveBoth(
    `<!doctype html><canvas></canvas><script>
      const gl = document.querySelector('canvas').getContext('webgl')
      globalThis.paint = (...color) => { gl.clearColor(...color, 1); gl.clear(gl.COLOR_BUFFER_BIT) }
      paint(0, 0, 1); paint(1, 0, 0)
    </script>`,
  )
  await page.goto(watched)
  const end = recorderEnd(page)
  // Each task is told once, when it is over.
  expect(await end.drawn()).toEqual(['255,0,0,255'])
  const paint = () =>
    page.evaluate(async () => {
      await new Promise(requestAnimationFrame)
      Reflect.get(globalThis, 'paint')(0, 1, 0)
    })
  await end.go()
  await paint()
  expect(await end.drawn()).toEqual(['0,255,0,255'])
  await end.go({ canvas: false })
  await paint()
  expect(await end.drawn()).toEqual([])
  await end.go()
  await paint()
  expect(await end.drawn()).toEqual(['0,255,0,255'])
})
