/** What the stage of the player shows of a recording and what it does not let through. */
import { expect } from '@playwright/test'
import fc from 'fast-check'
import type { RecordEvent } from '../../lib/format/events'
import type { PackedNode } from '../../lib/format/tree'
import { anyMutant, mutate, oldCrashes, ownBases } from '../support/mutants'
import { html, snapshot } from '../support/recordings'
import { SEED } from '../support/seed'
import { inStage, openIn, seekIn, test } from './playerFixtures'

test('runs nothing and reaches nobody, whatever the recording says', async ({ page, web }) => {
  const evil = web.origin
  const nasty: PackedNode[] = [
    ['script', ['src', `${evil}/a.js`], 0, 'top.hacked = 1'],
    ['img', ['src', `${evil}/b.png`, 'srcset', `${evil}/c.png 2x`, 'onerror', 'top.hacked = 1'], 0],
    ['a', ['href', 'javascript:top.hacked=1', 'ping', evil, 'id', 'link'], 0, 'link'],
    ['a', ['href', `${evil}/away`, 'id', 'away'], 0, 'away'],
    ['iframe', ['src', evil, 'srcdoc', '<script>top.hacked=1</script>'], 0],
    ['object', ['data', evil, 'type', 'text/html'], 0],
    ['embed', ['src', evil], 0],
    ['video', ['src', `${evil}/v.mp4`, 'poster', `${evil}/p.png`, 'autoplay', ''], 0],
    ['audio', ['src', `${evil}/v.mp3`], 0],
    [
      'form',
      ['action', evil],
      0,
      ['input', ['name', 'insertBefore'], 0],
      ['button', ['formaction', evil], 0],
    ],
    ['div', ['style', `background:url(${evil}/d.png)`, 'background', `${evil}/x.png`], 0, 'text'],
    [
      'svg',
      0,
      0,
      ['image', ['href', `${evil}/e.png`], 0],
      ['use', ['href', `${evil}/f.svg#a`], 0],
      ['script', 0, 0, 'top.hacked=1'],
      [
        'a',
        ['xlink:href', 'javascript:top.hacked=1'],
        0,
        ['animate', ['attributeName', 'href', 'values', 'javascript:top.hacked=1'], 0],
      ],
    ],
    ['math', ['href', 'javascript:top.hacked=1'], 0],
    ['details', ['open', '', 'ontoggle', 'top.hacked = 1'], 0],
    ['input', ['autofocus', '', 'onfocus', 'top.hacked = 1'], 0],
  ]
  const head: PackedNode[] = [
    ['base', ['href', evil], 0],
    ['meta', ['http-equiv', 'refresh', 'content', `0;url=${evil}/refresh`], 0],
    ['link', ['rel', 'preconnect', 'href', evil], 0],
    ['LINK', ['rel', 'preconnect', 'href', evil], 0],
    ['link', ['rel', 'dns-prefetch', 'href', evil], 0],
    ['link', ['rel', 'preload', 'as', 'image', 'href', `${evil}/g.png`], 0],
    ['link', ['rel', 'prefetch', 'href', `${evil}/h`], 0],
    ['link', ['rel', 'stylesheet', 'href', `${evil}/i.css`], 0],
    ['link', ['rel', 'icon', 'href', `${evil}/i.ico`], 0],
    [
      'link',
      ['rel', 'stylesheet'],
      { cssText: `@import "${evil}/j.css"; body{background:url(${evil}/k.png)}` },
    ],
    [
      'style',
      0,
      0,
      `@import url(${evil}/l.css);`,
      `@font-face{font-family:x;src:url(${evil}/m.woff)} body{font-family:x;cursor:url(${evil}/n.cur),auto;background:u`,
      `rl(${evil}/o.png)}`,
    ],
  ]
  const events: RecordEvent[] = [
    snapshot(html(head, nasty)),
    { kind: 'sheet', time: 20, sheet: 1, text: `p{background:url(${evil}/p.png)}` },
    { kind: 'adopted', time: 20, root: 1, sheets: [1] },
    {
      kind: 'mutation',
      time: 30,
      attributes: [
        [5, 'onclick', 'top.hacked=1'],
        [5, 'href', evil],
      ],
    },
    {
      kind: 'rules',
      time: 40,
      owner: { sheet: 1 },
      changes: [['insert', [0], `div{background:url(${evil}/q.png)}`]],
    },
  ]
  await openIn(page, { streams: [{ events }] })
  await seekIn(page, 40)
  await page.evaluate(() => window.player.play())
  await inStage(page, (doc) => {
    for (const id of ['link', 'away']) (doc.getElementById(id) as HTMLElement).click()
    doc.querySelector('form')?.requestSubmit()
  })
  await seekIn(page, 0)
  await page.waitForTimeout(300) // nothing to wait for: it must not come
  expect(await page.evaluate(() => Reflect.get(window, 'hacked'))).toBeUndefined()
  expect(web.requests).toEqual([])
  expect(web.connections).toBe(0)
  expect(
    await inStage(
      page,
      (doc) => doc.querySelectorAll('script, [onerror], [srcdoc], iframe[src]').length,
    ),
  ).toBe(0)
  expect(await inStage(page, (doc) => doc.querySelector('form input')?.getAttribute('name'))).toBe(
    'insertBefore',
  )
})

test('shows stored resources, and lists those that are not kept', async ({ page }) => {
  const head: PackedNode[] = [
    [
      'link',
      ['rel', 'stylesheet', 'href', '/main.css'],
      { css: 'https://shop.example/css/main.css' },
    ],
  ]
  const body: PackedNode[] = [
    ['img', ['src', '/a.svg'], 0],
    ['img', ['src', '/gone.png'], 0],
    ['p', 0, 0, 'text'],
  ]
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="40"/>',
  ).toString('base64')
  const css = Buffer.from('p { color: rgb(1, 2, 3); background: url(../a.svg) }').toString('base64')
  await openIn(page, {
    streams: [{ events: [snapshot(html(head, body))] }],
    resources: {
      'https://shop.example/a.svg': { mimeType: 'image/svg+xml', bytes: svg as never },
      'https://shop.example/css/main.css': { mimeType: 'text/css', bytes: css as never },
      'https://shop.example/gone.png': 'too-large',
    },
  })
  const seen = await inStage(page, (doc) => {
    const style = doc.defaultView?.getComputedStyle(doc.querySelector('p') as Element)
    const image = doc.querySelector('img')
    return {
      color: style?.color,
      background: style?.backgroundImage.slice(0, 9),
      size: [image?.naturalWidth, image?.naturalHeight],
    }
  })
  expect(seen).toEqual({ color: 'rgb(1, 2, 3)', background: 'url("blob', size: [30, 40] })
  const missing = await page.evaluate(() => window.player.missing.value)
  expect(missing).toMatchObject([{ key: 'https://shop.example/gone.png', missing: 'too-large' }])
})

test('shows live state: scroll, hover, focus, dialogs, shadow roots, adopted sheets, rules', async ({
  page,
}) => {
  const head: PackedNode[] = [
    // style 5, text 6
    ['style', 0, 0, 'a:hover{color:rgb(1,0,0)} input:focus{color:rgb(2,0,0)} #tall{height:3000px}'],
  ]
  const body: PackedNode[] = [
    // body 7, div 8, shadow 9, span 10, text 11
    ['div', 0, 0, { shadow: [['span', 0, 0, 'shade']], mode: 'closed', adopted: [1] }],
    ['a', ['href', '/x'], 0, 'link'], // 12, 13
    ['input', 0, 0], // 14
    ['dialog', ['open', ''], { top: 'modal' }, 'talk'], // 15, 16
    ['div', ['id', 'tall'], 0], // 17
    ['select', 0, 0, ['option', 0, 0, 'a'], ['option', 0, 0, 'b']], // 18, 19, 20, 21, 22
    ['x-thing', 0, { defined: true }],
    ['a:b', ['@click', 'no', '[x]', 'y'], 0],
    ['canvas', ['width', '70', 'height', '30'], 0],
  ]
  const events: RecordEvent[] = [
    { kind: 'sheet', time: 0, sheet: 1, text: 'span{color:rgb(3,0,0)}' },
    snapshot(html(head, body)),
    { kind: 'move', time: 100, pointer: 'mouse', points: [[0, 5, 5, 13]] },
    { kind: 'focus', time: 200, id: 14 },
    { kind: 'scroll', time: 300, id: 1, left: 0, top: 500 },
    {
      kind: 'rules',
      time: 400,
      owner: { node: 5 },
      changes: [
        ['insert', [0], 'a{font-size:30px}'],
        ['set', [1], 'color', 'rgb(9, 0, 0)', ''],
      ],
    },
    { kind: 'rules', time: 500, owner: { node: 5 }, changes: [['delete', [0]]] },
    { kind: 'input', time: 600, id: 18, selected: [21] },
    { kind: 'state', time: 700, id: 15, state: { top: null } },
    { kind: 'mutation', time: 700, attributes: [[15, 'open', null]] },
  ]
  await openIn(page, { streams: [{ events }] })
  const look = () =>
    inStage(page, (doc) => {
      const css = (selector: string | Element | null | undefined) =>
        doc.defaultView?.getComputedStyle(
          (typeof selector === 'string' ? doc.querySelector(selector) : selector) as Element,
        )
      return {
        shade: css(doc.querySelector('div')?.shadowRoot?.querySelector('span'))?.color,
        hover: css('a')?.color === 'rgb(1, 0, 0)' || css('a')?.color === 'rgb(9, 0, 0)',
        rule: css('a')?.color === 'rgb(9, 0, 0)',
        size: css('a')?.fontSize,
        focus: css('input')?.color === 'rgb(2, 0, 0)',
        modal: doc.querySelector('dialog')?.matches(':modal'),
        top: doc.defaultView?.scrollY,
        chosen: doc.querySelector('select')?.value,
        defined: doc.querySelector('x-thing')?.matches(':defined'),
        odd: doc.querySelector('select ~ x-thing + *')?.outerHTML,
        canvas: [
          doc.querySelector('canvas')?.clientWidth,
          doc.querySelector('canvas')?.attributes.length,
        ],
      }
    })
  const start = {
    shade: 'rgb(3, 0, 0)',
    hover: false,
    rule: false,
    size: '16px',
    focus: false,
    modal: true,
    top: 0,
    chosen: 'a',
    defined: true,
    odd: '<a:b @click="no" [x]="y"></a:b>',
    canvas: [70, 2],
  }
  expect(await look()).toEqual(start)
  await seekIn(page, 450)
  expect(await look()).toEqual({
    ...start,
    hover: true,
    rule: true,
    size: '30px',
    focus: true,
    top: 500,
  })
  await seekIn(page, 700)
  expect(await look()).toEqual({
    ...start,
    hover: true,
    rule: true,
    focus: true,
    top: 500,
    modal: false,
    chosen: 'b',
  })
  await seekIn(page, 350)
  expect(await look()).toEqual({ ...start, hover: true, focus: true, top: 500 })
  await seekIn(page, 0)
  expect(await look()).toEqual(start)
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body')
})

test('shows documents in objects, and pictures that failed, without asking anybody', async ({
  page,
  web,
}) => {
  const body: PackedNode[] = [
    // body 5, object 6, b 7, fallback 8
    [
      'object',
      ['data', `${web.origin}/a.html`, 'name', 'aim', 'width', '200'],
      0,
      ['b', 0, 0, 'fallback'],
    ],
    ['embed', ['src', `${web.origin}/b.svg`], 0], // 9
    ['img', ['src', `${web.origin}/c.png`, 'alt', 'A tree'], 0], // 10
  ]
  const drawing: PackedNode = [
    'svg',
    ['width', '40', 'height', '30'],
    { ns: 'svg' },
    ['rect', ['width', '9', 'height', '9'], 0],
  ]
  await openIn(page, {
    streams: [
      {
        stream: { streamId: 'page' },
        events: [
          snapshot(html([], body)),
          { kind: 'frame', time: 100, id: 6, stream: 'inner' },
          { kind: 'frame', time: 100, id: 9, stream: 'drawing' },
          { kind: 'state', time: 200, id: 10, state: { broken: true } },
        ],
      },
      {
        stream: { streamId: 'inner', framePath: [0] },
        events: [
          snapshot(
            html(
              [],
              [
                ['p', 0, 0, 'inside'],
                ['script', 0, 0, 'top.hacked = 1'],
              ],
            ),
          ),
        ],
      },
      { stream: { streamId: 'drawing', framePath: [1] }, events: [snapshot([drawing])] },
    ],
  })
  const look = () =>
    inStage(page, (doc) => {
      const image = doc.querySelector('img') as HTMLImageElement
      return {
        frames: [...doc.querySelectorAll('iframe')].map((frame) => [
          frame.contentDocument?.documentElement.textContent,
          frame.offsetWidth,
          frame.getAttribute('sandbox'),
          frame.getAttribute('name'),
        ]),
        fallback: doc.querySelector('object b')?.textContent,
        isSign: image.complete && image.naturalWidth === 0,
      }
    })
  const first = { frames: [], fallback: 'fallback', isSign: false }
  const framed = {
    frames: [
      ['inside', 200, 'allow-same-origin', null],
      ['', 40, 'allow-same-origin', null],
    ],
    fallback: undefined,
  }
  expect(await look()).toEqual(first)
  await seekIn(page, 100)
  expect(await look()).toEqual({ ...framed, isSign: false })
  await seekIn(page, 200)
  expect(await look()).toEqual({ ...framed, isSign: true })
  await seekIn(page, 0)
  expect(await look()).toEqual(first)
  expect(await page.evaluate(() => Reflect.get(window, 'hacked'))).toBeUndefined()
  expect(web.connections).toBe(0)
})

test('a hundred and fifty damaged recordings neither break the page nor reach anybody', async ({
  page,
  web,
}) => {
  test.slow()
  const bases = await ownBases()
  const runs = Number(process.env.FUZZ_PAGE_RUNS ?? 150)
  const mutants = [
    ...oldCrashes().filter(({ base }) => base in bases),
    ...fc.sample(anyMutant(bases), { seed: SEED, numRuns: runs }),
  ]
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('crash', () => problems.push('crash'))
  for (const mutant of mutants) {
    const events = mutate(bases[mutant.base], mutant.mutations)
    if (!Array.isArray(events)) continue
    const outcome = await page.evaluate(async (given) => {
      try {
        await window.openRecording({ streams: [{ events: JSON.parse(given) }] })
        const { state } = window.player
        for (const share of [0.5, 1, 0.2, 0.9]) {
          if (state.value.status === 'failed') break
          await window.player.seek(state.value.durationMs * share)
        }
        if (state.value.status !== 'failed') await window.player.overview()
        return { status: state.value.status, error: state.value.error ?? '' }
      } catch (error) {
        const { status, error: told } = window.player?.state.value ?? {}
        return { status: status ?? 'none', error: told ?? String(error) }
      }
    }, JSON.stringify(events))
    const told = `seed ${SEED}: ${JSON.stringify(mutant)} ${JSON.stringify(outcome)}`
    expect(['paused', 'ended', 'failed'], told).toContain(outcome.status)
    if (outcome.status === 'failed') {
      expect(outcome.error, told).toMatch(
        /^This recording holds nothing|^The recorded document is too large/,
      )
    }
    expect(problems, told).toEqual([])
  }
  expect(
    await page.evaluate(() => [Reflect.get(window, 'hacked'), Reflect.get({}, 'polluted')]),
  ).toEqual([undefined, undefined])
  expect(web.connections).toBe(0)
})
