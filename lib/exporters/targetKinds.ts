import type { KeyEvent, TargetDescription } from '../format/events'

/** A form control itself, not its label. */
export function isControl({ tag }: TargetDescription): boolean {
  return tag === 'input' || tag === 'select' || tag === 'textarea' || tag === 'button'
}

const NOT_TEXT = new Set('checkbox radio button submit reset image range file color'.split(' '))

/** Takes text from the keyboard. */
export function isTextControl({ tag, type, role }: TargetDescription): boolean {
  if (tag === 'textarea' || type === 'contenteditable') return true
  if (tag === 'input') return !NOT_TEXT.has(type ?? 'text')
  return role === 'textbox' || role === 'searchbox'
}

const EDITING_KEYS = new Set(['Backspace', 'Delete', 'ArrowLeft', 'ArrowRight', 'Home', 'End'])
const BARE_MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'Meta', 'CapsLock', 'AltGraph', 'Dead'])

/** Keys whose whole effect is in the value that follows. */
export function isEditingKey(
  { key, modifiers = [] }: KeyEvent,
  target: TargetDescription,
): boolean {
  if (BARE_MODIFIERS.has(key)) return true
  if (!isTextControl(target)) return false
  const command = modifiers.includes('Control') || modifiers.includes('Meta')
  return EDITING_KEYS.has(key) || (command && /^[acvxyz]$/i.test(key))
}
