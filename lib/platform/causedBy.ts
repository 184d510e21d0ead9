/** Whether an error of that name is behind this one: Dexie wraps what the browser threw and carries it as `inner`. */
export function causedBy(error: unknown, name: string): boolean {
  if (typeof error !== 'object' || error === null) return false
  if ('name' in error && error.name === name) return true
  return 'inner' in error && causedBy(error.inner, name)
}

/** The browser refused to write: its disk, or its share of the disk, is full. */
export function isDiskFull(error: unknown): boolean {
  return causedBy(error, 'QuotaExceededError')
}
