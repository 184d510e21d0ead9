import { expect, it } from 'vitest'
import { comparePreviews } from './comparePreviews'
import type { PreviewElement, PreviewReport, PreviewState } from './previewReport'

const report = (states: [path: string, state: PreviewState][]): PreviewReport => ({
  url: 'https://shop.example/',
  takenAt: 0,
  profile: { id: 'recount', name: 'Recount', version: '', confidence: 'own', level: 'mask-all' },
  counts: { kept: 0, masked: 0, blocked: 0 },
  elements: states.map(
    ([path, state]): PreviewElement => ({
      path,
      what: 'text',
      state,
      reason: { kind: 'level', detail: state },
    }),
  ),
})

it('lists what differs, newly visible first', () => {
  const before = report([
    ['#same', 'masked'],
    ['#hidden', 'kept'],
    ['#gone', 'masked'],
    ['#shown', 'masked'],
    ['#unblocked', 'blocked'],
    ['#half', 'blocked'],
  ])
  const after = report([
    ['#same', 'masked'],
    ['#hidden', 'masked'],
    ['#new-clear', 'kept'],
    ['#new-masked', 'masked'],
    ['#shown', 'kept'],
    ['#unblocked', 'kept'],
    ['#half', 'masked'],
  ])
  const { newlyVisible, appearedVisible, differences } = comparePreviews(before, after)
  expect([newlyVisible, appearedVisible]).toEqual([2, 1])
  expect(differences.map(({ path, before, after }) => `${path} ${before} ${after}`)).toEqual([
    '#shown masked kept',
    '#unblocked blocked kept',
    '#new-clear absent kept',
    '#half blocked masked',
    '#hidden kept masked',
    '#new-masked absent masked',
    '#gone masked absent',
  ])
})

it('tells elements with the same path apart', () => {
  const one = report([
    ['#twice', 'masked'],
    ['#twice', 'masked'],
  ])
  const other = report([
    ['#twice', 'masked'],
    ['#twice', 'kept'],
  ])
  expect(comparePreviews(one, other).newlyVisible).toBe(1)
  expect(comparePreviews(one, one).differences).toEqual([])
})
