import type { Step } from '../../lib/exporters/step'
import type { NetworkEvent, RecordEvent, TargetDescription } from '../../lib/format/events'
import { previewText } from '../../lib/format/preview'
import type { Overview, PlacedEvent } from '../../lib/player/player'
import type { Signal } from '../../lib/signals/signal'
import { toFileName, toPath } from '../format/address'
import { formatBytes } from '../format/bytes'
import { formatDuration } from '../format/clock'
import { i18n, translateCode } from '../i18n'
import type { IconName } from '../ui/Icon'

export const PANES = [
  'steps',
  'console',
  'network',
  'errors',
  'storage',
  'performance',
  'dom',
  'info',
] as const
export type Pane = (typeof PANES)[number]
/** Panes that are lists of events. */
export type ListPane = Exclude<Pane, 'performance' | 'dom' | 'info'>

export type RowTone = 'normal' | 'warn' | 'danger' | 'muted' | 'mark'

/** One line of a pane. */
export interface EventRow {
  id: number
  atMs: number
  icon: IconName
  tone: RowTone
  text: string
  /** Right-aligned: status, duration, count. */
  facts?: string
  /** Ids of the console groups it stands in, the outermost first. */
  groups?: readonly number[]
  /** The heading of a console group. */
  isGroup?: boolean
  /** What opens when it is chosen. */
  about: RowSubject
}

export type RowSubject =
  | { kind: 'event'; event: RecordEvent }
  | { kind: 'step'; step: Step }
  | { kind: 'signal'; signal: Signal }

type Line = Omit<EventRow, 'id' | 'atMs' | 'about'>

/** The lines of each list pane, in order of time. */
export function toEventRows(overview: Overview, pane: ListPane): EventRow[] {
  const rows: EventRow[] = []
  for (const [id, placed] of overview.notable.entries()) {
    const line = LINES[pane](placed)
    if (!line) continue
    rows.push({ id, atMs: placed.atMs, about: { kind: 'event', event: placed.event }, ...line })
  }
  return rows
}

/** A line is cut by the pane anyway; the whole value is one click away. */
const LONGEST_LINE = 300

const LINES: Record<ListPane, (placed: PlacedEvent) => Line | undefined> = {
  steps: stepLine,
  console: consoleLine,
  network: networkLine,
  errors: errorLine,
  storage: storageLine,
}

function stepLine({ event }: PlacedEvent): Line | undefined {
  switch (event.kind) {
    case 'pointer': {
      const verb = POINTER_VERBS.get(event.action)
      if (!verb) return undefined
      return { icon: 'click', tone: 'normal', text: withTarget(verb, event.target) }
    }
    case 'input': {
      if (event.byScript) return undefined
      const verb = event.checked === undefined ? 'step.fill' : 'step.toggle'
      return { icon: 'text', tone: 'normal', text: withTarget(verb, event.target) }
    }
    case 'key': {
      const keys = [...(event.modifiers ?? []), event.key].join('+')
      return { icon: 'keyboard', tone: 'normal', text: i18n.t('step.press', [keys]) }
    }
    case 'navigation':
      return { icon: 'page', tone: 'normal', text: i18n.t('step.navigate', [toPath(event.url)]) }
    case 'snapshot':
      if (!event.reached) return undefined
      return { icon: 'page', tone: 'normal', text: i18n.t('step.open', [toPath(event.url)]) }
    case 'mark':
      return { icon: 'flag', tone: 'mark', text: event.note || i18n.t('step.mark') }
    case 'gap':
      return {
        icon: 'alert',
        tone: 'warn',
        text: translateCode('gap', event.reason, i18n.t('step.gap')),
        facts: event.durationMs === undefined ? undefined : formatDuration(event.durationMs),
      }
    default:
      return errorLine({ event, atMs: 0, streamId: '' })
  }
}

const POINTER_VERBS = new Map<
  string,
  'step.click' | 'step.doubleClick' | 'step.menu' | 'step.drop'
>([
  ['click', 'step.click'],
  ['dblclick', 'step.doubleClick'],
  ['contextmenu', 'step.menu'],
  ['drop', 'step.drop'],
])

type Verb =
  | 'step.click'
  | 'step.doubleClick'
  | 'step.menu'
  | 'step.drop'
  | 'step.fill'
  | 'step.toggle'

function withTarget(verb: Verb, target: TargetDescription | undefined): string {
  return i18n.t(verb, [describeTarget(target)])
}

/** How a person would name an element, from the best to the worst that was kept of it. */
export function describeTarget(target: TargetDescription | undefined): string {
  if (!target) return i18n.t('step.somewhere')
  const name = target.name ?? target.label ?? target.text ?? target.placeholder
  if (name) return `"${name}"`
  if (target.testId) return target.testId
  const kind = target.role ?? target.tag
  if (kind && target.css && target.css !== kind) return `${kind} (${target.css})`
  return kind ?? target.css ?? i18n.t('step.somewhere')
}

function consoleLine({ event }: PlacedEvent): Line | undefined {
  if (event.kind !== 'console') return undefined
  const failed = event.level === 'error' || event.level === 'assert'
  return {
    icon: failed || event.level === 'warn' ? 'alert' : 'console',
    tone: failed ? 'danger' : event.level === 'warn' ? 'warn' : 'normal',
    text: event.args
      .map((arg) => previewText(arg))
      .join(' ')
      .slice(0, LONGEST_LINE),
    facts: event.repeat && event.repeat > 1 ? `×${event.repeat}` : undefined,
  }
}

function networkLine({ event }: PlacedEvent): Line | undefined {
  if (event.kind === 'socket') {
    return {
      icon: 'network',
      tone: event.action === 'error' ? 'danger' : 'normal',
      text: `${event.via === 'websocket' ? 'WS' : 'SSE'} ${event.action} ${event.url ? toFileName(event.url) : ''}`,
      facts: event.bytes === undefined ? undefined : formatBytes(event.bytes),
    }
  }
  if (event.kind !== 'network') return undefined
  const facts = [
    event.status === undefined ? undefined : String(event.status),
    event.durationMs === undefined ? undefined : formatDuration(event.durationMs),
  ]
  return {
    icon: 'network',
    tone: isFailed(event) ? 'danger' : 'normal',
    text: `${event.method} ${toFileName(event.url)}`,
    facts: event.error && event.status === undefined ? i18n.t('network.failed') : join(facts),
  }
}

/** No answer at all, or one that says error. */
export function isFailed(event: NetworkEvent): boolean {
  return event.error !== undefined || (event.status !== undefined && event.status >= 400)
}

export function errorLine({ event }: PlacedEvent): Line | undefined {
  if (event.kind === 'error') {
    const name = event.name && !event.message.startsWith(event.name) ? `${event.name}: ` : ''
    return { icon: 'bug', tone: 'danger', text: name + event.message }
  }
  if (event.kind === 'network' && isFailed(event)) {
    const what = event.status === undefined ? i18n.t('network.failed') : String(event.status)
    return {
      icon: 'network',
      tone: 'danger',
      text: `${event.method} ${toFileName(event.url)}`,
      facts: what,
    }
  }
  return undefined
}

function storageLine({ event }: PlacedEvent): Line | undefined {
  if (event.kind !== 'storage') return undefined
  const area = translateCode('storageArea', event.area, event.area)
  return {
    icon: 'storage',
    tone: event.action === 'set' ? 'normal' : 'muted',
    text: `${translateCode('storageAction', event.action, event.action)} ${event.key ?? ''}`.trim(),
    facts: area,
  }
}

function join(facts: (string | undefined)[]): string | undefined {
  const known = facts.filter((fact) => fact !== undefined)
  return known.length === 0 ? undefined : known.join(' · ')
}
