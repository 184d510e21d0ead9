/** Recordings that want to harm whoever opens them: through the real import, in the real player and in the HTML export. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { deflateSync, gzipSync } from 'node:zlib'
import { chromium, expect, type Page } from '@playwright/test'
import { zipSync } from 'fflate'
import { exportFile } from '../../lib/exporters/runExport'
import { archiveExporter } from '../../lib/exporters/toArchive'
import { ATTACK_MS, attacks, hostileRecording, hostileRrweb } from '../support/hostile'
import { inMemorySource, type TestRecording } from '../support/inMemorySource'
import { OFFLINE } from '../support/offline'
import { html, snapshot } from '../support/recordings'
import type { TestServer } from '../support/serve'
import { test } from './fixtures'

const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64')

async function archive(recording: TestRecording): Promise<string> {
  const { blob } = await exportFile(archiveExporter, inMemorySource(recording))
  return base64(new Uint8Array(await blob.arrayBuffer()))
}

/** Everything one can do to a page, done to all of the stage: what it was about to do, it does now. */
function poke(): void {
  const prototype = HTMLElement.prototype
  function touch(root: Document | ShadowRoot): void {
    const all = (root.nodeType === 9 ? Document : DocumentFragment).prototype.querySelectorAll.call(
      root,
      '*',
    )
    for (const element of all) {
      element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }))
      element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
      try {
        prototype.click.call(element)
        prototype.focus.call(element)
        HTMLFormElement.prototype.requestSubmit.call(element)
      } catch {
        // not such an element
      }
      const inner =
        element instanceof HTMLIFrameElement || element.localName === 'iframe'
          ? Reflect.get(HTMLIFrameElement.prototype, 'contentDocument', element)
          : null
      if (inner) touch(inner)
      const shadow = Reflect.get(Element.prototype, 'shadowRoot', element)
      if (shadow) touch(shadow)
    }
  }
  const stage = document.querySelector<HTMLIFrameElement>('iframe[data-recount-replay]')
  if (stage?.contentDocument) touch(stage.contentDocument)
}

/** What must not happen, as it happens. */
function watch(page: Page): string[] {
  const seen: string[] = []
  const address = page.url()
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('crash', () => seen.push('crash'))
  page.on('popup', () => seen.push('popup'))
  page.on('download', () => seen.push('download'))
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame() && frame.url().split('#')[0] !== address.split('#')[0]) {
      seen.push(`navigated to ${frame.url()}`)
    }
  })
  return seen
}

async function expectHarmless(page: Page, evil: TestServer, seen: string[]): Promise<void> {
  await page.waitForTimeout(300) // nothing to wait for: it must not come
  expect(seen).toEqual([])
  expect(evil.requests).toEqual([])
  expect(evil.connections).toBe(0)
  const marks = await page.evaluate(() => [
    Reflect.get(window, 'hacked'),
    Reflect.get({}, 'polluted'),
    ...[...document.querySelectorAll('iframe')].map((frame) =>
      Reflect.get(frame.contentWindow ?? {}, 'hacked'),
    ),
  ])
  expect(marks.filter((mark) => mark !== undefined)).toEqual([])
}

const FORMS = ['archive', 'rrweb'] as const

for (const form of FORMS) {
  test(`a hostile ${form} file runs nothing and reaches nobody, in the player and in its HTML export`, async ({
    recount,
    sessionsPage,
    serve,
    chromiumPath,
  }) => {
    test.slow()
    const evil = await serve((_request, response) => response.end('top.hacked = 1'), '127.0.0.1')
    const count = attacks(evil.origin).length
    const seen = watch(sessionsPage)
    const { sessionId } =
      form === 'archive'
        ? await recount.import('evil.zip', await archive(hostileRecording(evil.origin)))
        : await recount.import('evil.json', base64(JSON.stringify(hostileRrweb(evil.origin))))
    await recount.open(sessionId)
    for (let index = 0; index < count; index++) {
      await recount.player.seek(index * ATTACK_MS)
      await sessionsPage.evaluate(poke)
      await recount.player.seek(index * ATTACK_MS + 1000)
      await sessionsPage.evaluate(poke)
    }
    await recount.player.play(16)
    await sessionsPage.waitForTimeout(500)
    await recount.player.pause()
    await expectHarmless(sessionsPage, evil, seen)

    const { bytes } = await recount.export(sessionId, 'html')
    const folder = await mkdtemp(join(tmpdir(), 'recount-hostile-'))
    const file = join(folder, 'evil.html')
    await writeFile(file, Buffer.from(bytes, 'base64'))
    const browser = await chromium.launch({
      executablePath: chromiumPath,
      args: ['--no-sandbox', ...OFFLINE],
    })
    try {
      const page = await browser.newPage()
      await page.goto(pathToFileURL(file).href)
      const exported = watch(page)
      await expect(page.locator('iframe[data-recount-replay]')).toHaveCount(1)
      const shown = new Set<string>()
      for (let index = 0; index < count * 2; index++) {
        await page.evaluate(poke)
        shown.add(
          await page.evaluate(
            () =>
              document.querySelector<HTMLIFrameElement>('iframe[data-recount-replay]')
                ?.contentDocument?.documentElement?.outerHTML ?? '',
          ),
        )
        await page.getByRole('slider').focus()
        await page.keyboard.press('ArrowRight')
        await page.evaluate(() => new Promise((done) => setTimeout(done, 60)))
      }
      expect(shown.size).toBeGreaterThan(count / 2)
      await expectHarmless(page, evil, exported)
    } finally {
      await browser.close()
      await rm(folder, { recursive: true, force: true })
    }
  })
}

const rrwebOf = (nodes: string) =>
  `[{"type":4,"timestamp":1,"data":{"href":"https://a.example/","width":800,"height":600}},{"type":2,"timestamp":2,"data":{"node":{"type":0,"id":1,"childNodes":[{"type":2,"tagName":"html","id":2,"attributes":{},"childNodes":[{"type":2,"tagName":"body","id":3,"attributes":{},"childNodes":[${nodes}]}]}]},"initialOffset":{"top":0,"left":0}}}]`
/** All with one id: what is too much is too much before anybody looks at them. */
const nodes = (count: number) => '{"type":3,"id":9,"textContent":"x"},'.repeat(count).slice(0, -1)
const deep = (levels: number) =>
  `${'{"type":2,"tagName":"div","id":9,"attributes":{},"childNodes":['.repeat(levels)}${']}'.repeat(levels)}`

/** Text of a document made of one big thing; each has to end within seconds, in a picture or in words. */
const BOMBS: {
  name: string
  file: string
  bytes: () => Promise<string> | string
  says?: RegExp
  /** What the player says where it opens, but has nothing to draw. */
  shows?: string
}[] = [
  {
    name: 'ten million nodes, squeezed',
    file: 'a.json.gz',
    bytes: () => base64(gzipSync(rrwebOf(nodes(10_000_000)), { level: 1 })),
    says: /larger than/,
  },
  {
    name: 'more nodes than can be shown',
    file: 'a.json',
    bytes: () => base64(rrwebOf(nodes(1_100_000))),
    says: /too large to be shown/,
  },
  {
    name: 'a packed event that unpacks to gigabytes',
    file: 'a.json',
    bytes: () =>
      base64(JSON.stringify([deflateSync(Buffer.alloc(120_000_000)).toString('latin1')])),
    says: /unpacks to more/,
  },
  {
    name: 'a zip entry that unpacks to gigabytes',
    file: 'a.zip',
    bytes: () => base64(zipSync({ 'manifest.json': new Uint8Array(70_000_000) }, { level: 1 })),
    says: /too large/,
  },
  {
    name: 'nesting deeper than any page',
    file: 'a.json',
    bytes: () => base64(rrwebOf(deep(200_000))),
  },
  {
    name: 'one text of forty million characters',
    file: 'a.json',
    bytes: () => base64(rrwebOf(`{"type":3,"id":4,"textContent":"${'x'.repeat(40_000_000)}"}`)),
    shows: 'Nothing of the page was kept here',
  },
  {
    name: 'sheets that take the square of their length to read',
    file: 'a.json',
    bytes: () =>
      base64(
        rrwebOf(
          `{"type":2,"tagName":"style","id":4,"attributes":{"_cssText":"${'url('.repeat(400_000)}${'@import '.repeat(100_000)}"},"childNodes":[]}`,
        ),
      ),
  },
  {
    name: 'nodes that wait for each other in the worst order',
    file: 'a.json',
    bytes: () => {
      const adds = Array.from({ length: 60_000 }, (_, index) => ({
        parentId: 3,
        nextId: index === 59_999 ? null : index + 101,
        node: { type: 3, id: index + 100, textContent: 'x' },
      }))
      const rrweb = JSON.parse(rrwebOf(''))
      return base64(
        JSON.stringify([
          ...rrweb,
          {
            type: 3,
            timestamp: 3,
            data: { source: 0, adds, removes: [], texts: [], attributes: [] },
          },
        ]),
      )
    },
  },
  {
    name: 'thousands of canvases, dialogs, popovers and custom elements',
    file: 'a.zip',
    bytes: () =>
      archive({
        streams: [
          {
            events: [
              snapshot(
                html(
                  [],
                  Array.from({ length: 5000 }, (_, index) => index).flatMap((index) => [
                    ['canvas', ['width', '1'], { blocked: [1, 1] }],
                    ['dialog', 0, { top: 'modal' }],
                    ['div', ['popover', ''], { top: 'popover' }],
                    [`x-${index}`, 0, { defined: true }],
                  ]),
                ),
              ),
            ],
          },
        ],
      }),
  },
  {
    name: 'frames within frames, each with all the others',
    file: 'a.zip',
    bytes: () => {
      const frames = Array.from({ length: 40 }, () => ['iframe', 0, 0] as ['iframe', 0, 0])
      return archive({
        streams: Array.from({ length: 12 }, (_, index) => ({
          stream: { framePath: index === 0 ? [] : [index] },
          events: [
            snapshot(html([], frames)),
            ...frames.map((_frame, at) => ({
              kind: 'frame' as const,
              time: 1,
              id: at + 6,
              stream: `s${(at % 11) + 1}`,
            })),
          ],
        })),
      })
    },
  },
]

/** A few seconds on a quiet machine; the others of a busy one have their turn too. */
const MOST_MS = 60_000

for (const { name, file, bytes, says, shows } of BOMBS) {
  test(`a bomb neither freezes nor breaks the tab: ${name}`, { tag: '@alone' }, async ({
    recount,
    sessionsPage,
  }) => {
    test.slow()
    const content = await bytes()
    const seen = watch(sessionsPage)
    const began = Date.now()
    const outcome = await recount
      .import(file, content)
      .then(async ({ sessionId }) => {
        const { durationMs } = await recount.open(sessionId)
        await recount.player.seek(durationMs)
        return 'plays'
      })
      .catch((error: unknown) => String(error))
    const tookMs = Date.now() - began
    console.log(`${name}: ${outcome.slice(0, 160)} (${tookMs} ms)`)
    if (says) expect(outcome).toMatch(says)
    else expect(outcome).toBe('plays')
    if (shows) await expect(sessionsPage.getByText(shows).first()).toBeVisible()
    expect(tookMs).toBeLessThan(MOST_MS)
    expect(await sessionsPage.evaluate(() => document.title)).toContain('Recount')
    expect(seen).toEqual([])
  })
}
