/**
 * A value of the page as the console shows it. What JSON can say is written as itself; the rest is an object whose `$`
 * names its kind. A page's own key that begins with `$` is written with one `$` more.
 *
 * - `undefined`, `empty` (hole of an array), `getter` (never run), `circular`, `unreadable`, `masked`
 * - `number`, `bigint`, `symbol`, `date`, `regexp`, `url`, `boxed`, `node` (a selector), `event` (its type),
 *   `response` (its URL): `value`
 * - `cut` (a long string): `value`, `length`; `bytes`: `size`; `typed`: `name`, `length`, `items`
 * - `function`: `name`; `error`: `name`, `message`, `stack`, `cause`; `object` (of a class): `name`, `members`
 * - `map` (items are pairs), `set`: `size`, `items`; `more` (left out): `count`
 *
 * An object with more members than are shown has their number in `$more`.
 */
export interface PreviewMark {
  $: string
  value?: string
  name?: string
  message?: string
  stack?: string
  size?: number
  length?: number
  count?: number
  items?: unknown[]
  members?: Record<string, unknown>
  cause?: unknown
}

export function isPreviewMark(value: unknown): value is PreviewMark {
  return typeof value === 'object' && value !== null && '$' in value && typeof value.$ === 'string'
}

/** One line for a list. Strings stand without quotes at the top, as the browser's console shows them. */
export function previewText(value: unknown, depth = 0): string {
  if (typeof value === 'string') return depth === 0 ? value : JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (depth > 3) return '…'
  if (isPreviewMark(value)) return markText(value, depth)
  if (Array.isArray(value))
    return `[${value.map((item) => previewText(item, depth + 1)).join(', ')}]`
  return membersText(value as Record<string, unknown>, depth)
}

function membersText(members: Record<string, unknown>, depth: number): string {
  const shown = Object.entries(members).map(([key, member]) => {
    if (key === '$more') return `… ${String(member)} more`
    return `${key.startsWith('$$') ? key.slice(1) : key}: ${previewText(member, depth + 1)}`
  })
  return shown.length === 0 ? '{}' : `{ ${shown.join(', ')} }`
}

function markText(mark: PreviewMark, depth: number): string {
  const list = () => (mark.items ?? []).map((item) => previewText(item, depth + 1)).join(', ')
  switch (mark.$) {
    case 'cut':
      return `${mark.value ?? ''}… (${mark.length ?? 0} characters)`
    case 'bigint':
      return `${mark.value ?? ''}n`
    case 'function':
      return `ƒ ${mark.name ?? ''}()`
    case 'error':
      return mark.stack && depth === 0
        ? mark.stack
        : `${mark.name ?? 'Error'}: ${mark.message ?? ''}`
    case 'node':
      return `<${(mark.value ?? '').toLowerCase()}>`
    case 'event':
      return `Event(${mark.value ?? ''})`
    case 'object':
      return `${mark.name ?? ''} ${membersText(mark.members ?? {}, depth)}`
    case 'map':
      return `Map(${mark.size ?? 0}) { ${(mark.items ?? []).map((pair) => pairText(pair, depth)).join(', ')} }`
    case 'set':
      return `Set(${mark.size ?? 0}) { ${list()} }`
    case 'typed':
      return `${mark.name ?? ''}(${mark.length ?? 0}) [${(mark.items ?? []).join(', ')}]`
    case 'bytes':
      return `(${mark.size ?? 0} bytes)`
    case 'more':
      return `… ${mark.count ?? 0} more`
    default:
      return mark.value ?? `(${mark.$})`
  }
}

function pairText(pair: unknown, depth: number): string {
  if (!Array.isArray(pair)) return previewText(pair, depth + 1)
  return `${previewText(pair[0], depth + 1)} => ${previewText(pair[1], depth + 1)}`
}
