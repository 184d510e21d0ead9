import { describe, expect, it } from 'vitest'
import { html, snapshot } from '../../tests/support/recordings'
import type { PackedNode } from '../format/tree'
import { applyEvent } from './apply'
import { emptyState } from './documentState'
import { eachValue } from './sparseVector'

function tagsOf(body: PackedNode[]): string[] {
  const state = emptyState()
  applyEvent(state, snapshot(html([], body)))
  const tags: string[] = []
  eachValue(state.nodes, ({ kind, tag }) => kind === 'element' && tags.push(tag))
  return tags.slice(3)
}

describe('a tag somebody else wrote', () => {
  it('is the one that the browser would make of it', () => {
    expect(tagsOf([['LINK', 0, 0, ['ScRiPt', 0, 0]]])).toEqual(['link', 'script'])
  })

  it('keeps its case where case counts, and no prefix that would hide it', () => {
    const svg: PackedNode = ['svg', 0, 0, ['linearGradient', 0, 0], ['svg:script', 0, 0]]
    expect(tagsOf([svg])).toEqual(['svg', 'linearGradient', 'script'])
  })
})
