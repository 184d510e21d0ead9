import type { Step } from '../../lib/exporters/step'
import type { Story } from '../../lib/exporters/story'
import type { RecordEvent } from '../../lib/format/events'
import type { Signal } from '../../lib/signals/signal'
import { toPath } from '../format/address'
import { formatDuration } from '../format/clock'
import { i18n, translateCode } from '../i18n'
import type { IconName } from '../ui/Icon'
import { describeTarget, type EventRow, errorLine, type RowSubject } from './eventRows'

type Row = Omit<EventRow, 'id'>

/** What the person did, and what went wrong between, in one list. */
export function toStoryRows(story: Story): EventRow[] {
  const rows: Row[] = [
    ...story.steps.flatMap(stepRow),
    ...story.signals.map(signalRow),
    ...story.marks.map(({ atMs, event }) => markRow(atMs, event.note, event)),
    ...story.gaps.map(
      ({ atMs, event }): Row => ({
        atMs,
        icon: 'alert',
        tone: 'warn',
        text: translateCode('gap', event.reason, i18n.t('step.gap')),
        facts: event.durationMs === undefined ? undefined : formatDuration(event.durationMs),
        about: { kind: 'event', event },
      }),
    ),
    ...[...story.errors, ...story.network].flatMap((placed): Row[] => {
      const line = errorLine(placed)
      if (!line) return []
      return [{ atMs: placed.atMs, about: { kind: 'event', event: placed.event }, ...line }]
    }),
  ]
  // None is that of a row of events, which are shown until the story is read: a chosen row must not become another one.
  return rows.sort((a, b) => a.atMs - b.atMs).map((row, index) => ({ id: -1 - index, ...row }))
}

function markRow(atMs: number, note: string, event: RecordEvent): Row {
  const text = note || i18n.t('step.mark')
  return { atMs, icon: 'flag', tone: 'mark', text, about: { kind: 'event', event } }
}

function stepRow(step: Step): Row[] {
  const words = stepWords(step)
  if (!words) return []
  const [icon, text] = words
  return [{ atMs: step.atMs, icon, tone: 'normal', text, about: { kind: 'step', step } }]
}

/** Undefined for what a person does not do: the size of the window is in the address bar. */
export function stepWords(step: Step): [icon: IconName, text: string] | undefined {
  switch (step.action) {
    case 'viewport':
      return undefined
    case 'open':
      return ['page', i18n.t('step.open', [toPath(step.url)])]
    case 'reload':
      return ['page', i18n.t('step.reload')]
    case 'back':
      return ['page', i18n.t('step.back')]
    case 'forward':
      return ['page', i18n.t('step.forward')]
    case 'click': {
      const key = step.button === 'right' ? 'menu' : step.clicks === 2 ? 'doubleClick' : 'click'
      return ['click', i18n.t(`step.${key}`, [describeTarget(step.target)])]
    }
    case 'fill':
      return ['text', i18n.t('step.fill', [describeTarget(step.target)])]
    case 'select':
      return ['text', i18n.t('step.select', [describeTarget(step.target)])]
    case 'check':
      return [
        'check',
        i18n.t(step.checked ? 'step.check' : 'step.uncheck', [describeTarget(step.target)]),
      ]
    case 'upload':
      return ['upload', i18n.t('step.upload', [describeTarget(step.target)])]
    case 'press': {
      const keys = [...step.modifiers, step.key === ' ' ? 'Space' : step.key].join('+')
      return ['keyboard', i18n.t('step.press', [keys])]
    }
    case 'drag':
      return ['click', i18n.t('step.drag', [describeTarget(step.target), describeTarget(step.to)])]
    case 'scroll':
      return ['scroll', i18n.t('step.scroll')]
  }
}

function signalRow(signal: Signal): Row {
  const about: RowSubject = { kind: 'signal', signal }
  const target = signal.target ? describeTarget(signal.target) : ''
  const text = `${translateCode('signal', signal.kind, signal.kind)} ${target}`.trim()
  const facts = amountText(signal)
  return { atMs: signal.atMs, icon: 'alert', tone: 'warn', text, facts, about }
}

function amountText({ kind, amount }: Signal): string | undefined {
  if (kind === 'slow-interaction') return formatDuration(amount)
  if (kind === 'dead-click' || kind === 'error-click') return undefined
  return `×${amount}`
}
