import type { AnimationEvent } from '../../format/events'
import { plain } from '../../platform/reads'
import type { Treatment } from '../../privacy/masker'
import type { Scope } from '../scope'

export interface AnimationTracker {
  /** Script may have started, changed or ended animations of the element. */
  look(element: Element): void
  /** Everything that runs, for a new snapshot. */
  restart(): void
}

interface Told {
  number: number
  text: string
}

/** Animations made by script. Those of style sheets follow from the style sheets. */
export function trackAnimations(scope: Scope): AnimationTracker {
  let told = new WeakMap<Element, Map<Animation, Told>>()
  let count = 0

  function look(element: Element): void {
    const id = scope.idOf(element)
    const treatment = scope.knownTreatment(element)
    if (id === 0 || treatment === undefined || scope.masker.isBlocked(treatment)) return
    const before = told.get(element)
    const now = new Map<Animation, Told>()
    for (const animation of plain(element).getAnimations({ subtree: false })) {
      if (isOfStyle(animation)) continue
      const known = before?.get(animation)
      const event = describe(scope, animation, treatment)
      if (!event) continue
      const text = JSON.stringify({ ...event, currentTime: undefined })
      const number = known?.number ?? ++count
      now.set(animation, { number, text })
      // A moment set by script is a change; a moment reached by running on is none.
      if (known?.text === text && event.playState === 'running') continue
      const action = known ? 'update' : 'start'
      scope.emit({
        kind: 'animation',
        time: scope.now(),
        id,
        animation: number,
        action,
        ...event,
      })
    }
    for (const [animation, { number }] of before ?? []) {
      // What came to its end by itself is not told: the replay comes to it too.
      if (now.has(animation) || animation.playState !== 'idle') continue
      scope.emit({
        kind: 'animation',
        time: scope.now(),
        id,
        animation: number,
        action: 'cancel',
      })
    }
    if (now.size > 0) told.set(element, now)
    else told.delete(element)
  }

  return {
    look,
    restart() {
      told = new WeakMap()
      for (const animation of scope.document.getAnimations()) {
        const target = targetOf(animation)
        if (target && !isOfStyle(animation) && !told.has(target)) look(target)
      }
    },
  }
}

function isOfStyle(animation: Animation): boolean {
  return animation instanceof CSSAnimation || animation instanceof CSSTransition
}

function targetOf(animation: Animation): Element | null {
  return animation.effect instanceof KeyframeEffect ? animation.effect.target : null
}

/** Keys of a keyframe that are not properties. */
const KEYFRAME_KEYS = new Set(['offset', 'computedOffset', 'easing', 'composite'])

function describe(
  scope: Scope,
  animation: Animation,
  treatment: Treatment,
): Pick<
  AnimationEvent,
  'keyframes' | 'timing' | 'playState' | 'currentTime' | 'rate' | 'pseudo'
> | null {
  const { effect, currentTime } = animation
  if (!(effect instanceof KeyframeEffect)) return null
  // `::part(name)` and the like: names of the page's, and nothing that lasts.
  if (effect.pseudoElement?.includes('(')) return null
  const { duration, iterations, delay, endDelay, direction, easing, fill, iterationStart } =
    effect.getTiming()
  const timing: Record<string, string | number> = {
    duration: typeof duration === 'number' ? duration : 'auto',
    // JSON has no infinity; the browser takes the word for the number.
    iterations: Number.isFinite(iterations) ? (iterations ?? 1) : 'Infinity',
    fill: fill ?? 'auto',
  }
  if (delay) timing.delay = delay
  if (endDelay) timing.endDelay = endDelay
  if (iterationStart) timing.iterationStart = iterationStart
  if (direction && direction !== 'normal') timing.direction = direction
  if (easing && easing !== 'linear') timing.easing = easing
  return {
    keyframes: effect.getKeyframes().map((frame) => keyframe(scope, frame, treatment)),
    timing,
    playState: animation.playState,
    currentTime: typeof currentTime === 'number' ? Math.round(currentTime) : null,
    ...(animation.playbackRate === 1 ? {} : { rate: animation.playbackRate }),
    ...(effect.pseudoElement ? { pseudo: effect.pseudoElement } : {}),
  }
}

function keyframe(
  scope: Scope,
  frame: ComputedKeyframe,
  treatment: Treatment,
): Record<string, string | number | null> {
  const kept: Record<string, string | number | null> = { offset: frame.computedOffset }
  if (frame.easing !== 'linear') kept.easing = frame.easing
  if (frame.composite !== 'auto') kept.composite = frame.composite
  for (const [property, value] of Object.entries(frame)) {
    if (KEYFRAME_KEYS.has(property) || value === null || value === undefined) continue
    const [name, text] = maskDeclaration(scope, property, String(value), treatment)
    if (name !== '') kept[name] = text
  }
  return kept
}

/** Masked as a declaration, for a value alone would be read as something else. Made-up property names are masked too. */
function maskDeclaration(
  scope: Scope,
  property: string,
  value: string,
  treatment: Treatment,
): [name: string, value: string] {
  const isCustom = property.startsWith('--')
  const name = isCustom ? property : cssName(property)
  const masked = scope.masker.css(`${name}:${value}`, treatment, scope.document.baseURI)
  const colon = masked.indexOf(':')
  if (colon < 0) return ['', '']
  return [isCustom ? masked.slice(0, colon) : property, masked.slice(colon + 1)]
}

/** `backgroundColor` -> `background-color`, and the three that the script names otherwise. */
function cssName(property: string): string {
  if (property === 'cssFloat') return 'float'
  if (property === 'cssOffset') return 'offset'
  const name = property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return name.startsWith('webkit-') ? `-${name}` : name
}
