import { describe, expect, it } from 'vitest'
import type { ConsoleEvent } from '../../lib/format/events'
import type { Overview } from '../../lib/player/player'
import { toConsoleRows, withoutClosed } from './consoleRows'

function overviewOf(
  lines: [level: ConsoleEvent['level'], text: string, streamId?: string][],
): Overview {
  return {
    durationMs: 1000,
    pages: [],
    activity: { stepMs: 100, values: [] },
    blanks: [],
    pauses: [],
    streams: [],
    notable: lines.map(([level, text, streamId = 'a'], time) => ({
      atMs: time,
      streamId,
      event: { kind: 'console', time, level, args: text === '' ? [] : [text] },
    })),
  }
}

describe('toConsoleRows', () => {
  const rows = toConsoleRows(
    overviewOf([
      ['log', 'before'],
      ['group', 'outer'],
      ['log', 'in'],
      ['group', 'inner'],
      ['log', 'deep'],
      ['log', 'elsewhere', 'b'],
      ['groupEnd', ''],
      ['groupEnd', ''],
      ['groupEnd', ''],
      ['log', 'after'],
    ]),
  )

  it('puts lines into the groups of their own document', () => {
    expect(rows.map(({ text, groups }) => [text, groups])).toEqual([
      ['before', []],
      ['outer', []],
      ['in', [1]],
      ['inner', [1]],
      ['deep', [1, 3]],
      ['elsewhere', []],
      ['after', []],
    ])
    expect(rows.filter(({ isGroup }) => isGroup).map(({ text }) => text)).toEqual([
      'outer',
      'inner',
    ])
  })

  it('leaves out what is in a closed group, and keeps its heading', () => {
    const shown = withoutClosed(rows, new Set([1]))
    expect(shown.map(({ text }) => text)).toEqual(['before', 'outer', 'elsewhere', 'after'])
  })
})
