import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyChange, recordingOf, writeState } from '../../tests/support/anyRecording'
import { SEED } from '../../tests/support/seed'
import type { RecordEvent } from '../format/events'
import { applyEvent } from './apply'
import { type DocumentState, emptyState, fork, nodeOf } from './documentState'
import { packState, unpackState } from './packState'
import { diffVectors } from './sparseVector'

function stateAfter(events: readonly RecordEvent[], from = emptyState()): DocumentState {
  const state = fork(from)
  for (const event of events) applyEvent(state, event)
  return state
}

describe('a packed state', () => {
  it('comes back as it was, and goes on as if nothing had happened', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 40 }), fc.nat(40), (changes, cut) => {
        const events = recordingOf(changes)
        const before = stateAfter(events.slice(0, cut + 1))
        const restored = unpackState(packState(before))
        if (!restored) throw new Error('not restored')
        expect(writeState(restored)).toBe(writeState(before))
        const rest = events.slice(cut + 1)
        expect(writeState(stateAfter(rest, restored))).toBe(writeState(stateAfter(rest, before)))
      }),
      { numRuns: 100, seed: SEED },
    )
  })

  it('shares with a known state all that is the same', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 40 }), fc.nat(40), (changes, cut) => {
        const events = recordingOf(changes)
        const known = stateAfter(events.slice(0, cut + 1))
        const later = stateAfter(events.slice(cut + 1), known)
        const restored = unpackState(packState(later), known)
        if (!restored) throw new Error('not restored')
        const different = (to: DocumentState) => {
          const ids: number[] = []
          diffVectors(known.nodes, to.nodes, (id) => ids.push(id))
          return ids
        }
        // Copies that an event made and left as they were need not be told apart.
        expect(different(later)).toEqual(expect.arrayContaining(different(restored)))
        expect(writeState(restored)).toBe(writeState(later))
      }),
      { numRuns: 100, seed: SEED },
    )
  })

  it('is not taken when it is of another version or damaged', () => {
    const text = packState(stateAfter(recordingOf([])))
    expect(unpackState(text.replace('"version":"2/', '"version":"1/'))).toBeUndefined()
    expect(unpackState(text.slice(0, -1))).toBeUndefined()
    expect(nodeOf(unpackState(text) ?? emptyState(), 1)).toBeDefined()
  })
})
