/**
 * Events of earlier versions, brought to the present one when they are read. Nothing that is stored is rewritten, so an
 * upgrade cannot be interrupted, and a mistake in one can be mended later.
 */
import { FORMAT_VERSION, type RecordEvent } from './events'

/** Brings the events of one chunk from one version to the next. Must not change what it is given. */
export type Upgrader = (events: readonly unknown[]) => unknown[]

/**
 * `UPGRADERS[0]` brings version 1 to version 2, and so on: as many as there are versions before the present one. Never
 * change one that was released; `tests/recordings/versions` holds recordings of each version for ever.
 */
export const UPGRADERS: readonly Upgrader[] = []

/** Of a recording that a newer Recount made. Nothing of it is shown: half understood it could show what was masked. */
export function newerFormatError(version: number): Error {
  const error = new Error(
    `This recording was made by a newer version of Recount (format ${version}, this one reads up to ${FORMAT_VERSION}). Update Recount to open it.`,
  )
  error.name = 'NewerFormatError'
  return error
}

/** One step at a time, from the version they were written in. Throws `NewerFormatError`. */
export function upgradeEvents(
  events: readonly unknown[],
  from: number,
  upgraders: readonly Upgrader[] = UPGRADERS,
): RecordEvent[] {
  const latest = upgraders.length + 1
  if (from > latest) throw newerFormatError(from)
  let upgraded: unknown[] = [...events]
  for (const upgrade of upgraders.slice(Math.max(0, from - 1))) upgraded = upgrade(upgraded)
  return upgraded.filter(isEvent)
}

/** The downlink looked at the body before it was stored; this only keeps a damaged entry from stopping the rest. */
export function isEvent(value: unknown): value is RecordEvent {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    typeof value.kind === 'string' &&
    'time' in value &&
    typeof value.time === 'number'
  )
}
