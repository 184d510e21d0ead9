/**
 * Counts, in the recorder's own world, everything that will wake the page by itself: with none of it waiting, only what
 * happens in the page can. Answers `pending` with the number.
 */
export function countWakeups(): void {
  const waiting = new Set<string>()
  let lines = 0
  const world = globalThis as unknown as Record<string, (...args: unknown[]) => number>

  function watch(ask: string, cancel: string, isOnce: boolean): void {
    const real = { ask: world[ask]?.bind(globalThis), cancel: world[cancel]?.bind(globalThis) }
    world[ask] = (run, ...rest) => {
      let name = ''
      const handle =
        real.ask?.(
          (...args: unknown[]) => {
            if (isOnce) waiting.delete(name)
            ;(run as (...args: unknown[]) => void)(...args)
          },
          ...rest,
        ) ?? 0
      name = `${ask} ${handle}`
      waiting.add(name)
      lines++
      return handle
    }
    world[cancel] = (handle) => {
      waiting.delete(`${ask} ${handle}`)
      real.cancel?.(handle)
      return 0
    }
  }
  watch('setTimeout', 'clearTimeout', true)
  watch('setInterval', 'clearInterval', false)
  watch('requestAnimationFrame', 'cancelAnimationFrame', true)
  watch('requestIdleCallback', 'cancelIdleCallback', true)

  const { runtime } = (globalThis as unknown as { chrome: typeof chrome }).chrome
  runtime.onMessage.addListener((message: { name?: unknown }, _sender, answer) => {
    if (message.name === 'pending') answer({ waiting: [...waiting], asked: lines })
  })
}
