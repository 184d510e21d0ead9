import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSeekRest, SEEKING_MS } from './seekRest'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('holds up what is done in the background until nobody has sought for a moment', async () => {
  const rest = createSeekRest()
  await rest.wait(() => undefined)
  let working: Promise<void> | undefined
  const seek = () => {
    rest.sought()
    working = new Promise<void>((resolve) => setTimeout(resolve, 40)).then(() => {
      working = undefined
    })
  }
  let isOver = false
  seek()
  const waiting = rest
    .wait(() => working)
    .then(() => {
      isOver = true
    })
  for (let index = 0; index < 10; index++) {
    await vi.advanceTimersByTimeAsync(SEEKING_MS - 1)
    expect(isOver).toBe(false)
    seek()
  }
  await vi.advanceTimersByTimeAsync(SEEKING_MS)
  await waiting
})

it('waits for a picture that is asked for while another one is made', async () => {
  const made = (then: () => void) =>
    new Promise<void>((resolve) => setTimeout(resolve, 40)).then(then)
  let working: Promise<void> | undefined
  working = made(() => {
    working = made(() => {
      working = undefined
    })
  })
  let isOver = false
  const waiting = createSeekRest()
    .wait(() => working)
    .then(() => {
      isOver = true
    })
  await vi.advanceTimersByTimeAsync(60)
  expect(isOver).toBe(false)
  await vi.advanceTimersByTimeAsync(60)
  await waiting
})

it('does not wait because a seek failed', async () => {
  let working: Promise<void> | undefined = Promise.reject(new Error('damaged'))
  working.catch(() => {
    working = undefined
  })
  await createSeekRest().wait(() => working)
})
