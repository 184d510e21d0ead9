import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { insist } from './insist'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const lost = () => Promise.reject(new Error('the worker was stopped'))

it('asks again when the answer is lost', async () => {
  const ask = vi.fn(async () => ({ record: true }))
  ask.mockImplementationOnce(lost).mockImplementationOnce(lost)
  const answer = insist(ask, () => true)
  await vi.advanceTimersByTimeAsync(600)
  expect(await answer).toEqual({ record: true })
  expect(ask).toHaveBeenCalledTimes(3)
})

it('asks again when the worker hangs', async () => {
  const ask = vi.fn(async () => ({ record: true }))
  ask.mockImplementationOnce(() => new Promise(() => {}))
  const answer = insist(ask, () => true)
  await vi.advanceTimersByTimeAsync(60_200)
  expect(await answer).toEqual({ record: true })
})

it('gives up after a few tries', async () => {
  const ask = vi.fn(lost)
  const answer = insist(ask, () => true).catch(String)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await answer).toMatch('stopped')
  expect(ask).toHaveBeenCalledTimes(5)
})

it('stops at once when nobody wants to know', async () => {
  const ask = vi.fn(lost)
  await expect(insist(ask, () => false)).rejects.toThrow('stopped')
  expect(ask).toHaveBeenCalledTimes(1)
})
