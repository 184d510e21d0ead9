/** Animations stand where they stood: the player moves them, the browser's clock does not. */
import type { AnimationEvent, NodeId } from '../format/events'
import { type DocumentState, nodeOf, type VirtualNode } from '../replay/documentState'
import { animationsOf, isElement, ownerOf, windowOf } from './dom'
import type { Moment } from './liveState'

export interface Animations {
  touch(node: VirtualNode): void
  /** The element stands for another node now: its CSS animations began with that. */
  renew(target: Element): void
  show(state: DocumentState, at: Moment): void
  forget(id: NodeId): void
  clear(): void
}

interface Running {
  animation: Animation
  event: AnimationEvent
}

export function createAnimations(deps: {
  doc: Document
  node(id: NodeId): Node | undefined
}): Animations {
  const animated = new Map<NodeId, Map<number, Running>>()
  /** When a CSS animation began, in time of the stream. */
  const origins = new WeakMap<Animation, number>()
  const ids = new WeakMap<Node, NodeId>()
  /** CSS animations that are not cancelled. The browser lists none that is over, and a seek may go back into it. */
  const seen = new Set<Animation>()
  const renewed = new Set<Element>()

  function update(id: NodeId, wanted: ReadonlyMap<number, AnimationEvent>): void {
    const target = deps.node(id)
    const running = animated.get(id) ?? new Map<number, Running>()
    for (const [key, { animation, event }] of running) {
      if (wanted.get(key) === event) continue
      animation.cancel()
      running.delete(key)
    }
    for (const [key, event] of wanted) {
      if (running.has(key) || !isElement(target) || !event.keyframes) continue
      const animation = start(target, event)
      if (animation) running.set(key, { animation, event })
    }
    if (running.size > 0) animated.set(id, running)
    else animated.delete(id)
  }

  function own(): Set<Animation> {
    return new Set(
      [...animated.values()].flatMap((map) => [...map.values()].map((r) => r.animation)),
    )
  }

  /** CSS animations began when their element came or last changed; transitions are over after a jump. */
  function showCss(state: DocumentState, at: Moment): void {
    const mine = own()
    const listed = animationsOf(deps.doc).filter(
      // Others follow a scroller, and stand where it stands.
      (animation) => !mine.has(animation) && animation.timeline === deps.doc.timeline,
    )
    for (const animation of seen) if (animation.playState === 'idle') seen.delete(animation)
    for (const animation of at.jumped ? new Set([...seen, ...listed]) : listed) {
      try {
        if (animation.constructor.name !== 'CSSTransition') placeCss(state, at, animation)
        else if (at.jumped) animation.finish()
      } catch {
        // tied to a timeline of its own
      }
    }
    renewed.clear()
  }

  function placeCss(state: DocumentState, at: Moment, animation: Animation): void {
    seen.add(animation)
    if (isHeldByStyle(animation)) return
    const target = targetOf(animation)
    let origin = target && renewed.has(target) ? undefined : origins.get(animation)
    if (origin === undefined) {
      origin = at.jumped ? sinceOf(state, target) : at.time
      origins.set(animation, Math.min(origin, at.time))
    }
    if (animation.playState !== 'paused') animation.pause()
    animation.currentTime = Math.max(0, at.time - origin)
  }

  function sinceOf(state: DocumentState, target: Element | undefined): number {
    const id = target && ids.get(target)
    return id === undefined ? 0 : (nodeOf(state, id)?.since ?? 0)
  }

  return {
    touch(node) {
      const target = deps.node(node.id)
      if (target) ids.set(target, node.id)
      if (node.animations || animated.has(node.id)) update(node.id, node.animations ?? new Map())
    },
    renew: (target) => void renewed.add(target),
    show(state, at) {
      for (const map of animated.values()) {
        for (const { animation, event } of map.values()) place(animation, event, at.time)
      }
      showCss(state, at)
    },
    forget(id) {
      if (animated.has(id)) update(id, new Map())
    },
    clear() {
      animated.clear()
      seen.clear()
    },
  }
}

function targetOf({ effect }: Animation): Element | undefined {
  return (effect && 'target' in effect && (effect as KeyframeEffect).target) || undefined
}

/** `animation-play-state: paused`: it stands where its style put it, and begins only when the style lets it go. */
function isHeldByStyle(animation: Animation): boolean {
  const { effect } = animation
  if (!effect || !('target' in effect) || !('animationName' in animation)) return false
  const { target, pseudoElement } = effect as KeyframeEffect
  if (!target) return false
  const style = windowOf(ownerOf(target))?.getComputedStyle(target, pseudoElement)
  const names = style?.animationName.split(', ') ?? []
  const states = style?.animationPlayState.split(', ') ?? []
  const index = names.indexOf(String(animation.animationName))
  // Fewer states than names begin again from the first.
  return index >= 0 && states[index % states.length] === 'paused'
}

function start(target: Element, event: AnimationEvent): Animation | undefined {
  try {
    const keyframes = (event.keyframes ?? []) as Keyframe[]
    const options: KeyframeAnimationOptions = { ...event.timing, fill: 'both' }
    if (event.pseudo) options.pseudoElement = event.pseudo
    if (typeof event.timing?.fill === 'string') options.fill = event.timing.fill as FillMode
    const animation = Element.prototype.animate.call(target, keyframes, options)
    animation.pause()
    return animation
  } catch {
    return undefined // keyframes this browser does not take
  }
}

function place(animation: Animation, event: AnimationEvent, time: number): void {
  const began = event.currentTime ?? 0
  const runs = event.playState === undefined || event.playState === 'running'
  const elapsed = runs ? (time - event.time) * (event.rate ?? 1) : 0
  try {
    animation.currentTime = began + elapsed
  } catch {
    // no such moment
  }
}
