import { describe, expect, it } from 'vitest'
import { latestOnly } from './latestOnly'

describe('latestOnly', () => {
  it('skips what became stale while the one before was running', async () => {
    const seen: number[] = []
    let release = () => {}
    const act = latestOnly<number>((value) => {
      seen.push(value)
      return new Promise((resolve) => {
        release = resolve
      })
    })
    act(1)
    act(2)
    act(3)
    expect(seen).toEqual([1])
    release()
    await Promise.resolve()
    await Promise.resolve()
    expect(seen).toEqual([1, 3])
    release()
  })
})
