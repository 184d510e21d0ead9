import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffVectors, emptyVector, getAt, type SparseVector, setAt } from './sparseVector'

const edits = fc.array(
  fc.tuple(fc.oneof(fc.nat(70), fc.nat(2 ** 30 - 1)), fc.option(fc.nat(5), { nil: undefined })),
)

function build(from: SparseVector<number>, list: [number, number | undefined][], owner: number) {
  let vector = from
  for (const [index, value] of list) vector = setAt(vector, index, { value, owner })
  return vector
}

describe('sparse vector', () => {
  it('answers like a map, whatever is set and taken out', () => {
    fc.assert(
      fc.property(edits, (list) => {
        const map = new Map(list)
        const vector = build(emptyVector<number>(), list, 1)
        for (const [index] of list) expect(getAt(vector, index)).toBe(map.get(index))
      }),
    )
  })

  it('leaves an older version as it was and tells exactly what differs', () => {
    fc.assert(
      fc.property(edits, edits, (first, second) => {
        const before = build(emptyVector<number>(), first, 1)
        const after = build(before, second, 2)
        const oldMap = new Map(first)
        const newMap = new Map([...first, ...second])
        for (const [index] of [...first, ...second]) {
          expect(getAt(before, index)).toBe(oldMap.get(index))
        }
        const expected = [...newMap.keys()].filter((key) => oldMap.get(key) !== newMap.get(key))
        const seen: number[] = []
        diffVectors(before, after, (index) => seen.push(index))
        expect(seen).toEqual(expected.sort((a, b) => a - b))
      }),
    )
  })

  it('gives nothing for indexes that are not whole positive numbers in range', () => {
    const vector = setAt(emptyVector<number>(), Number.NaN, { value: 1, owner: 1 })
    expect(vector.root).toBeUndefined()
    expect(getAt(setAt(vector, 3, { value: 1, owner: 1 }), -1)).toBeUndefined()
    expect(setAt(vector, 2 ** 31, { value: 1, owner: 1 }).root).toBeUndefined()
  })
})
