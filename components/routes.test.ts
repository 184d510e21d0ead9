import { describe, expect, it } from 'vitest'
import { formatRoute, parseRoute } from './routes'

describe('parseRoute', () => {
  it.each([
    ['', { view: 'library' }],
    ['#/', { view: 'library' }],
    ['#/session/', { view: 'library' }],
    ['#/session/ab12', { view: 'session', sessionId: 'ab12' }],
    ['#/session/ab12?t=5300', { view: 'session', sessionId: 'ab12', timeMs: 5300 }],
    ['#/session/ab12#t=5300', { view: 'session', sessionId: 'ab12', timeMs: 5300 }],
    ['#/session/ab12?t=-4', { view: 'session', sessionId: 'ab12' }],
    ['#/session/ab12?t=soon', { view: 'session', sessionId: 'ab12' }],
    ['#/session/a%2Fb', { view: 'session', sessionId: 'a/b' }],
    ['#/session/%E0%A4%A', { view: 'session', sessionId: '%E0%A4%A' }],
  ])('reads %s', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route)
  })

  it('reads and writes two sessions to compare', () => {
    const route = { view: 'compare', before: 'a/1', after: 'b2' } as const
    expect(formatRoute(route)).toBe('#/compare/a%2F1/b2')
    expect(parseRoute(formatRoute(route))).toEqual(route)
    expect(parseRoute('#/compare/a')).toEqual({ view: 'library' })
  })
})

describe('formatRoute', () => {
  it('writes what parseRoute reads', () => {
    const route = { view: 'session', sessionId: 'a/b c', timeMs: 12 } as const
    expect(parseRoute(formatRoute(route))).toEqual(route)
    expect(formatRoute({ view: 'library' })).toBe('#/')
  })
})
