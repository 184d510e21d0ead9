import { expect, it } from 'vitest'
import type { StorageEvent } from '../../lib/format/events'
import type { EventRow } from './eventRows'
import { storageAt } from './storageAt'

function row(time: number, change: Omit<StorageEvent, 'kind' | 'time'>): EventRow {
  const event: StorageEvent = { kind: 'storage', time, ...change }
  const about = { kind: 'event', event } as const
  return { id: time, atMs: time, icon: 'storage', tone: 'normal', text: '', about }
}

it('says what is stored at a time', () => {
  const rows = [
    row(1, { area: 'local', action: 'set', key: 'cart', value: '1' }),
    row(2, { area: 'cookie', action: 'set', key: 'cart', value: 'c' }),
    row(3, { area: 'local', action: 'set', key: 'cart', value: '2' }),
    row(4, { area: 'cookie', action: 'remove', key: 'cart' }),
    row(5, { area: 'local', action: 'set', key: 'a', value: 'x' }),
    row(6, { area: 'local', action: 'clear' }),
  ]
  const at = (ms: number) =>
    storageAt(rows, ms).map(({ area, key, value }) => `${area} ${key}=${value}`)
  expect(at(0)).toEqual([])
  expect(at(3)).toEqual(['local cart=2', 'cookie cart=c'])
  expect(at(5)).toEqual(['local a=x', 'local cart=2'])
  expect(at(6)).toEqual([])
})
