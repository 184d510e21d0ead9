import { describe, expect, it } from 'vitest'
import { FORMAT_VERSION } from './events'
import { UPGRADERS, type Upgrader, upgradeEvents } from './upgrade'

const each =
  (change: (event: Record<string, unknown>) => Record<string, unknown>): Upgrader =>
  (events) =>
    events.map((event) => change(event as Record<string, unknown>))

/** As if there had been three versions: the time was in seconds once, and a mark's note was its text. */
const STEPS = [
  each(({ seconds, ...rest }) => ({ ...rest, time: Number(seconds) * 1000 })),
  each(({ text, ...rest }) => (rest.kind === 'mark' ? { ...rest, note: text } : rest)),
]

describe('upgradeEvents', () => {
  it('takes one step at a time from the version the events were written in', () => {
    const third = [{ kind: 'mark', time: 2000, note: 'a' }]
    expect(upgradeEvents([{ kind: 'mark', seconds: 2, text: 'a' }], 1, STEPS)).toEqual(third)
    expect(upgradeEvents([{ kind: 'mark', time: 2000, text: 'a' }], 2, STEPS)).toEqual(third)
    expect(upgradeEvents(third, 3, STEPS)).toEqual(third)
  })

  it('refuses what a newer version wrote', () => {
    expect(() => upgradeEvents([], 4, STEPS)).toThrow('newer version of Recount')
  })

  it('leaves a damaged event out and keeps the others', () => {
    const good = { kind: 'mark', time: 1, note: '' }
    expect(upgradeEvents([null, good, { kind: 3 }], FORMAT_VERSION)).toEqual([good])
  })

  it('has a step for each version before this one', () => {
    expect(UPGRADERS).toHaveLength(FORMAT_VERSION - 1)
  })
})
