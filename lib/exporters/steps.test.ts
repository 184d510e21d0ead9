import { describe, expect, it } from 'vitest'
import { inMemorySource, type TestRecording } from '../../tests/support/inMemorySource'
import { shopRecording } from '../../tests/support/shopRecording'
import type { InputEvent, PointerAction, RecordEvent, TargetDescription } from '../format/events'
import { readStory } from './story'

const steps = async (recording: TestRecording) => (await readStory(inMemorySource(recording))).steps

const PAGE: RecordEvent = {
  time: 0,
  kind: 'snapshot',
  url: 'https://a.example/',
  title: 'A',
  viewport: { width: 800, height: 600 },
  scroll: [0, 0],
  children: [['html', 0, 0, ['head', 0, 0], ['body', 0, 0, ['h1', 0, 0, 'Start']]]],
}

/** Actions of a visit to one page, the viewport and the opening left out. */
async function actions(...events: RecordEvent[]) {
  const all = await steps({ streams: [{ events: [PAGE, ...events] }] })
  return all.slice(2).map(({ action, ...rest }) => {
    if (action === 'fill' && 'value' in rest) return `fill ${rest.value.text}`
    if (action === 'press' && 'key' in rest) return `press ${rest.key}`
    if ('clicks' in rest && rest.clicks === 2) return 'dblclick'
    return action
  })
}

const TEXT: TargetDescription = { tag: 'input', type: 'text', label: 'Name' }
const BOX: TargetDescription = { tag: 'input', type: 'checkbox', label: 'Agree' }

function pointer(
  time: number,
  action: PointerAction,
  id = 5,
  target: TargetDescription = {},
): RecordEvent {
  return { time, kind: 'pointer', action, pointer: 'mouse', id, x: 1, y: 2, target }
}
const click = (time: number, id: number, target: TargetDescription): RecordEvent[] => [
  pointer(time - 1, 'down', id),
  pointer(time, 'click', id, target),
]
function input(time: number, value: string, over: Partial<InputEvent> = {}): RecordEvent {
  return { time, kind: 'input', id: 7, value, target: TEXT, ...over }
}
function key(time: number, name: string, target = TEXT): RecordEvent {
  return { time, kind: 'key', key: name, id: 7, target }
}

describe('steps', () => {
  it('tell the visit to the shop', async () => {
    expect(await steps(shopRecording())).toMatchObject([
      { action: 'viewport', width: 1280, height: 720 },
      {
        action: 'open',
        url: 'https://shop.example/',
        expect: { url: 'https://shop.example/', title: 'Shop', heading: 'Shoes' },
      },
      { action: 'fill', value: { text: 'xxx@xxx.xx', placeholder: 'E_MAIL' }, expect: {} },
      { action: 'select', options: [{ text: 'Medium', value: 'm' }] },
      {
        action: 'click',
        expect: { url: 'https://shop.example/cart?order=48213', heading: 'Your cart' },
      },
      { action: 'press', key: 'Enter', frames: [{ index: 0, target: { css: 'iframe' } }] },
    ])
  })

  it('take typing as one value and the click into the field as part of it', async () => {
    expect(
      await actions(...click(100, 7, TEXT), input(200, 'a'), input(300, 'ab'), input(400, 'abc')),
    ).toEqual(['fill abc'])
  })

  it('leave out what a script entered', async () => {
    expect(await actions(input(100, 'a', { byScript: true }))).toEqual([])
  })

  it('leave out editing keys and keep those that do something', async () => {
    expect(
      await actions(input(1, 'a'), key(2, 'Backspace'), key(3, 'ArrowLeft'), key(4, 'Shift')),
    ).toEqual(['fill a'])
    expect(await actions(input(1, 'a'), key(2, 'Enter'))).toEqual(['fill a', 'press Enter'])
  })

  it('take Enter in a text area as part of the text', async () => {
    const area = { target: { tag: 'textarea', label: 'Note' } }
    expect(
      await actions(input(1, 'a', area), key(900, 'Enter', area.target), input(910, 'a\n', area)),
    ).toEqual(['fill a\n'])
  })

  it('leave out the click that Enter makes on the submit button', async () => {
    const submit = pointer(1010, 'click', 9, { tag: 'button', role: 'button', name: 'Send' })
    expect(await actions(input(1, 'a'), key(1000, 'Enter'), submit)).toEqual([
      'fill a',
      'press Enter',
    ])
  })

  it('keep a mouse click that closely follows a key', async () => {
    expect(await actions(key(1000, 'Enter'), ...click(1050, 9, {}))).toEqual([
      'press Enter',
      'click',
    ])
  })

  it('check a box instead of clicking it', async () => {
    const checked: RecordEvent = { time: 101, kind: 'input', id: 7, checked: true, target: BOX }
    expect(await actions(...click(100, 7, BOX), checked)).toEqual(['check'])
  })

  it('expect nothing of a page that was taken after what was done in it', async () => {
    const events = [
      { ...PAGE, lateMs: 500 } as RecordEvent,
      ...click(100, 7, BOX),
      ...click(600, 7, BOX),
    ]
    const all = await steps({ streams: [{ events }] })
    const headings = all.map(({ expect: { heading } }) => heading)
    expect(headings).toEqual([undefined, undefined, 'Start', undefined])
  })

  it('a control is found by what it was called before it was switched', async () => {
    const off = { ...BOX, name: 'Select row (off)' }
    const on: RecordEvent = {
      ...input(101, ''),
      checked: true,
      target: { ...BOX, name: 'Select row (on)' },
    } as RecordEvent
    const all = await steps({ streams: [{ events: [PAGE, ...click(100, 7, off), on] }] })
    expect(all.at(-1)).toMatchObject({ action: 'check', target: { name: 'Select row (off)' } })
  })

  it('click the label when the person did: the control may be hidden', async () => {
    const checked: RecordEvent = { time: 103, kind: 'input', id: 7, checked: true, target: BOX }
    expect(
      await actions(
        ...click(100, 6, { tag: 'label', text: 'Agree' }),
        pointer(102, 'click', 7, BOX),
        checked,
      ),
    ).toEqual(['click'])
  })

  it('click a box whose choice is masked', async () => {
    const masked: RecordEvent = { time: 101, kind: 'input', id: 7, masked: true, target: BOX }
    expect(await actions(...click(100, 7, BOX), masked)).toEqual(['click'])
  })

  it('join two clicks to a double click', async () => {
    expect(
      await actions(...click(100, 5, {}), ...click(200, 5, {}), pointer(201, 'dblclick')),
    ).toEqual(['dblclick'])
  })

  it('keep scrolling only where it brought something', async () => {
    const scroll = (time: number): RecordEvent => ({
      time,
      kind: 'scroll',
      id: 1,
      left: 0,
      top: 900,
    })
    const rows: RecordEvent = { time: 600, kind: 'mutation', inserts: [[4, 0, 50, ['p', 0, 0]]] }
    expect(await actions(scroll(500))).toEqual([])
    expect(await actions(scroll(500), rows)).toEqual(['scroll'])
  })

  it('name masked values after their fields, one name per field', async () => {
    const other = { id: 8, target: { ...TEXT, label: 'Näme!', css: '#b' }, masked: true as const }
    const all = await steps({
      streams: [
        {
          events: [
            PAGE,
            input(1, 'xx', { masked: true }),
            input(2, '00', other),
            input(3, 'x', { masked: true }),
          ],
        },
      ],
    })
    expect(all.slice(2).map((step) => step.action === 'fill' && step.value.placeholder)).toEqual([
      'NAME',
      'NAME_2',
      'NAME',
    ])
  })

  it('take a value as masked where nobody says and the level is not allow', async () => {
    const events = [PAGE, input(1, 'abc')]
    const [, , open] = await steps({ streams: [{ events }] })
    const [, , strict] = await steps({
      streams: [{ stream: { level: 'mask-user-input' }, events }],
    })
    expect(open).toMatchObject({ value: { text: 'abc' } })
    expect(strict).toMatchObject({ value: { placeholder: 'NAME' } })
  })

  describe('between pages', () => {
    const page = (
      startedAt: number,
      path: string,
      reached: 'navigate' | 'reload' | 'back_forward',
    ) => ({
      stream: { startedAt: Date.UTC(2026, 0, 2, 3, 4, 5) + startedAt },
      events: [{ ...PAGE, url: `https://a.example/${path}`, reached } as RecordEvent],
    })
    const first = (...events: RecordEvent[]) => ({ events: [PAGE, ...events] })

    it('expect the page that a click led to', async () => {
      const all = await steps({
        streams: [first(...click(1000, 5, {})), page(1100, 'next', 'navigate')],
      })
      expect(all.slice(2)).toMatchObject([
        { action: 'click', expect: { url: 'https://a.example/next', heading: 'Start' } },
      ])
    })
    it('open a page that nothing led to', async () => {
      const all = await steps({ streams: [first(), page(60_000, 'next', 'navigate')] })
      expect(all.slice(2)).toMatchObject([{ action: 'open', url: 'https://a.example/next' }])
    })
    it('tell reloading and going back', async () => {
      const all = await steps({
        streams: [first(), page(20_000, '', 'reload'), page(40_000, '', 'back_forward')],
      })
      expect(all.slice(2).map((step) => step.action)).toEqual(['reload', 'back'])
    })
  })
})
