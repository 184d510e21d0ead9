import type { ConsoleEvent, Milliseconds } from '../../format/events'
import { isPreviewMark, type PreviewMark } from '../../format/preview'
import type { Masker } from '../../privacy/masker'
import {
  countOf,
  isRecord,
  maskEntry,
  maskName,
  type ProbeRecord,
  textOf,
  wordOf,
} from './trackProbeFields'

const LEVELS: ConsoleEvent['level'][] = [
  'log',
  'info',
  'warn',
  'error',
  'debug',
  'trace',
  'assert',
  'dir',
  'table',
  'group',
  'groupEnd',
  'count',
  'time',
]
const MAX_ARGS = 20
/** Deeper than the probe writes. */
const MAX_DEPTH = 8
export function consoleEvent(
  record: ProbeRecord,
  time: Milliseconds,
  masker: Masker,
): ConsoleEvent | undefined {
  const level = wordOf(record, 'level', LEVELS)
  if (!level || !Array.isArray(record.args)) return undefined
  const event: ConsoleEvent = {
    kind: 'console',
    time,
    level,
    args: maskItems(record.args.slice(0, MAX_ARGS), masker, -1),
  }
  const stack = textOf(record, 'stack')
  if (stack !== '') event.stack = masker.payload(stack, 'stack')
  const repeat = countOf(record, 'repeat')
  if (repeat !== undefined && repeat > 0) event.repeat = repeat
  return event
}

/** Masks every string and number of a preview; its shape and its marks stay. */
export function maskPreview(value: unknown, masker: Masker, depth = 0): unknown {
  if (typeof value === 'string') return masker.payload(value, 'console')
  if (typeof value === 'number') return maskNumber(value, masker)
  if (typeof value !== 'object' || value === null) return typeof value === 'boolean' ? value : null
  if (depth > MAX_DEPTH) return { $: 'circular' }
  if (Array.isArray(value)) return maskItems(value, masker, depth)
  if (isPreviewMark(value)) return maskMark(value, masker, depth)
  return isRecord(value) ? maskMembers(value, masker, depth) : null
}

/** What follows the name of a secret is one: `log('password', value)`, an entry of a map or a form. */
function maskItems(items: readonly unknown[], masker: Masker, depth: number): unknown[] {
  return items.map((item, index) => {
    const before = items[index - 1]
    const isNamed =
      typeof item === 'string' && typeof before === 'string' && NAME_OF_SECRET.test(before)
    return isNamed
      ? maskEntry(masker, { key: before.replace(/\W+$/, ''), value: item }, 'console').value
      : maskPreview(item, masker, depth + 1)
  })
}

/** One word, as keys are written. */
const NAME_OF_SECRET = /^[\w.-]{3,40}\s?[:=]?\s?$/

/** A number may be a card or a phone: what the masker would change in text is masked as text. */
function maskNumber(value: number, masker: Masker): unknown {
  const text = String(value)
  const masked = masker.payload(text, 'console')
  return masked === text ? value : masked
}

function maskMembers(members: ProbeRecord, masker: Masker, depth: number): Record<string, unknown> {
  const masked: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(members)) {
    if (key === '$more') {
      masked.$more = typeof value === 'number' ? value : 0
      continue
    }
    const isPlain = typeof value === 'string' || typeof value === 'number'
    // What a name makes secret is secret whole: an object under it is asked for with a stand-in.
    const entry = maskEntry(masker, { key, value: isPlain ? String(value) : 'x' }, 'console')
    const isKept = isPlain ? entry.value === String(value) : entry.value === 'x'
    if (isKept) masked[entry.key] = isPlain ? value : maskPreview(value, masker, depth + 1)
    else masked[entry.key] = isPlain ? entry.value : { $: 'masked' }
  }
  return masked
}

function maskMark(mark: PreviewMark, masker: Masker, depth: number): PreviewMark {
  const masked: PreviewMark = { $: /^[a-z]{1,12}$/.test(mark.$) ? mark.$ : 'object' }
  const say = (text: unknown, use: 'console' | 'error' | 'stack' = 'console') =>
    typeof text === 'string' ? masker.payload(text, use) : ''
  if (mark.value !== undefined)
    masked.value =
      mark.$ === 'node' && typeof mark.value === 'string'
        ? masker.selector(mark.value)
        : say(mark.value)
  if (mark.name !== undefined)
    masked.name = typeof mark.name === 'string' ? maskName(masker, mark.name) : ''
  if (mark.message !== undefined) masked.message = say(mark.message, 'error')
  if (mark.stack !== undefined) masked.stack = say(mark.stack, 'stack')
  if (typeof mark.size === 'number') masked.size = mark.size
  if (typeof mark.length === 'number') masked.length = mark.length
  if (typeof mark.count === 'number') masked.count = mark.count
  if (Array.isArray(mark.items)) masked.items = maskItems(mark.items, masker, depth)
  if (isRecord(mark.members)) masked.members = maskMembers(mark.members, masker, depth + 1)
  if (mark.cause !== undefined) masked.cause = maskPreview(mark.cause, masker, depth + 1)
  return masked
}
