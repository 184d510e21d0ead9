/** Something that runs until it is told to stop. Stopping twice is harmless. */
export interface Stoppable {
  stop(): void
}

/**
 * Stops in reverse order of starting, all of them even when one throws; the first error is thrown at the end.
 * Without iterators: it also runs in the page's world, where a page may have replaced them.
 */
export function stopAll(stoppables: readonly Stoppable[]): void {
  let failed: { error: unknown } | undefined
  for (let i = stoppables.length - 1; i >= 0; i--) {
    try {
      stoppables[i]?.stop()
    } catch (error) {
      failed ??= { error }
    }
  }
  if (failed) throw failed.error
}
