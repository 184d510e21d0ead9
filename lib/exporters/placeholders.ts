import type { TargetDescription } from '../format/events'
import { isFiller } from './selectors'

export interface Placeholders {
  /** The name of a field's value; the same field gets the same name again. */
  name(target: TargetDescription, fallback: string): string
}

const LONGEST_NAME = 40

/** Names for values that are not in the recording, derived from how their fields are called: EMAIL, CARD_NUMBER_2. */
export function createPlaceholders(): Placeholders {
  const byField = new Map<string, string>()
  const taken = new Set<string>()
  return {
    name(target, fallback) {
      const { label, name, placeholder, testId, css, type } = target
      const field = JSON.stringify([testId, label, name, placeholder, css])
      const known = byField.get(field)
      if (known) return known
      const words = [label, name, placeholder, testId, type].find((word) => word && !isFiller(word))
      const base = constantCase(words ?? fallback) || constantCase(fallback)
      let unique = base
      for (let count = 2; taken.has(unique); count++) unique = `${base}_${count}`
      taken.add(unique)
      byField.set(field, unique)
      return unique
    },
  }
}

function constantCase(words: string): string {
  return words
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '')
    .toUpperCase()
    .slice(0, LONGEST_NAME)
}
