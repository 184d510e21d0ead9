import { beforeEach, expect, it, vi } from 'vitest'
import { createPageVitals, type Vital } from './pageVitals'

const watches: ((metric: unknown) => void)[] = []

vi.mock('web-vitals', () => {
  const watch = (note: (metric: unknown) => void) => void watches.push(note)
  return { onCLS: watch, onFCP: watch, onINP: watch, onLCP: watch, onTTFB: watch }
})

beforeEach(() => {
  watches.length = 0
})

it('the browser is asked once, however many recordings of the document there are', () => {
  const vitals = createPageVitals()
  const told: Vital[][] = []
  for (let generation = 0; generation < 30; generation++) {
    const own: Vital[] = []
    told.push(own)
    const telling = vitals.tell((vital) => own.push(vital))
    if (generation === 0)
      watches[0]?.({ name: 'CLS', value: 0.1, rating: 'good', entries: [{ node: 'an element' }] })
    telling.stop()
  }
  expect(watches).toHaveLength(5)
  // Each knows what was known before it, and nothing that holds the page.
  for (const own of told) expect(own).toEqual([{ name: 'CLS', value: 0.1, rating: 'good' }])
})

it('one that has ended is told nothing more', () => {
  const vitals = createPageVitals()
  const first: Vital[] = []
  const second: Vital[] = []
  vitals.tell((vital) => first.push(vital)).stop()
  vitals.tell((vital) => second.push(vital))
  watches[0]?.({ name: 'LCP', value: 900, rating: 'good' })
  expect(first).toEqual([])
  expect(second).toEqual([{ name: 'LCP', value: 900, rating: 'good' }])
})
