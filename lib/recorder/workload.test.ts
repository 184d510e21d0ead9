import { describe, expect, it } from 'vitest'
import { createRests, createWorkload } from './workload'

describe('createWorkload', () => {
  it('is too much when half of three seconds goes into it', () => {
    let now = 0
    const workload = createWorkload(undefined, () => now)
    const answers: boolean[] = []
    for (; now < 3000; now += 100) answers.push(workload.spent(60))
    expect(answers.slice(0, 25)).toEqual(Array(25).fill(false))
    expect(answers.at(-1)).toBe(true)
  })

  it('forgives long pieces of work, and work that is spread out', () => {
    let now = 0
    const workload = createWorkload(undefined, () => now)
    for (; now < 2000; now += 500) expect(workload.spent(2000)).toBe(false)
    for (now = 6000; now < 60_000; now += 100) expect(workload.spent(40)).toBe(false)
  })
})

describe('createRests', () => {
  it('rests longer each time, up to ten seconds, and briefly again after a good while', () => {
    let now = 0
    const rests = createRests(() => now)
    const lengths: number[] = []
    for (let turn = 0; turn < 5; turn++) {
      const restMs = rests.next()
      lengths.push(restMs)
      now += restMs + 2000
    }
    expect(lengths).toEqual([2000, 4000, 8000, 10_000, 10_000])
    now += 60_000
    expect(rests.next()).toBe(2000)
  })
})
