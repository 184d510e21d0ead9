import { describe, expect, it } from 'vitest'
import { commandFor, isTaken, nextSpeed } from './keyboard'

const stroke = (key: string, held: Partial<Parameters<typeof commandFor>[0]> = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...held,
})

describe('commandFor', () => {
  it.each([
    [' ', { do: 'toggle' }],
    ['K', { do: 'toggle' }],
    ['j', { do: 'skip', byMs: -10_000 }],
    ['ArrowRight', { do: 'skip', byMs: 5_000 }],
    ['.', { do: 'event', direction: 1 }],
    ['7', { do: 'share', share: 0.7 }],
    ['?', { do: 'help' }],
  ])('understands %s', (key, command) => {
    expect(commandFor(stroke(key))).toEqual(command)
  })
  it('moves by one second with Shift', () => {
    expect(commandFor(stroke('ArrowLeft', { shiftKey: true }))).toEqual({ do: 'skip', byMs: -1000 })
  })
  it('leaves shortcuts of the browser alone', () => {
    expect(commandFor(stroke('l', { ctrlKey: true }))).toBeUndefined()
    expect(commandFor(stroke('f', { metaKey: true }))).toBeUndefined()
  })
  it('does not react to other keys', () => {
    expect(commandFor(stroke('q'))).toBeUndefined()
    expect(commandFor(stroke('constructor'))).toBeUndefined()
  })
})

describe('isTaken', () => {
  const inside = (kind: string) => ({
    closest: (selector: string) => (selector.includes(kind) ? {} : null),
  })
  it('never takes keys away from a text field', () => {
    expect(isTaken(inside('input'), 'k')).toBe(true)
  })
  it('lets Space press the focused button, and nothing else', () => {
    expect(isTaken(inside('button'), ' ')).toBe(true)
    expect(isTaken(inside('button'), 'k')).toBe(false)
  })
  it('lets arrows move among tabs', () => {
    expect(isTaken(inside('role="tab"'), 'ArrowLeft')).toBe(true)
  })
})

describe('nextSpeed', () => {
  it('walks through the offered speeds and stops at the ends', () => {
    expect(nextSpeed(1, 1)).toBe(2)
    expect(nextSpeed(1, -1)).toBe(0.5)
    expect(nextSpeed(16, 1)).toBe(16)
    expect(nextSpeed(0.5, -1)).toBe(0.5)
    expect(nextSpeed(3, 1)).toBe(8)
  })
})
