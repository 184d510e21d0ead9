/**
 * Runs `act` for the newest wanted value, one at a time: a drag asks for a seek per pointer event, and only the last one
 * matters by the time the one before is done.
 */
export function latestOnly<Value>(act: (value: Value) => Promise<void>): (value: Value) => void {
  let running = false
  let next: { value: Value } | undefined
  const drain = async () => {
    running = true
    try {
      while (next) {
        const { value } = next
        next = undefined
        await act(value)
      }
    } finally {
      running = false
    }
  }
  return (value) => {
    next = { value }
    if (!running) void drain()
  }
}
