import { maskShape } from './shape'

const SHORTEST = 3
const LONGEST = 400
const MOST = 300

export interface TypedValues {
  /** `owner` is the field: what was typed there before is replaced while it is a beginning of the new value. */
  remember(value: string, owner?: object): void
  /** Masks every remembered value in a text. */
  mask(text: string): string
  readonly size: number
}

/** Values entered in this document, so that they are masked wherever they come back. Bounded, oldest first out. */
export function createTypedValues(): TypedValues {
  const values = new Set<string>()
  const last = new WeakMap<object, string>()
  let pattern: RegExp | undefined

  return {
    get size() {
      return values.size
    },
    remember(value, owner) {
      const text = value.trim().slice(0, LONGEST)
      if (owner !== undefined) {
        const before = last.get(owner)
        if (before !== undefined && text.startsWith(before)) values.delete(before)
        last.set(owner, text)
      }
      if (text.length < SHORTEST || values.has(text)) return
      values.add(text)
      if (values.size > MOST)
        for (const oldest of values) {
          values.delete(oldest)
          break
        }
      pattern = undefined
    },
    mask(text) {
      if (values.size === 0 || text.length < SHORTEST) return text
      pattern ??= toPattern(values)
      return text.replace(pattern, maskShape)
    },
  }
}

function toPattern(values: Iterable<string>): RegExp {
  const forms = new Set<string>()
  for (const value of values) {
    forms.add(value)
    forms.add(encodeURIComponent(value))
    forms.add(encodeURIComponent(value).replaceAll('%20', '+'))
    forms.add(JSON.stringify(value).slice(1, -1))
    if (/^[\d\s().+-]{6,}$/.test(value)) forms.add(value.replace(/\D/g, ''))
  }
  const longestFirst = [...forms].sort((a, b) => b.length - a.length)
  return new RegExp(longestFirst.map(toSource).join('|'), 'giu')
}

/** Short values only as whole words; digits also with separators between them. */
function toSource(value: string): string {
  if (/^\d{6,}$/.test(value)) return [...value].join('[\\s.-]?')
  const source = value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s+')
  return value.length < 6 ? `(?<![\\p{L}\\p{N}])${source}(?![\\p{L}\\p{N}])` : source
}
