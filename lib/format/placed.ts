import type { RecordEvent } from './events'

/** An event with its place on the session's time axis. */
export interface PlacedEvent {
  /** Milliseconds since the session's start. */
  atMs: number
  streamId: string
  event: RecordEvent
}
