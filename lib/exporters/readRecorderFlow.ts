import type { RecordEvent, TargetDescription } from '../format/events'
import type { RecordingSource } from '../format/source'
import { blankPage, eventsSource, type MadeStream } from './eventsSource'

const MAX_STEPS = 10_000
/** Flows have no times: a step a second reads well on a timeline. */
const STEP_MS = 1000
/** Flows have no date either: the same file gives the same session. */
const FLOW_EPOCH = Date.UTC(2000, 0, 1)

/** The steps of a flow of Chrome's Recorder as a session that has nothing else: to read them, and to export them again. */
export function openRecorderFlow(fileName: string, flow: Record<string, unknown>): RecordingSource {
  const steps = Array.isArray(flow.steps) ? (flow.steps as unknown[]) : []
  if (steps.length > MAX_STEPS) throw new Error(`${fileName} holds too many steps.`)
  const title = text(flow.title) || fileName
  const streams: MadeStream[] = []
  const viewport = { width: 1280, height: 720 }
  let ids = 100
  for (const [index, value] of steps.entries()) {
    const step = member(value)
    const at = index * STEP_MS
    if (step.type === 'setViewport') {
      Object.assign(viewport, { width: size(step.width), height: size(step.height) })
      const open = streams.at(-1)
      open?.events.push({ time: at - since(open), kind: 'viewport', viewport: { ...viewport } })
      continue
    }
    if (step.type === 'navigate') {
      const page = blankPage(text(step.url), titleOf(step))
      const reached = { ...page, viewport: { ...viewport }, reached: 'navigate' } as RecordEvent
      streams.push({
        streamId: `flow-${streams.length}`,
        url: text(step.url),
        title: titleOf(step),
        startedAt: FLOW_EPOCH + at,
        framePath: [],
        events: [reached],
      })
      continue
    }
    const open = streams.at(-1)
    if (open) open.events.push(...eventsOf(step, at - since(open), ids++))
  }
  if (streams.length === 0) throw new Error(`${fileName} opens no page: it has no navigate step.`)
  return eventsSource(title, streams)
}

function since({ startedAt }: MadeStream): number {
  return startedAt - FLOW_EPOCH
}

function eventsOf(step: Record<string, unknown>, time: number, id: number): RecordEvent[] {
  const offset: [number, number] = [size(step.offsetX), size(step.offsetY)]
  const target = { ...targetOf(step.selectors), offset }
  const place = { id, x: size(step.offsetX), y: size(step.offsetY), target }
  const pointer = { time, kind: 'pointer' as const, pointer: 'mouse' as const, ...place }
  switch (step.type) {
    case 'click':
      return [{ ...pointer, action: step.button === 'secondary' ? 'contextmenu' : 'click' }]
    case 'doubleClick':
      return [{ ...pointer, action: 'dblclick' }]
    case 'change':
      return [{ time, kind: 'input', id, value: text(step.value), target }]
    case 'keyDown':
      return [{ time, kind: 'key', key: text(step.key), id, target: { tag: 'body' } }]
    case 'scroll':
      return [{ time, kind: 'scroll', id: 1, left: size(step.x), top: size(step.y) }]
    default:
      return []
  }
}

/** The selectors of a step, each in one of the notations of the Recorder. */
function targetOf(selectors: unknown): TargetDescription {
  const target: TargetDescription = {}
  for (const selector of Array.isArray(selectors) ? (selectors as unknown[]) : []) {
    const path = (Array.isArray(selector) ? selector : [selector]).map(text)
    const last = path.at(-1) ?? ''
    const aria = /^aria\/(.*?)(?:\[role="([\w-]+)"\])?$/.exec(last)
    const testId = /^(?:pierce\/)?\[(data-[\w-]+)="([^"]+)"\]$/.exec(last)
    if (aria) {
      target.name ??= aria[1]
      if (aria[2]) target.role ??= aria[2]
      else target.label ??= aria[1]
    } else if (testId) {
      target.testId ??= testId[2]
      if (testId[1] !== 'data-testid') target.testIdAttribute ??= testId[1]
    } else if (last.startsWith('text/')) target.text ??= last.slice(5)
    else if (!/^(?:xpath|pierce)\//.test(last) && last !== '') {
      if (target.css === undefined && path.length > 1) target.hosts = path.slice(0, -1)
      target.css ??= last
    }
  }
  return target
}

function titleOf(step: Record<string, unknown>): string {
  const [first] = Array.isArray(step.assertedEvents) ? (step.assertedEvents as unknown[]) : []
  return text(member(first).title)
}

function member(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 10_000) : ''
}

function size(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(0, value) : 0
}
