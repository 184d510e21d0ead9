import type { Milliseconds, StorageEvent } from '../../format/events'
import type { Masker } from '../../privacy/masker'
import { maskEntry, type ProbeRecord, textOf, wordOf } from './trackProbeFields'

export function storageEvent(
  record: ProbeRecord,
  time: Milliseconds,
  masker: Masker,
): StorageEvent | undefined {
  const area = wordOf(record, 'area', ['local', 'session', 'cookie'])
  const action = wordOf(record, 'action', ['set', 'remove', 'clear'])
  if (!area || !action) return undefined
  const event: StorageEvent = { kind: 'storage', time, area, action }
  if (action === 'clear') return event
  const key = textOf(record, 'key', 500)
  // A key is part of the program, a value is what somebody put there.
  event.key = masker.payload(key, 'console')
  if (action === 'set')
    event.value = maskEntry(masker, { key, value: textOf(record, 'value') }, 'storage').value
  return event
}
