import { describe, expect, it } from 'vitest'
import { newSession } from '../../lib/store/testRows'
import { freshDigests, type LibraryDigest, lineWith } from './libraryDigest'

const digest: LibraryDigest = {
  revision: 0,
  policy: '',
  events: 5,
  text: 'secret',
  signals: {},
  failedRequests: 0,
}
const session = newSession({ sessionId: 'a', events: 5 })
const fresh = (patch: Partial<typeof session>, policy = '') => [
  ...freshDigests(new Map([['a', digest]]), [{ ...session, ...patch }], () => policy).keys(),
]

describe('freshDigests', () => {
  it('keeps what tells about the session as it is', () => {
    expect(fresh({})).toEqual(['a'])
  })
  it('drops what was read before the session was rewritten, grew, or was masked by a stricter rule', () => {
    expect(fresh({ revision: 1 })).toEqual([])
    expect(fresh({ events: 6 })).toEqual([])
    expect(fresh({}, '{"level":"mask-all"}')).toEqual([])
  })
})

describe('lineWith', () => {
  it('answers the first line with one of the words, as it was recorded', () => {
    expect(lineWith('GET /a 200\nTypeError: Total', ['total'])).toBe('TypeError: Total')
    expect(lineWith('nothing', ['total'])).toBeUndefined()
  })
})
