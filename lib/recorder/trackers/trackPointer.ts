import type { PointerAction, PointerActionEvent, PointerMoveEvent } from '../../format/events'
import { listen } from '../../platform/listen'
import { delayedTask } from '../../platform/schedule'
import { isOverlay } from '../../platform/shadowRoots'
import { type Stoppable, stopAll } from '../../platform/stoppable'
import { describeTarget } from '../describeTarget'
import type { EarlyAct } from '../earlyActs'
import { POINTER_ACTIONS } from '../pointerActions'
import type { Scope } from '../scope'
import { targetOf } from '../targetOf'
import { timeOf } from '../timeOf'

/** Between two points the replay draws a line: at this distance no hand looks different. */
const POINT_INTERVAL_MS = 50
/** Points are written together. */
const MOVE_FLUSH_MS = 500
/** Over another element something may light up, which the replay is to show in time. */
const HOVER_FLUSH_MS = 100

type PointerKind = PointerMoveEvent['pointer']

interface Point {
  at: number
  x: number
  y: number
  target: Node | null
}

/** What becomes a step of a test or a report. */
const NAMED = new Set<PointerAction>(['click', 'dblclick', 'contextmenu', 'dragstart', 'drop'])

/**
 * Where the pointer goes and what it does. Coordinates are those of this document's viewport. `onClick` hears of every
 * click: a second listener would be felt where scripts click by the thousand.
 */
export function trackPointer(
  scope: Scope,
  onClick: (event: Event) => void,
): Stoppable & { flush(): void; hear(act: EarlyAct): void } {
  let points: Point[] = []
  /** Where it went since the last point: the place where it comes to rest must not be lost. */
  let rest: Point | undefined
  let pointer: PointerKind = 'mouse'
  let lastPointAt = Number.NEGATIVE_INFINITY
  const flushLater = delayedTask(
    scope.guard(() => flush()),
    MOVE_FLUSH_MS,
  )

  const flushSoon = delayedTask(
    scope.guard(() => flush()),
    HOVER_FLUSH_MS,
  )
  let toldTarget: Node | null = null

  function flush(): void {
    flushLater.cancel()
    flushSoon.cancel()
    const taken = points
    if (rest) taken.push(rest)
    points = []
    rest = undefined
    if (taken.length === 0) return
    const time = scope.now()
    toldTarget = taken.at(-1)?.target ?? null
    scope.emit({
      kind: 'move',
      time,
      pointer,
      points: taken.map(({ at, x, y, target }) => [time - at, x, y, scope.idOf(target)]),
    })
  }

  const onMove = scope.guard((event: Event) => {
    const at = scope.now()
    const { clientX, clientY, pointerType } = event as PointerEvent
    const kind = kindOf(pointerType)
    if (kind !== pointer) flush()
    pointer = kind
    const target = targetOf(event)
    const point = {
      at,
      x: Math.round(clientX),
      y: Math.round(clientY),
      target: target instanceof Node ? target : null,
    }
    if (at - lastPointAt < POINT_INTERVAL_MS) rest = point
    else {
      rest = undefined
      lastPointAt = at
      points.push(point)
    }
    flushLater.request()
    if (target !== toldTarget) flushSoon.request()
  })

  const onAction = scope.guard((event: Event, early?: EarlyAct) => {
    if (event.type === 'click') onClick(event)
    const target = early ? early.target : targetOf(event)
    const action = POINTER_ACTIONS[event.type]
    if (!(target instanceof Element) || action === undefined || isOverlay(target)) return
    const { clientX, clientY, pointerType, button } = event as PointerEvent
    const record: PointerActionEvent = {
      kind: 'pointer',
      time: early ? timeOf(scope, early.event.timeStamp) : scope.now(),
      action,
      pointer: kindOf(pointerType),
      id: 0,
      x: Math.round(clientX),
      y: Math.round(clientY),
    }
    if (button > 0) record.button = button
    if (!event.isTrusted) {
      scope.scripted(target, () => tell(record, target))
      return
    }
    scope.acted()
    flush()
    tell(record, target, { x: clientX, y: clientY })
  })

  /** `at`: where the person pointed. Looking at names costs: not for what scripts click, which may be a thousand times. */
  function tell(record: PointerActionEvent, target: Element, at?: { x: number; y: number }): void {
    record.id = scope.idOf(target)
    record.time = Math.max(record.time, scope.lastTime)
    if (scope.masker.isIgnored(scope.treatmentOf(target))) return
    if (at && NAMED.has(record.action)) record.target = describeTarget(scope, target, at)
    scope.emit(record)
  }

  const options = { capture: true, passive: true }
  const listeners = [
    listen(scope.window, 'pointermove', onMove, options),
    listen(scope.window, Object.keys(POINTER_ACTIONS), onAction, options),
  ]
  return {
    flush,
    hear: (act) => onAction(act.event, act),
    stop() {
      flush()
      stopAll(listeners)
    },
  }
}

function kindOf(pointerType: string | undefined): PointerKind {
  return pointerType === 'touch' || pointerType === 'pen' ? pointerType : 'mouse'
}
