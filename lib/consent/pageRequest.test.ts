import { expect, it } from 'vitest'
import { parsePageRequest } from './pageRequest'

it('reads what a page may ask for', () => {
  const asked = { recording: 'on', privacy: 'mask-all', force: true, sampleRate: 0.5, end: true }
  expect(parsePageRequest(asked)).toEqual(asked)
})

it('keeps nothing else, and nothing of another type', () => {
  expect(parsePageRequest({ recording: 'on', privacy: 'none', force: 1, extra: 'x' })).toEqual({
    recording: 'on',
  })
  for (const sampleRate of [-1, 2, Number.NaN, '0.5'])
    expect(parsePageRequest({ recording: 'off', sampleRate })).toEqual({ recording: 'off' })
  for (const value of [undefined, null, 'on', [], { recording: 'yes' }, { recording: ['on'] }])
    expect(parsePageRequest(value)).toBeUndefined()
})
