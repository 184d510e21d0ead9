export type Command =
  | { do: 'toggle' }
  | { do: 'skip'; byMs: number }
  | { do: 'event'; direction: -1 | 1 }
  | { do: 'share'; share: number }
  | { do: 'speed'; direction: -1 | 1 }
  | { do: 'error' }
  | { do: 'skipInactivity' }
  | { do: 'scale' }
  | { do: 'panes' }
  | { do: 'help' }
  | { do: 'zoom'; factor: number }
  | { do: 'wholeTimeline' }
  | { do: 'deviceFrame' }
  | { do: 'copyLink' }
  | { do: 'copyPicture' }

interface Stroke {
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  altKey: boolean
  metaKey: boolean
}

/** Each press shows twice as much, or half of it. */
const ZOOM = 2

const COMMANDS = new Map<string, Command>(
  Object.entries({
    ' ': { do: 'toggle' },
    k: { do: 'toggle' },
    j: { do: 'skip', byMs: -10_000 },
    l: { do: 'skip', byMs: 10_000 },
    ArrowLeft: { do: 'skip', byMs: -5_000 },
    ArrowRight: { do: 'skip', byMs: 5_000 },
    ',': { do: 'event', direction: -1 },
    '.': { do: 'event', direction: 1 },
    '<': { do: 'speed', direction: -1 },
    '>': { do: 'speed', direction: 1 },
    Home: { do: 'share', share: 0 },
    End: { do: 'share', share: 1 },
    e: { do: 'error' },
    i: { do: 'skipInactivity' },
    f: { do: 'scale' },
    p: { do: 'panes' },
    d: { do: 'deviceFrame' },
    y: { do: 'copyLink' },
    c: { do: 'copyPicture' },
    '+': { do: 'zoom', factor: 1 / ZOOM },
    '=': { do: 'zoom', factor: 1 / ZOOM },
    '-': { do: 'zoom', factor: ZOOM },
    z: { do: 'wholeTimeline' },
    '?': { do: 'help' },
  } satisfies Record<string, Command>),
)

/** What a key means in the player. Keys with Ctrl, Alt or Meta belong to the browser. */
export function commandFor(stroke: Stroke): Command | undefined {
  if (stroke.ctrlKey || stroke.altKey || stroke.metaKey) return undefined
  if (/^\d$/.test(stroke.key)) return { do: 'share', share: Number(stroke.key) / 10 }
  const command = COMMANDS.get(stroke.key.length === 1 ? stroke.key.toLowerCase() : stroke.key)
  if (command?.do === 'skip' && stroke.shiftKey && stroke.key.startsWith('Arrow')) {
    return { do: 'skip', byMs: Math.sign(command.byMs) * 1000 }
  }
  return command
}

/** Controls that use keys themselves: typing and pressing must stay theirs. */
const OWN_KEYS = 'input, select, textarea, [contenteditable=""], [contenteditable="true"], dialog'
/** These take only Space, Enter and the keys that move the focus among them. */
const PRESSED_KEYS = new Set([' ', 'Enter', 'ArrowLeft', 'ArrowRight', 'Home', 'End'])

/** True where the focused element has its own use of the key. */
export function isTaken(
  target: { closest(selector: string): unknown } | null,
  key: string,
): boolean {
  if (!target) return false
  if (target.closest(OWN_KEYS)) return true
  if (target.closest('[role="tab"]')) return PRESSED_KEYS.has(key)
  return (key === ' ' || key === 'Enter') && Boolean(target.closest('button, a[href], summary'))
}

export const SPEEDS = [0.5, 1, 2, 4, 8, 16] as const

/** The next faster or slower of the offered speeds. */
export function nextSpeed(speed: number, direction: -1 | 1): number {
  const index = SPEEDS.findIndex((candidate) => candidate >= speed)
  const from = index === -1 ? SPEEDS.length - 1 : index
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, from + direction))] ?? speed
}
