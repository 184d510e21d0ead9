import { describe, expect, it } from 'vitest'
import { html, snapshot } from '../../tests/support/recordings'
import type { MutationEvent, RecordEvent } from '../format/events'
import type { PackedNode } from '../format/tree'
import { applyEvent } from '../replay/apply'
import { emptyState, fork, nodeOf } from '../replay/documentState'
import { findReuse } from './reuse'

/** body 5, main 6, its content from 7. What changed is below `parent`. */
function reuse(
  content: PackedNode[],
  change: Partial<MutationEvent>,
  earlier: RecordEvent[] = [],
  parent = 6,
) {
  const before = emptyState()
  applyEvent(before, snapshot(html([], [['main', 0, 0, ...content]])))
  for (const event of earlier) applyEvent(before, event)
  const after = fork(before)
  applyEvent(after, { kind: 'mutation', time: 1, ...change })
  const [old, now] = [nodeOf(before, parent), nodeOf(after, parent)]
  if (!old || !now) throw new Error('no parent')
  return [...findReuse(before, after, [[old, now]])]
}

const row = (text: string): PackedNode => ['div', 0, 0, ['b', 0, 0, text], ['i', 0, 0, text]]

describe('a node stands for another one', () => {
  it('with all below it that is alike, in the same order', () => {
    const change: Partial<MutationEvent> = {
      removes: [7, 12],
      inserts: [
        [6, 0, 30, row('c')],
        [6, 0, 40, row('d')],
      ],
    }
    const pairs = Object.fromEntries(reuse([row('a'), row('b')], change))
    expect(pairs).toMatchObject({ 30: 7, 31: 8, 32: 9, 33: 10, 34: 11 })
    expect(pairs).toMatchObject({ 40: 12, 41: 13, 42: 14, 43: 15, 44: 16 })
  })
  it('while what is not alike is made', () => {
    const change: Partial<MutationEvent> = {
      removes: [7],
      inserts: [[6, 0, 30, ['div', 0, 0, ['b', 0, 0, 'x'], ['u', 0, 0, 'x']]]],
    }
    expect(reuse([row('a')], change)).toEqual([
      [30, 7],
      [31, 8],
      [32, 9],
    ])
  })
  it('never where it may remember what it showed before', () => {
    const kinds: PackedNode[] = [
      ['input', 0, 0],
      ['img', 0, 0],
      ['x-row', 0, 0],
      ['div', ['popover', ''], 0],
      ['div', 0, { scroll: [0, 9] }],
      ['div', 0, 0, { shadow: [], mode: 'open' }],
    ]
    for (const kind of kinds) {
      const inserts: MutationEvent['inserts'] = [[6, 0, 30, kind]]
      expect(reuse([kind], { removes: [7], inserts }), JSON.stringify(kind)).toEqual([])
    }
  })
  it('nor where the selection ends in it, or it only went elsewhere', () => {
    const selection: RecordEvent = { kind: 'selection', time: 0, ranges: [[8, 0, 8, 1]] }
    const inserts: MutationEvent['inserts'] = [[6, 0, 30, ['p', 0, 0, 'b']]]
    const change = { removes: [7], inserts }
    expect(reuse([['p', 0, 0, 'a']], change)).toHaveLength(2)
    expect(reuse([['p', 0, 0, 'a']], change, [selection])).toEqual([[30, 7]])
    const moved: MutationEvent['inserts'] = [[5, 0, 7], ...inserts]
    expect(reuse([['p', 0, 0, 'a']], { inserts: moved })).toEqual([])
  })
  it('nor for one that was there before, and only comes from elsewhere', () => {
    const content: PackedNode[] = [
      ['div', 0, 0, ['p', 0, 0, 'a']],
      ['p', 0, 0, 'b'],
    ]
    expect(reuse(content, { removes: [10], inserts: [[6, 0, 8]] })).toEqual([])
  })
  it('nor where one of them is a drawing, or moves', () => {
    const drawing: PackedNode = ['svg', 0, 0, ['a', 0, 0]]
    const inserts: MutationEvent['inserts'] = [[7, 0, 30, ['a', 0, 0]]]
    expect(reuse([drawing], { removes: [8], inserts }, [], 7)).toEqual([])
    const moving: RecordEvent = {
      kind: 'animation',
      time: 0,
      id: 7,
      animation: 1,
      action: 'start',
      keyframes: [],
    }
    const change = { removes: [7], inserts: [[6, 0, 30, ['p', 0, 0]]] } as Partial<MutationEvent>
    expect(reuse([['p', 0, 0]], change, [moving])).toEqual([])
  })
})
