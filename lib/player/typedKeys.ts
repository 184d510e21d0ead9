/** What the person typed just before a moment, as it is drawn over the stage: named keys, and a dot for each character. */
import type { KeyEvent, RecordEvent } from '../format/events'

/** How long a key is seen. */
export const KEY_SEEN_MS = 1200
/** The change that a key itself makes (Backspace, Enter) is not another one. */
const SAME_KEY_MS = 60
/** More dots say nothing more. */
const MOST_DOTS = 12
const MOST_KEYS = 8

const NAMES = new Map([
  ['Control', 'Ctrl'],
  ['Meta', '⌘'],
  ['ArrowUp', '↑'],
  ['ArrowDown', '↓'],
  ['ArrowLeft', '←'],
  ['ArrowRight', '→'],
])

/** `events`: of all documents on show, each with its age in milliseconds. Never what was typed, only that it was. */
export function typedKeys(events: readonly { event: RecordEvent; ageMs: number }[]): string[] {
  const seen = events
    .filter(({ ageMs }) => ageMs >= 0 && ageMs <= KEY_SEEN_MS)
    .sort((a, b) => b.ageMs - a.ageMs)
  const keys: string[] = []
  let lastKeyAge = Number.POSITIVE_INFINITY
  for (const { event, ageMs } of seen) {
    if (event.kind === 'key') {
      keys.push(nameOf(event))
      lastKeyAge = ageMs
    } else if (isTyping(event) && lastKeyAge - ageMs > SAME_KEY_MS) addDot(keys)
  }
  return keys.slice(-MOST_KEYS)
}

function isTyping(event: RecordEvent): boolean {
  return event.kind === 'input' && event.value !== undefined && event.byScript !== true
}

function addDot(keys: string[]): void {
  const last = keys.at(-1)
  if (last?.startsWith('•'))
    keys[keys.length - 1] = '•'.repeat(Math.min(MOST_DOTS, last.length + 1))
  else keys.push('•')
}

function nameOf({ key, modifiers = [] }: KeyEvent): string {
  const letter = key.length === 1 ? key.toUpperCase() : key
  return [...modifiers, letter].map((part) => NAMES.get(part) ?? part).join(' + ')
}
