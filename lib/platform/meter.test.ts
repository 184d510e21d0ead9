import { describe, expect, it } from 'vitest'
import { createMeter } from './meter'

describe('createMeter', () => {
  it('counts work inside work once, and work that throws', () => {
    let time = 0
    const meter = createMeter(() => time)
    const spend = (ms: number) => {
      time += ms
    }
    meter.measure(() => {
      spend(2)
      meter.measure(() => spend(3))
      spend(1)
    })
    spend(100)
    expect(() =>
      meter.measure(() => {
        spend(4)
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(meter.measure(() => 'result')).toBe('result')
    expect(meter.take()).toBe(10)
    expect(meter.take()).toBe(0)
  })
})
