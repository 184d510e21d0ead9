import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { newStream } from '../store/testRows'
import { createFrameMasking } from './frameMasking'

vi.mock('../store/streams', () => ({
  listStreams: async () => [newStream({ level: 'allow', documentId: 'parent' })],
}))

let answers: ((masking: string) => void)[] = []

beforeEach(() => {
  answers = []
  browser.tabs.sendMessage = vi.fn(
    () => new Promise((resolve) => answers.push((reply) => resolve({ ok: true, reply }))),
  ) as never
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

/** The question is on its way. */
const asked = async (count: number) => {
  await vi.advanceTimersByTimeAsync(0)
  expect(answers).toHaveLength(count)
}

it('what the document around a frame says holds, and the next one is waited for as long', async () => {
  const frameMasking = createFrameMasking()
  for (const masking of ['keep', 'block']) {
    const said = frameMasking(1, 's1', [0])
    await asked(masking === 'keep' ? 1 : 2)
    await vi.advanceTimersByTimeAsync(2900)
    answers.at(-1)?.(masking)
    expect(await said).toBe(masking)
  }
})

it('a document that does not answer masks its frames, and keeps but the first of them waiting', async () => {
  const frameMasking = createFrameMasking()
  const first = frameMasking(1, 's1', [0])
  await asked(1)
  await vi.advanceTimersByTimeAsync(3000)
  expect(await first).toBe('mask')
  const second = frameMasking(1, 's1', [1])
  await asked(2)
  await vi.advanceTimersByTimeAsync(100)
  expect(await second).toBe('mask')
  // Once it answers it is trusted again, to say something and to take its time.
  answers[1]?.('keep')
  await vi.advanceTimersByTimeAsync(0)
  const third = frameMasking(1, 's1', [2])
  await asked(3)
  await vi.advanceTimersByTimeAsync(2900)
  answers[2]?.('keep')
  expect(await third).toBe('keep')
})
