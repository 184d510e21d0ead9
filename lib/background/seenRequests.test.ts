import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { DEFAULT_CAPTURE } from '../format/settings'
import type { SeenRequest } from '../messages/seenRequest'
import { updateSite } from '../store/sites'
import { putRun, type Run } from './runs'
import { type SeenRequests, seeRequests } from './seenRequests'

const SHOP = 'https://shop.example'
const BANK = 'https://bank.example'
const LEFT_OUT = 'https://left.example'
const EVENTS = ['onBeforeRequest', 'onBeforeRedirect', 'onCompleted', 'onErrorOccurred'] as const

let listeners: Record<string, (details: object) => void> = {}
let sent: { to: object; requests: SeenRequest[] }[] = []
/** Documents and frames in which a recorder listens. */
let there: unknown[] = []
let seen: SeenRequests

/** Turns of the event loop, however long each takes on a busy machine. */
async function tick(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setTimeout(resolve))
}

function request(id: string, url: string, more: object = {}) {
  const base = { requestId: id, tabId: 1, frameId: 0, method: 'GET', url, ...more }
  const at = (ms: number) => ({ ...base, timeStamp: Date.now() + ms })
  return {
    start: () => listeners.onBeforeRequest?.(at(0)),
    redirect: (to: string) =>
      listeners.onBeforeRedirect?.({ ...at(1), statusCode: 302, redirectUrl: to }),
    fail: (error: string) => listeners.onErrorOccurred?.({ ...at(2), error }),
    end: (url = base.url) => listeners.onCompleted?.({ ...at(2), url, statusCode: 200 }),
  }
}

const PAGE = { type: 'main_frame' }
const IMAGE = { type: 'image', initiator: SHOP, documentId: 'shop-1' }

beforeEach(async () => {
  fakeBrowser.reset()
  vi.stubGlobal('navigator', {
    locks: { request: async (_: string, run: () => unknown) => await run() },
  })
  listeners = {}
  sent = []
  there = ['shop-1', 0]
  const api = Object.fromEntries(
    EVENTS.map((name) => [
      name,
      {
        addListener: (listener: (details: object) => void) => {
          listeners[name] = listener
        },
        removeListener: () => delete listeners[name],
      },
    ]),
  )
  Object.assign(fakeBrowser, { webRequest: api })
  vi.spyOn(browser.tabs, 'sendMessage').mockImplementation((async (
    _tabId: number,
    { payload }: { payload: { requests: SeenRequest[] } },
    to: { documentId?: string; frameId?: number },
  ) => {
    if (!there.includes(to.documentId ?? to.frameId)) throw new Error('Nobody is there')
    sent.push({ to, requests: payload.requests })
    return { ok: true, reply: null }
  }) as never)
  await putRun({ tabId: 1, sessionId: 's', origin: SHOP, capture: DEFAULT_CAPTURE } as Run)
  await updateSite(LEFT_OUT, { consent: 'never' })
  seen = seeRequests()
})

const begin = (documentId: string, url: string) =>
  seen.tell({ tabId: 1, frameId: 0, documentId, url })

describe('requests that the browser tells of', () => {
  it('go to the document that asked, each once', async () => {
    await begin('shop-1', `${SHOP}/`)
    const image = request('1', `${SHOP}/a.png`, IMAGE)
    image.start()
    image.redirect(`${SHOP}/b.png`)
    image.start()
    image.end(`${SHOP}/b.png`)
    await tick()
    expect(sent).toMatchObject([
      {
        to: { documentId: 'shop-1' },
        requests: [
          { url: `${SHOP}/a.png`, status: 200, redirects: [{ status: 302, url: `${SHOP}/b.png` }] },
        ],
      },
    ])
  })

  it('are none where the browser only looks whether it has a font', async () => {
    await begin('shop-1', `${SHOP}/`)
    const end = (id: string, type: string, error: string) => {
      const asked = request(id, `${SHOP}/${type}`, { ...IMAGE, type })
      asked.start()
      asked.fail(error)
    }
    end('1', 'font', 'net::ERR_CACHE_MISS')
    end('2', 'font', 'net::ERR_FAILED')
    end('3', 'xmlhttprequest', 'net::ERR_CACHE_MISS')
    await tick()
    expect(sent.flatMap(({ requests }) => requests)).toMatchObject([
      { url: `${SHOP}/font`, error: 'net::ERR_FAILED' },
      { url: `${SHOP}/xmlhttprequest`, error: 'net::ERR_CACHE_MISS' },
    ])
  })

  it('wait for a recorder that is not there yet', async () => {
    there = []
    const image = request('1', `${SHOP}/a.png`, IMAGE)
    image.start()
    image.end()
    await tick()
    expect(sent).toEqual([])
    there = ['shop-1']
    await begin('shop-1', `${SHOP}/`)
    expect(sent).toMatchObject([{ requests: [{ url: `${SHOP}/a.png` }] }])
  })

  it('never tell the page before where the person went', async () => {
    await begin('shop-1', `${SHOP}/`)
    const bank = request('1', `${BANK}/account`, PAGE)
    bank.start()
    bank.end()
    await tick()
    // The same page again: it was asked about anew.
    await begin('shop-1', `${SHOP}/`)
    expect(sent).toEqual([])
  })

  it.each(['before the end of the answer', 'after it'])(
    'tell a document how it was reached, when its recorder begins %s',
    async (when) => {
      there = ['shop-2']
      const page = request('1', `${SHOP}/old`, PAGE)
      page.start()
      page.redirect(`${SHOP}/new`)
      if (when === 'after it') {
        page.end(`${SHOP}/new`)
        await tick()
        await begin('shop-2', `${SHOP}/new`)
      } else {
        await begin('shop-2', `${SHOP}/new`)
        page.end(`${SHOP}/new`)
        await tick()
      }
      expect(sent).toMatchObject([
        { to: { documentId: 'shop-2' }, requests: [{ url: `${SHOP}/old` }] },
      ])
    },
  )

  it('keep to themselves what the person leaves out, and of other sites all but which', async () => {
    there = ['shop-2']
    const left = request('1', `${LEFT_OUT}/way`, PAGE)
    left.start()
    left.redirect(`${SHOP}/new`)
    left.end(`${SHOP}/new`)
    await tick()
    await begin('shop-2', `${SHOP}/new`)
    expect(sent).toEqual([])
    const image = request('2', `${SHOP}/a.png`, { ...IMAGE, documentId: 'shop-2' })
    image.start()
    image.redirect(`${BANK}/b.png?token=1`)
    image.end(`${BANK}/b.png?token=1`)
    await tick()
    expect(sent).toMatchObject([{ requests: [{ redirects: [{ url: `${BANK}/` }] }] }])
  })

  it('are not listened to while nothing is recorded', async () => {
    await seen.update()
    expect(Object.keys(listeners)).toHaveLength(EVENTS.length)
    await browser.storage.session.clear()
    await seen.update()
    expect(Object.keys(listeners)).toEqual([])
  })
})
