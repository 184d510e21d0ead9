/** The player engine in real Chromium, in a plain page with a recording in memory: documents, frames, time. */
import { expect } from '@playwright/test'
import type { RecordEvent } from '../../lib/format/events'
import { TEST_EPOCH } from '../support/inMemorySource'
import { html, snapshot } from '../support/recordings'
import { inStage, openIn, seekIn, test } from './playerFixtures'

test('shows a document, applies events and goes back', async ({ page }) => {
  const events: RecordEvent[] = [
    // doctype 2 html 3 head 4 body 5 ul 6 li 7 text 8 input 9
    snapshot(
      html(
        [],
        [
          ['ul', 0, 0, ['li', ['class', 'first'], 0, 'one']],
          ['input', ['value', 'a'], 0],
        ],
      ),
    ),
    { kind: 'mutation', time: 100, inserts: [[6, 0, 10, ['li', 0, 0, 'two']]] },
    { kind: 'mutation', time: 200, inserts: [[6, 7, 10]], texts: [[8, 'ONE']] },
    { kind: 'input', time: 300, id: 9, value: 'typed' },
    { kind: 'mutation', time: 400, removes: [7], attributes: [[10, 'class', 'last']] },
  ]
  await openIn(page, { streams: [{ events }], chunkSize: 2 })
  const look = () =>
    inStage(page, (doc) => {
      const items = [...doc.querySelectorAll('li')].map((li) => `${li.className}:${li.textContent}`)
      return `${items.join(' ')} ${doc.querySelector('input')?.value}`
    })
  const moments: [number, string][] = [
    [0, 'first:one a'],
    [150, 'first:one :two a'],
    [250, ':two first:ONE a'],
    [350, ':two first:ONE typed'],
    [400, 'last:two typed'],
    [250, ':two first:ONE a'],
    [0, 'first:one a'],
    [400, 'last:two typed'],
    [150, 'first:one :two a'],
  ]
  for (const [ms, expected] of moments) {
    await seekIn(page, ms)
    expect(await look(), `at ${ms}`).toBe(expected)
  }
  expect(await inStage(page, (doc) => doc.compatMode)).toBe('CSS1Compat')
})

test('plays several documents one after the other, to the end', async ({ page }) => {
  const first: RecordEvent[] = [
    snapshot(html([], ['first page'])),
    { kind: 'end', time: 180, reason: 'unload' },
  ]
  const second: RecordEvent[] = [
    snapshot(html([], ['second page']), { url: 'https://shop.example/two', title: 'Two' }),
    { kind: 'mutation', time: 150, texts: [[6, 'second page, later']] },
  ]
  await openIn(page, {
    streams: [{ events: first }, { stream: { startedAt: TEST_EPOCH + 200 }, events: second }],
  })
  expect(await inStage(page, (doc) => doc.body.textContent)).toBe('first page')
  await page.evaluate(() => window.player.play())
  await page.waitForFunction(() => window.player.state.value.status === 'ended')
  expect(await inStage(page, (doc) => doc.body.textContent)).toBe('second page, later')
  expect(await page.evaluate(() => window.player.state.value)).toMatchObject({
    timeMs: 350,
    durationMs: 350,
    url: 'https://shop.example/two',
    title: 'Two',
  })
  await seekIn(page, 100)
  expect(await inStage(page, (doc) => doc.body.textContent)).toBe('first page')
  expect(await page.evaluate(() => document.querySelectorAll('iframe').length)).toBe(1)
})

test('shows the documents of frames in their frames, and follows their navigation', async ({
  page,
  web,
}) => {
  const top: RecordEvent[] = [
    // body 5, p 6, iframe 7
    snapshot(
      html(
        [],
        [
          ['p', 0, 0],
          ['iframe', ['src', `${web.origin}/frame`], 0],
        ],
      ),
    ),
    { kind: 'frame', time: 10, id: 7, stream: 's1' },
    { kind: 'frame', time: 200, id: 7, stream: 's2' },
    { kind: 'mutation', time: 300, inserts: [[5, 6, 7]] },
    { kind: 'mutation', time: 400, removes: [7] },
  ]
  const child: RecordEvent[] = [
    snapshot(html([], ['in the frame'])),
    { kind: 'mutation', time: 100, texts: [[6, 'changed in the frame']] },
  ]
  const other: RecordEvent[] = [snapshot(html([], ['another document']))]
  await openIn(page, {
    streams: [
      { events: top },
      { stream: { framePath: [0], startedAt: TEST_EPOCH + 5 }, events: child },
      { stream: { framePath: [0], startedAt: TEST_EPOCH + 190 }, events: other },
    ],
  })
  const inFrame = () =>
    inStage(page, (doc) => doc.querySelector('iframe')?.contentDocument?.body?.textContent ?? null)
  const moments: [number, string | null][] = [
    [0, ''],
    [50, 'in the frame'],
    [150, 'changed in the frame'],
    [250, 'another document'],
    [350, 'another document'],
    [400, null],
    [150, 'changed in the frame'],
    [20, 'in the frame'],
  ]
  for (const [ms, expected] of moments) {
    await seekIn(page, ms)
    expect(await inFrame(), `at ${ms}`).toBe(expected)
  }
  expect(await inStage(page, (doc) => doc.querySelector('iframe')?.getAttribute('sandbox'))).toBe(
    'allow-same-origin',
  )
})

test('shows the first frame before the whole session is read', async ({ page }) => {
  const events: RecordEvent[] = [snapshot(html([], ['text']))]
  for (let time = 10; time <= 10_000; time += 10) {
    events.push({ kind: 'mutation', time, texts: [[6, `at ${time}`]] })
  }
  await openIn(page, { streams: [{ events }], chunkSize: 20 })
  expect((await page.evaluate(() => window.reads)).length).toBeLessThan(4)
  await seekIn(page, 9_005)
  expect(await inStage(page, (doc) => doc.body.textContent)).toBe('at 9000')
  const overview = await page.evaluate(() => window.player.overview())
  expect(overview).toMatchObject({ durationMs: 10_000, pages: [{ atMs: 0 }] })
})

test('jumps over stretches in which nobody did anything, at any speed', async ({ page }) => {
  const events: RecordEvent[] = [
    snapshot(html([], ['text'])),
    { kind: 'pointer', time: 200, action: 'click', pointer: 'mouse', id: 5, x: 1, y: 1 },
    { kind: 'mutation', time: 30_000, texts: [[6, 'meanwhile']] },
    { kind: 'pointer', time: 60_000, action: 'click', pointer: 'mouse', id: 5, x: 1, y: 1 },
    { kind: 'mutation', time: 60_300, texts: [[6, 'end']] },
  ]
  await openIn(page, { streams: [{ events }] })
  const seen = await page.evaluate(async () => {
    const { player } = window
    const { pauses } = await player.overview()
    player.setSkipInactivity(true)
    await player.play(4)
    return { pauses }
  })
  // Without the jump it would take fifteen seconds.
  const ended = () => window.player.state.value.status === 'ended'
  await page.waitForFunction(ended, undefined, { timeout: 8000 })
  expect(seen.pauses).toEqual([{ fromMs: 200, toMs: 60_000 }])
  expect(await inStage(page, (doc) => doc.body.textContent)).toBe('end')
  expect(await page.evaluate(() => window.player.state.value)).toMatchObject({
    speed: 4,
    timeMs: 60_300,
    skipping: false,
  })
})

test('shows what it can of a tree deeper than any page, and goes on', async ({ page }) => {
  await page.evaluate(async () => {
    const deep = (levels: number) => {
      let node = '"at the bottom"'
      for (let level = 0; level < levels; level++) node = `["div",0,0,${node}]`
      return node
    }
    const children = `[["html",0,0,["head",0,0],["body",0,0,${deep(50_000)},["p",0,0,"after it"]]]]`
    const event = `{"kind":"snapshot","time":0,"url":"","title":"","viewport":{"width":800,"height":600},"scroll":[0,0],"children":${children}}`
    const recording = JSON.parse(`{"streams":[{"events":[]}],"chunkSize":1}`)
    recording.streams[0].events.push({ kind: 'visibility', time: 0, visible: true })
    // Written by hand: JSON.stringify of the deep tree is what overflows first.
    window.deepChunk = event
    await window.openRecording(recording)
  })
  expect(await inStage(page, (doc) => doc.querySelector('body > p')?.textContent)).toBe('after it')
  expect(await page.evaluate(() => window.player.state.value.status)).toBe('paused')
})

test('opens where the first page lost its beginning, and shows what comes after it', async ({
  page,
}) => {
  const lost: RecordEvent[] = [
    { kind: 'gap', time: 0, reason: 'damaged' },
    { kind: 'focus', time: 1500, id: 3 },
  ]
  // A picture that failed comes a little before its page, and the page is shown at once.
  const next: RecordEvent[] = [
    { kind: 'error', time: 0, what: 'resource', name: '', message: 'a.png' },
    snapshot(html([], ['next page']), { time: 400 }),
    { kind: 'mutation', time: 900, texts: [[6, 'later']] },
  ]
  await openIn(page, {
    streams: [{ events: lost }, { stream: { startedAt: TEST_EPOCH + 2000 }, events: next }],
  })
  const look = () =>
    page.evaluate(() => ({
      blank: window.player.state.value.isBlank,
      status: window.player.state.value.status,
      text: document.querySelector<HTMLIFrameElement>('iframe[data-recount-replay]')
        ?.contentDocument?.body.textContent,
    }))
  expect(await look()).toEqual({ blank: true, status: 'paused', text: undefined })
  await seekIn(page, 2000)
  expect(await look()).toEqual({ blank: false, status: 'paused', text: 'next page' })
  await seekIn(page, 2900)
  expect(await look()).toMatchObject({ text: 'later' })
  await seekIn(page, 1600)
  expect(await look()).toEqual({ blank: true, status: 'paused', text: undefined })
  const overview = await page.evaluate(() => window.player.overview())
  expect(overview.blanks).toEqual([{ fromMs: 0, toMs: 1500 }])
  await page.evaluate(() => window.player.play(16))
  await page.waitForFunction(() => window.player.state.value.status === 'ended')
  expect(await look()).toMatchObject({ blank: false, text: 'later' })
})

test('says why when there is nothing to show', async ({ page }) => {
  await openIn(page, { streams: [] })
  expect(await page.evaluate(() => window.player.state.value)).toMatchObject({
    status: 'failed',
    error: 'This recording holds nothing that can be shown.',
  })
  await openIn(page, { streams: [{ events: [{ kind: 'focus', time: 0, id: 3 }] }] })
  expect(await page.evaluate(() => window.player.state.value)).toMatchObject({
    status: 'paused',
    isBlank: true,
  })
  await expect(seekIn(page, Number.NaN)).rejects.toThrow('must be a number')
})
