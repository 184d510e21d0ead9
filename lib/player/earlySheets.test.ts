import { expect, it } from 'vitest'
import { html, snapshot } from '../../tests/support/recordings'
import type { RecordEvent } from '../format/events'
import { withEarlySheets } from './earlySheets'

const first = { ...snapshot(html([], ['text'])), time: 100 } as RecordEvent
const sheet = (time: number, id: number, css: string): RecordEvent => ({
  kind: 'state',
  time,
  id,
  state: { css, disabled: true },
})

const nothing = () => Promise.resolve([])

it('shows a page with its linked sheets from its first moment, whichever chunk they are in', async () => {
  const late = sheet(150, 5, 'css/1')
  const early = { kind: 'state', time: 100, id: 5, state: { css: 'css/1' } }
  expect(await withEarlySheets([first, late], nothing)).toEqual([first, early, late])
  expect(await withEarlySheets([first], () => Promise.resolve([late]))).toEqual([first, early])
})

it('takes the first sheet of each link, of this document, and none that came when the page was drawn', async () => {
  const again = { ...first, time: 400 } as RecordEvent
  const events = [
    first,
    sheet(150, 5, 'css/1'),
    sheet(200, 5, 'css/2'),
    again,
    sheet(500, 6, 'css/3'),
    sheet(1500, 7, 'css/4'),
  ]
  const all = await withEarlySheets(events, nothing)
  const early = all.filter((event) => !events.includes(event))
  expect(early.map((event) => [event.time, 'state' in event && event.state])).toEqual([
    [100, { css: 'css/1' }],
    [400, { css: 'css/3' }],
  ])
})
