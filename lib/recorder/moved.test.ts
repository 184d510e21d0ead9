import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moved } from './moved'

const nodes = Array.from({ length: 12 }, (_, name) => ({ name }) as unknown as Node)
const some = fc.shuffledSubarray(nodes)

describe('moved', () => {
  it('says nothing of a list that is as it was', () => {
    expect(moved(nodes, [...nodes])).toEqual({ came: [], left: [] })
  })

  it('calls as few nodes moved as possible', () => {
    const [first, ...rest] = nodes
    const { came, left } = moved(nodes, [...rest, first as Node])
    expect(came).toEqual([first])
    expect(left).toEqual([first])
  })

  it('tells all that is needed to make the one list out of the other', () => {
    fc.assert(
      fc.property(some, some, (before, now) => {
        const { came, left } = moved(before, now)
        expect(new Set(came).size).toBe(came.length)
        expect(new Set(left).size).toBe(left.length)
        const stays = before.filter((node) => !left.includes(node))
        expect(now.filter((node) => !came.includes(node))).toEqual(stays)
        for (const node of left) expect(before).toContain(node)
      }),
    )
  })
})
