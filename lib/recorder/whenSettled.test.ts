import { beforeEach, expect, test, vi } from 'vitest'
import { whenSettled } from './whenSettled'

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

test('waits for the rest of the tree, a slice with each delay', () => {
  let slicesLeft = 3
  const ran = vi.fn()
  const settled = () => --slicesLeft < 0
  const task = whenSettled({ guard: (run) => run, settled }, ran, 100)
  task.request()
  vi.advanceTimersByTime(399)
  expect(ran).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(ran).toHaveBeenCalledOnce()
  expect(vi.getTimerCount()).toBe(0)
})
