import type { Preview } from '../../lib/format/events'
import { isPreviewMark, type PreviewMark } from '../../lib/format/preview'

type Member = [name: string, value: Preview]

/** What can be opened inside a logged value; empty for what is shown in full on its line. */
export function valueMembers(value: Preview): Member[] {
  if (typeof value !== 'object' || value === null) return []
  if (isPreviewMark(value)) return markMembers(value)
  if (Array.isArray(value)) return value.map((item, index): Member => [String(index), item])
  return objectMembers(value)
}

function markMembers(mark: PreviewMark): Member[] {
  switch (mark.$) {
    case 'object':
      return objectMembers(mark.members ?? {})
    case 'map':
      return (mark.items ?? []).map(
        (pair, index): Member => [
          Array.isArray(pair) && typeof pair[0] === 'string' ? pair[0] : String(index),
          Array.isArray(pair) ? pair[1] : pair,
        ],
      )
    case 'set':
    case 'typed':
      return (mark.items ?? []).map((item, index): Member => [String(index), item])
    case 'error':
      return [
        ...(mark.stack ? [['stack', mark.stack] satisfies Member] : []),
        ...(mark.cause === undefined ? [] : [['cause', mark.cause] satisfies Member]),
      ]
    default:
      return []
  }
}

/** A key of the page that begins with `$` carries one `$` more; `$more` is ours. */
function objectMembers(value: object): Member[] {
  return Object.entries(value).map(([key, member]): Member => {
    if (key === '$more') return ['…', `+${String(member)}`]
    return [key.startsWith('$$') ? key.slice(1) : key, member]
  })
}
