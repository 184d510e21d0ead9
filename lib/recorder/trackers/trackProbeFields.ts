/** Reads what the page's side says: unknown, bounded, and never trusted to be what it claims. */
import type { Masker, PayloadUse } from '../../privacy/masker'

export type ProbeRecord = Readonly<Record<string, unknown>>

/** One pull of the probe. */
export interface ProbeNews {
  /** Indexes of nodes. */
  state: number[]
  shadow: number[]
  animation: number[]
  dropped: Record<string, number>
  records: ProbeRecord[]
}

/** More of a kind than the probe ever has waiting. */
const MAX_RECORDS = 5_000
const MAX_INDEXES = 20_000

export function parseProbeNews(news: unknown): ProbeNews | undefined {
  if (!isRecord(news)) return undefined
  const dropped: Record<string, number> = {}
  if (isRecord(news.dropped)) {
    for (const [kind, count] of Object.entries(news.dropped).slice(0, 20)) {
      if (typeof count === 'number' && count > 0) dropped[kind] = Math.floor(count)
    }
  }
  const records = Array.isArray(news.records) ? news.records.slice(0, MAX_RECORDS) : []
  return {
    state: indexes(news.state),
    shadow: indexes(news.shadow),
    animation: indexes(news.animation),
    dropped,
    records: records.filter(isRecord),
  }
}

export function isRecord(value: unknown): value is ProbeRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function indexes(value: unknown): number[] {
  if (!Array.isArray(value)) return []
  return value.slice(0, MAX_INDEXES).filter((index): index is number => Number.isInteger(index))
}

/** A string member, cut; '' where it is none. */
export function textOf(record: ProbeRecord, key: string, max = 4_000): string {
  const value = record[key]
  return typeof value === 'string' ? value.slice(0, max) : ''
}

/** A finite number; undefined where it is none. */
export function numberOf(record: ProbeRecord, key: string): number | undefined {
  const value = record[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** A whole number of something that cannot be negative. */
export function countOf(record: ProbeRecord, key: string): number | undefined {
  const value = numberOf(record, key)
  return value === undefined || value < 0 ? undefined : Math.round(value)
}

/** One of a list of words. */
export function wordOf<Word extends string>(
  record: ProbeRecord,
  key: string,
  words: readonly Word[],
): Word | undefined {
  return words.find((word) => word === record[key])
}

/** Masks a value together with its name, for a name may say that the value is secret. */
export function maskEntry(
  masker: Masker,
  entry: { key: string; value: string },
  use: PayloadUse,
): { key: string; value: string } {
  const masked = masker.payload(JSON.stringify({ [entry.key]: entry.value }), use)
  try {
    const first = Object.entries(JSON.parse(masked) as Record<string, unknown>)[0]
    if (first && typeof first[1] === 'string') return { key: first[0], value: first[1] }
  } catch {
    // Masking changed it beyond reading: nothing of it is kept.
  }
  return { key: '', value: '' }
}

const STANDARD_NAMES = new Set(
  (
    'Error EvalError RangeError ReferenceError SyntaxError TypeError URIError AggregateError SuppressedError ' +
    'AbortError ConstraintError DataCloneError DataError EncodingError HierarchyRequestError IndexSizeError ' +
    'InvalidAccessError InvalidCharacterError InvalidModificationError InvalidNodeTypeError InvalidStateError ' +
    'NamespaceError NetworkError NotAllowedError NotFoundError NotReadableError NotSupportedError OperationError ' +
    'QuotaExceededError ReadOnlyError SecurityError TimeoutError TransactionInactiveError UnknownError VersionError ' +
    'WrongDocumentError DOMException Object Array Map Set WeakMap WeakSet Promise Date Window Storage Location ' +
    'CSSStyleDeclaration Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array ' +
    'Float16Array Float32Array Float64Array BigInt64Array BigUint64Array'
  ).split(' '),
)

/** Names the platform gives say nothing about the page; those a page made up are masked like its words. */
export function maskName(masker: Masker, name: string): string {
  return STANDARD_NAMES.has(name) ? name : masker.payload(name, 'error')
}
