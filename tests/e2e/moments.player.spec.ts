/** What the player shows at the right moment: time, tabs, what moves, and nothing in between. */
import { expect, type Page } from '@playwright/test'
import type { RecordEvent } from '../../lib/format/events'
import { TEST_EPOCH } from '../support/inMemorySource'
import { html, snapshot } from '../support/recordings'
import { inStage, openIn, seekIn, test } from './playerFixtures'

const text = (page: Page) => inStage(page, (doc) => doc.body.textContent)

/** A text that counts the time, a change every 20 ms. */
function counting(durationMs: number): RecordEvent[] {
  const events: RecordEvent[] = [snapshot(html([], ['at 0']))]
  for (let time = 20; time <= durationMs; time += 20) {
    events.push({ kind: 'mutation', time, texts: [[6, `at ${time}`]] })
  }
  return events
}

for (const speed of [0.5, 1, 4, 16]) {
  test(`plays at ${speed}x in the time that takes`, { tag: '@alone' }, async ({ page }) => {
    const durationMs = 800 * speed
    await openIn(page, { streams: [{ events: counting(durationMs) }] })
    const { tookMs, late, rate } = await page.evaluate(async (given) => {
      const { player } = window
      const began = performance.now()
      const passed = { real: 0, played: 0 }
      let last: { at: number; timeMs: number } | undefined
      let late = 0
      const ended = new Promise((done) =>
        player.state.subscribe(({ status, timeMs }) => {
          const shown = document.querySelector<HTMLIFrameElement>('iframe[data-recount-replay]')
          const text = Number(shown?.contentDocument?.body.textContent?.slice(3))
          late = Math.max(late, Math.abs(timeMs - text))
          const at = performance.now()
          // A machine that stood still for longer is not made up for.
          if (last && at - last.at < 80) {
            passed.real += at - last.at
            passed.played += timeMs - last.timeMs
          }
          if (status === 'playing') last = { at, timeMs }
          if (status === 'ended') done(undefined)
        }),
      )
      await player.play(given)
      await ended
      const rate = passed.played / passed.real / given
      return { tookMs: performance.now() - began, late, rate }
    }, speed)
    expect(tookMs).toBeGreaterThan(780)
    expect(rate).toBeGreaterThan(0.8)
    expect(rate).toBeLessThan(1.25)
    // What is shown is what was shown then, at any speed.
    expect(late).toBeLessThan(20)
    expect(await text(page)).toBe(`at ${durationMs}`)
  })
}

test('shows no blank frame while it seeks between documents', { tag: '@alone' }, async ({
  page,
}) => {
  const style = `body{background:rgb(1,2,3)}${'p{color:red}'.repeat(2000)}`
  const page1 = (name: string): RecordEvent[] => [
    snapshot(
      html(
        [['style', 0, 0, style]],
        Array.from({ length: 300 }, () => ['p', 0, 0, name]),
      ),
    ),
    { kind: 'visibility', time: 900, visible: true },
  ]
  await openIn(page, {
    streams: [0, 1, 2].map((index) => ({
      stream: { startedAt: TEST_EPOCH + index * 1000 },
      events: page1(`page ${index}`),
    })),
  })
  const blanks = await page.evaluate(async () => {
    const found: string[] = []
    let frames = 0
    let isOver = false
    const look = () => {
      frames++
      const stages = [...document.querySelectorAll<HTMLIFrameElement>('iframe')].filter(
        (frame) => getComputedStyle(frame).visibility === 'visible',
      )
      const [stage] = stages
      const body = stage?.contentDocument?.body
      const shown = body && stage?.contentWindow?.getComputedStyle(body).backgroundColor
      if (stages.length !== 1 || !body?.textContent || shown !== 'rgb(1, 2, 3)') {
        found.push(`${stages.length} stages, ${body?.textContent?.length} characters, ${shown}`)
      }
      if (!isOver) requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
    for (let index = 0; index < 24; index++) {
      await window.player.seek((index % 3) * 1000 + 500)
      await new Promise((done) => requestAnimationFrame(done))
    }
    isOver = true
    return { found, frames }
  })
  expect(blanks.found).toEqual([])
  expect(blanks.frames).toBeGreaterThan(20)
})

test('shows the tab that was in front, or the one that is chosen', async ({ page }) => {
  await openIn(page, {
    session: {
      tabTurns: [
        { at: TEST_EPOCH, tab: 0 },
        { at: TEST_EPOCH + 1000, tab: 1 },
        { at: TEST_EPOCH + 2000, tab: 0 },
      ],
    },
    streams: [
      {
        events: [
          snapshot(html([], ['first tab'])),
          { kind: 'mutation', time: 1500, texts: [[6, 'first tab, changed behind']] },
          { kind: 'visibility', time: 3000, visible: true },
        ],
      },
      {
        stream: { tab: 1, startedAt: TEST_EPOCH + 1100, url: 'https://shop.example/opened' },
        events: [
          snapshot(html([], ['second tab']), { url: 'https://shop.example/opened' }),
          { kind: 'visibility', time: 1800, visible: true },
        ],
      },
    ],
  })
  const moments: [number, string, number][] = [
    [500, 'first tab', 1],
    // Opened, but nothing of it is there yet.
    [1050, 'first tab', 1],
    [1600, 'second tab', 2],
    [2500, 'first tab, changed behind', 1],
    [1600, 'second tab', 2],
  ]
  for (const [ms, expected, tab] of moments) {
    await seekIn(page, ms)
    expect(await text(page), `at ${ms}`).toBe(expected)
    expect(await page.evaluate(() => window.player.state.value)).toMatchObject({
      tab: { number: tab, count: 2 },
    })
  }
  await page.evaluate(() => window.player.setTab(1))
  expect(await text(page)).toBe('first tab, changed behind')
  await seekIn(page, 1200)
  expect(await text(page)).toBe('first tab')
  expect(await page.evaluate(() => window.player.state.value.followsTabs)).toBe(false)
  await page.evaluate(() => window.player.setTab('front'))
  expect(await text(page)).toBe('second tab')
  const { pages } = await page.evaluate(() => window.player.overview())
  expect(pages).toMatchObject([{ atMs: 0 }, { atMs: 1100, tab: 1 }])
})

test('draws keys over the stage for a while, and never what was typed', async ({ page }) => {
  await openIn(page, {
    streams: [
      {
        events: [
          snapshot(html([], [['input', 0, 0]])),
          { kind: 'input', time: 1000, id: 6, value: 'secret' },
          { kind: 'key', time: 1400, id: 6, key: 'Enter' },
          { kind: 'focus', time: 4000, id: 6 },
        ],
      },
    ],
  })
  const keys = page.locator('[data-keys]')
  await expect(keys).toBeHidden()
  await seekIn(page, 1450)
  await expect(keys).toHaveText('• Enter')
  await seekIn(page, 2300)
  await expect(keys).toHaveText('Enter')
  await seekIn(page, 3000)
  await expect(keys).toBeHidden()
})

test('skips stillness from a length on that can be set', async ({ page }) => {
  const click = (time: number): RecordEvent => ({
    kind: 'pointer',
    time,
    action: 'click',
    pointer: 'mouse',
    id: 5,
    x: 1,
    y: 1,
  })
  await openIn(page, {
    streams: [{ events: [snapshot(html([], ['text'])), click(100), click(6000), click(6200)] }],
  })
  const skipped = await page.evaluate(async () => {
    const { player } = window
    await player.overview()
    const jumps: number[] = []
    let last = 0
    player.state.subscribe(({ timeMs }) => {
      if (timeMs - last > 3000) jumps.push(Math.round(timeMs))
      last = timeMs
    })
    const run = async (afterMs: number) => {
      await player.seek(900)
      last = 900
      player.setSkipInactivity(true, afterMs)
      await player.play(1)
      await new Promise<void>((done) => {
        player.state.subscribe(({ timeMs }) => timeMs > 1200 && done())
      })
      await player.pause()
      return jumps.splice(0).length
    }
    return { long: await run(10_000), short: await run(3000) }
  })
  expect(skipped).toEqual({ long: 0, short: 1 })
})

test('tells of gaps with their reasons', async ({ page }) => {
  await openIn(page, {
    streams: [
      {
        events: [
          snapshot(html([], ['text'])),
          { kind: 'gap', time: 100, reason: 'too-busy', durationMs: 400 },
          snapshot(html([], ['after']), { time: 600 } as never),
        ],
      },
    ],
  })
  const { notable } = await page.evaluate(() => window.player.overview())
  expect(notable).toMatchObject([
    { atMs: 100, event: { kind: 'gap', reason: 'too-busy', durationMs: 400 } },
  ])
  await seekIn(page, 700)
  expect(await text(page)).toBe('after')
})

test('animations, media, selection and presses stand where they stood', async ({ page }) => {
  const head = [
    [
      'style',
      0,
      0,
      '@keyframes k{from{left:0}to{left:100px}} #css{position:absolute;animation:k 1s linear both} li{position:relative;animation:k 400ms linear} a:active{color:rgb(4,0,0)} ::highlight(found){color:red}',
    ],
  ] as never
  await openIn(page, {
    streams: [
      {
        events: [
          // body 7, div 8, video 9, p 10, text 11, a 12, text 13, ul 14
          snapshot(
            html(head, [
              ['div', ['id', 'web'], 0],
              ['video', 0, 0],
              ['p', 0, 0, 'some words'],
              ['a', ['href', '#'], 0, 'link'],
              ['ul', 0, 0],
            ]),
          ),
          { kind: 'mutation', time: 200, inserts: [[7, 0, 20, ['div', ['id', 'css'], 0]]] },
          { kind: 'mutation', time: 350, inserts: [[14, 0, 21, ['li', 0, 0, 'first']]] },
          {
            kind: 'animation',
            time: 300,
            id: 8,
            animation: 1,
            action: 'start',
            keyframes: [{ opacity: '0' }, { opacity: '1' }],
            timing: { duration: 1000, easing: 'linear' },
            playState: 'running',
            currentTime: 0,
            rate: 1,
          },
          { kind: 'state', time: 400, id: 9, state: { media: { paused: true, time: 12.5 } } },
          { kind: 'selection', time: 500, ranges: [[11, 5, 11, 10]] },
          { kind: 'highlight', time: 500, name: 'found', priority: 2, ranges: [[11, 5, 11, 99]] },
          { kind: 'pointer', time: 600, action: 'down', pointer: 'touch', id: 12, x: 40, y: 50 },
          { kind: 'pointer', time: 700, action: 'up', pointer: 'touch', id: 12, x: 40, y: 50 },
          { kind: 'selection', time: 750, ranges: [[11, 2, 11, 2]] },
          { kind: 'highlight', time: 1000, name: 'found', priority: 0, ranges: [] },
          {
            kind: 'mutation',
            time: 1500,
            removes: [21],
            inserts: [[14, 0, 23, ['li', ['id', 'other'], 0, 'second']]],
          },
          { kind: 'visibility', time: 2000, visible: true },
        ],
      },
    ],
  })
  const look = () =>
    inStage(page, (doc) => {
      const view = doc.defaultView as Window & typeof globalThis
      const css = doc.getElementById('css')
      const web = doc.getElementById('web') as Element
      const range = view.getSelection()
      return {
        left: css ? Math.round(Number.parseFloat(view.getComputedStyle(css).left)) : undefined,
        opacity: Math.round(Number(view.getComputedStyle(web).opacity) * 100),
        media: doc.querySelector('video')?.currentTime,
        selected: range?.toString(),
        caret: range?.isCollapsed === true && range.rangeCount > 0 ? range.anchorOffset : undefined,
        highlights: [...view.CSS.highlights].map(([name, highlight]) => [
          name,
          highlight.priority,
          ...[...highlight].map(({ startOffset, endOffset }) => [startOffset, endOffset]),
        ]),
        pressed: view.getComputedStyle(doc.querySelector('a') as Element).color === 'rgb(4, 0, 0)',
      }
    })
  await seekIn(page, 650)
  expect(await look()).toEqual({
    left: 45,
    opacity: 35,
    media: 12.5,
    selected: 'words',
    // No further than the text is long.
    highlights: [['found', 2, [5, 10]]],
    caret: undefined,
    pressed: true,
  })
  const ring = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('main *')].some(
        (each) => each.style.borderRadius === '50%' && each.style.display === 'block',
      ),
    )
  expect(await ring()).toBe(true)
  await seekIn(page, 1100)
  expect(await look()).toEqual({
    left: 90,
    opacity: 80,
    media: 12.5,
    selected: '',
    highlights: [],
    caret: 2,
    pressed: false,
  })
  expect(await ring()).toBe(false)
  await seekIn(page, 450)
  expect(await look()).toMatchObject({
    left: 25,
    opacity: 15,
    media: 12.5,
    selected: '',
    pressed: false,
  })
  const item = () =>
    inStage(page, (doc) => {
      const view = doc.defaultView as Window
      const found = doc.querySelector('li') as Element
      const isSame = Reflect.get(view, 'item') === found
      Reflect.set(view, 'item', found)
      const left = Math.round(Number.parseFloat(view.getComputedStyle(found).left))
      return { left, text: found.textContent, id: found.id, isSame }
    })
  expect(await item()).toMatchObject({ left: 25, text: 'first' })
  await seekIn(page, 1000)
  expect(await item()).toMatchObject({ left: 0 })
  await seekIn(page, 450)
  expect(await item(), 'back into an animation that was over').toMatchObject({ left: 25 })
  await seekIn(page, 1700)
  const second = { left: 50, text: 'second', id: 'other', isSame: true }
  expect(await item(), 'an element that stands for another one now').toEqual(second)
  await seekIn(page, 550)
  expect(await item()).toEqual({ left: 50, text: 'first', id: '', isSame: true })
})
