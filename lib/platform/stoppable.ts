/** Something that runs until it is told to stop. Stopping twice is harmless. */
export interface Stoppable {
  stop(): void
}

/** Stops in reverse order of starting, all of them even when one throws; the first error is thrown at the end. */
export function stopAll(stoppables: readonly Stoppable[]): void {
  const errors: unknown[] = []
  for (const stoppable of [...stoppables].reverse()) {
    try {
      stoppable.stop()
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw errors[0]
}
