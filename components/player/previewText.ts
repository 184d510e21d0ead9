import type { Preview } from '../../lib/format/events'

/** Longer lines are cut: the whole value is one click away. */
const MAX_LENGTH = 300
const MAX_MEMBERS = 5

/** A logged value on one line, as the browser's console would put it. */
export function previewText(value: Preview, depth = 0): string {
  const text = write(value, depth)
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text
}

function write(value: Preview, depth: number): string {
  if (typeof value === 'string') return depth === 0 ? value : JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (depth > 1) return Array.isArray(value) ? '[…]' : '{…}'
  if (Array.isArray(value)) {
    const shown = value.slice(0, MAX_MEMBERS).map((item) => write(item, depth + 1))
    if (value.length > MAX_MEMBERS) shown.push('…')
    return `[${shown.join(', ')}]`
  }
  const entries = Object.entries(value)
  const shown = entries
    .slice(0, MAX_MEMBERS)
    .map(([key, member]) => `${key}: ${write(member, depth + 1)}`)
  if (entries.length > MAX_MEMBERS) shown.push('…')
  return `{${shown.join(', ')}}`
}
