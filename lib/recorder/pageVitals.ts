import { type Metric, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals'
import type { Stoppable } from '../platform/stoppable'

/** What is kept of a metric: its entries hold elements of the page. */
export type Vital = Pick<Metric, 'name' | 'value' | 'rating'>

/** The web vitals of a document, for one recording of it after the other. */
export interface PageVitals {
  /** Tells what is known already and what comes. */
  tell(listener: (vital: Vital) => void): Stoppable
}

/**
 * web-vitals cannot be told to stop. Asked once per document, or each generation of a buffer would leave its observers
 * behind, and with them the tree it recorded.
 */
export function createPageVitals(): PageVitals {
  const known = new Map<Vital['name'], Vital>()
  let listener: ((vital: Vital) => void) | undefined
  let isAsked = false
  const note = ({ name, value, rating }: Metric): void => {
    const vital = { name, value, rating }
    known.set(name, vital)
    listener?.(vital)
  }
  return {
    tell(next) {
      listener = next
      for (const vital of known.values()) next(vital)
      if (!isAsked)
        for (const watch of [onCLS, onFCP, onINP, onLCP, onTTFB])
          watch(note, { reportAllChanges: true })
      isAsked = true
      return {
        stop() {
          if (listener === next) listener = undefined
        },
      }
    },
  }
}
