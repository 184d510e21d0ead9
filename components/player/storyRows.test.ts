import { describe, expect, it } from 'vitest'
import type { Story } from '../../lib/exporters/story'
import { toStoryRows } from './storyRows'

describe('toStoryRows', () => {
  it('orders by time, and gives no row the number of an event', () => {
    const mark = (atMs: number) => ({ atMs, event: { kind: 'mark', time: atMs, note: `${atMs}` } })
    const story = { marks: [mark(30), mark(10)] } as Partial<Story>
    const rows = toStoryRows({
      steps: [],
      signals: [],
      gaps: [],
      errors: [],
      network: [],
      ...story,
    } as never)
    expect(rows.map(({ text }) => text)).toEqual(['10', '30'])
    expect(rows.every(({ id }) => id < 0)).toBe(true)
  })
})
