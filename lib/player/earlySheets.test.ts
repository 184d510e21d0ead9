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

it('shows a page with its linked sheets from its first moment', () => {
  const late = sheet(150, 5, 'css/1')
  expect(withEarlySheets([first, late])).toEqual([
    first,
    { kind: 'state', time: 100, id: 5, state: { css: 'css/1' } },
    late,
  ])
})

it('takes the first sheet of each link, of this document, and none that came when the page was drawn', () => {
  const again = { ...first, time: 400 } as RecordEvent
  const events = [
    first,
    sheet(150, 5, 'css/1'),
    sheet(200, 5, 'css/2'),
    again,
    sheet(500, 6, 'css/3'),
    sheet(1500, 7, 'css/4'),
  ]
  const early = withEarlySheets(events).filter((event) => !events.includes(event))
  expect(early.map((event) => [event.time, 'state' in event && event.state])).toEqual([
    [100, { css: 'css/1' }],
    [400, { css: 'css/3' }],
  ])
})
