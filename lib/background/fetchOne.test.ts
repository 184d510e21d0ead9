import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type FetchRequest, fetchOne } from './fetchOne'

const realFetch = globalThis.fetch
let asked: { url: string; init: RequestInit }[] = []
let answer: (request: IncomingMessage, response: ServerResponse) => void
let origin = ''
let stop = () => {}

beforeEach(async () => {
  asked = []
  answer = (_, response) => response.setHeader('content-type', 'image/png').end('png')
  const server = createServer((request, response) => answer(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  stop = () => server.close()
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push({ url, init })
    const response = await realFetch(url, init)
    // Node shows a redirect it was told not to follow; a browser hides it.
    return init.redirect === 'manual' && response.status >= 300 && response.status < 400
      ? ({ type: 'opaqueredirect' } as Response)
      : response
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
  stop()
})

const ask = (url: string, options: Partial<FetchRequest> = {}) =>
  fetchOne({
    url,
    kind: 'image',
    pageOrigin: origin,
    isFirstParty: true,
    granted: true,
    isPrivate: false,
    ...options,
  })
const credentials = () => asked.map(({ init }) => init.credentials)

it("cookies go to the page's own origin, and never a referrer", async () => {
  expect(await ask(`${origin}/own.png`)).toMatchObject({ status: 200, mimeType: 'image/png' })
  await ask(`${origin}/cdn.png`, { pageOrigin: 'http://localhost:1' })
  expect(credentials()).toEqual(['include', 'omit'])
  expect(asked.map(({ init }) => init.referrerPolicy)).toEqual(['no-referrer', 'no-referrer'])
})

it('a frame of another site gets none: the browser might keep them from it', async () => {
  await ask(`${origin}/own.png`, { isFirstParty: false })
  expect(credentials()).toEqual(['omit'])
})

it('a private window uses neither cookies nor the cache, which belong to ordinary ones', async () => {
  await ask(`${origin}/own.png`, { isPrivate: true })
  expect(credentials()).toEqual(['omit'])
  expect(asked.map(({ init }) => init.cache)).toEqual(['no-store'])
})

it('where the page itself redirects, no cookies follow', async () => {
  answer = (request, response) => {
    if (request.url === '/away') response.writeHead(302, { location: '/there' }).end()
    else response.setHeader('content-type', 'image/png').end('png')
  }
  expect(await ask(`${origin}/away`)).toMatchObject({ url: `${origin}/there` })
  expect(credentials()).toEqual(['include', 'omit'])
})

it.each([
  'file:///etc/passwd',
  'ftp://shop.example/a.png',
  'chrome://version/a.png',
  'chrome-extension://abc/icon.png',
  'data:image/png;base64,AA==',
  'blob:http://shop.example/1',
  'http://person@shop.example/a.png',
  'http://:secret@shop.example/a.png',
  'no url at all',
])('%s is never asked for', async (url) => {
  expect(await ask(url, { pageOrigin: 'http://shop.example' })).toEqual({ missing: 'blocked' })
  expect(asked).toEqual([])
})

it('a public page reaches neither this machine nor a private network', async () => {
  for (const url of [`${origin}/a.png`, 'http://192.168.0.1/a.png', 'http://[::1]/a.png'])
    expect(await ask(url, { pageOrigin: 'http://shop.example' })).toEqual({ missing: 'blocked' })
  expect(asked).toEqual([])
})

it('plain http is not asked for by an https page, and not kept where a redirect led to it', async () => {
  const pageOrigin = 'https://shop.example'
  expect(await ask('http://cdn.example/a.png', { pageOrigin })).toEqual({ missing: 'blocked' })
  expect(asked).toEqual([])
  const cancel = vi.fn(async () => {})
  const redirectTo = (url: string) => ({ redirected: true, url, ok: true, body: { cancel } })
  vi.stubGlobal('fetch', async () => redirectTo('http://cdn.example/a.png'))
  expect(await ask('https://cdn.example/a.png', { pageOrigin })).toEqual({ missing: 'blocked' })
  vi.stubGlobal('fetch', async () => redirectTo('https://10.0.0.1/a.png'))
  expect(await ask('https://cdn.example/a.png', { pageOrigin })).toEqual({ missing: 'blocked' })
  expect(cancel).toHaveBeenCalledTimes(2)
})

it("a login page or an API's answer is not kept, nor is what is too large", async () => {
  for (const type of ['text/html', 'application/json', 'text/plain']) {
    answer = (_, response) => response.setHeader('content-type', type).end('private')
    expect(await ask(`${origin}/a.png`)).toEqual({ missing: 'not-a-resource', status: 200 })
  }
  answer = (_, response) => {
    response.setHeader('content-type', 'image/png')
    // Without a length: only what arrives says how much it is.
    for (let i = 0; i < 16; i++) response.write(Buffer.alloc(1024 * 1024))
    response.end()
  }
  expect(await ask(`${origin}/a.png`)).toEqual({ missing: 'too-large', status: 200 })
})
