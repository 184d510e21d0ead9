import { describe, expect, it } from 'vitest'
import type { RecordEvent } from '../../lib/format/events'
import type { EventRow, ListPane } from './eventRows'
import { filtersOf, isShown, waterfall } from './paneFilters'

function row(event: RecordEvent, patch: Partial<EventRow> = {}): EventRow {
  return {
    id: 1,
    atMs: event.time,
    icon: 'info',
    tone: 'normal',
    text: '',
    about: { kind: 'event', event },
    ...patch,
  }
}

const request = (via: 'fetch' | 'resource', time = 0, durationMs?: number): RecordEvent => ({
  kind: 'network',
  time,
  via,
  method: 'GET',
  url: 'https://a.example/',
  durationMs,
})

describe('isShown', () => {
  it.each<[ListPane, string, EventRow, boolean]>([
    ['console', 'error', row({ kind: 'console', time: 0, level: 'assert', args: [] }), true],
    ['console', 'log', row({ kind: 'console', time: 0, level: 'table', args: [] }), true],
    ['console', 'warn', row({ kind: 'console', time: 0, level: 'log', args: [] }), false],
    ['network', 'fetch', row(request('fetch')), true],
    ['network', 'page', row(request('fetch')), false],
    ['network', 'failed', row(request('resource'), { tone: 'danger' }), true],
    ['steps', 'problems', row(request('fetch'), { tone: 'danger' }), true],
    ['steps', 'actions', row(request('fetch')), false],
    ['errors', 'request', row(request('fetch')), true],
    ['storage', 'local', row({ kind: 'storage', time: 0, area: 'local', action: 'clear' }), true],
  ])('%s, %s', (pane, filter, shown, expected) => {
    expect(isShown(shown, pane, filter)).toBe(expected)
  })
  it('shows everything first, in every pane', () => {
    for (const pane of ['steps', 'console', 'network', 'errors', 'storage'] as const) {
      expect(filtersOf(pane)[0]).toBe('all')
    }
  })
})

describe('waterfall', () => {
  it('places requests between the first start and the last end', () => {
    const rows = [
      row(request('fetch', 100, 50), { id: 1 }),
      row(request('fetch', 150, 50), { id: 2 }),
      row(request('fetch', 300), { id: 3 }),
    ]
    expect([...waterfall(rows)]).toEqual([
      [1, { left: 0, width: 0.5 }],
      [2, { left: 0.5, width: 0.5 }],
    ])
  })
})
