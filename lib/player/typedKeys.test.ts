import { describe, expect, it } from 'vitest'
import type { RecordEvent } from '../format/events'
import { typedKeys } from './typedKeys'

const key = (ageMs: number, name: string, modifiers?: ('Control' | 'Shift')[]) => ({
  ageMs,
  event: { kind: 'key', time: 0, id: 5, key: name, ...(modifiers && { modifiers }) } as RecordEvent,
})
const typed = (ageMs: number, more: object = { value: 'secret' }) => ({
  ageMs,
  event: { kind: 'input', time: 0, id: 5, ...more } as RecordEvent,
})

describe('keys drawn over the stage', () => {
  it('are named, and what types text is a dot', () => {
    expect(
      typedKeys([typed(900), typed(800), key(500, 'Enter'), key(100, 'k', ['Control'])]),
    ).toEqual(['••', 'Enter', 'Ctrl + K'])
    expect(typedKeys([key(10, 'ArrowLeft', ['Shift'])])).toEqual(['Shift + ←'])
  })
  it('are in the order in which they were pressed, whichever document they are of', () => {
    expect(typedKeys([key(100, 'Tab'), typed(700)])).toEqual(['•', 'Tab'])
  })
  it('are one for the key and the change it makes', () => {
    expect(typedKeys([key(500, 'Backspace'), typed(490)])).toEqual(['Backspace'])
  })
  it('are gone after a while, and are not there before', () => {
    expect(typedKeys([key(1300, 'Enter'), key(-1, 'Tab')])).toEqual([])
  })
  it('are neither choices nor what script wrote', () => {
    expect(
      typedKeys([typed(10, { checked: true }), typed(10, { value: 'x', byScript: true })]),
    ).toEqual([])
  })
})
