import { type Stoppable, stopAll } from '../platform/stoppable'
import type { Probe } from './probe'

const METHODS = ['play', 'pause', 'cancel', 'finish', 'reverse', 'updatePlaybackRate', 'persist']
const SETTERS = ['currentTime', 'startTime', 'playbackRate', 'effect', 'timeline']
const EFFECT_METHODS = ['setKeyframes']
const EFFECT_SETTERS = ['target', 'pseudoElement', 'composite']

/** Web Animations: which element was animated or whose animation was touched. The recorder reads what it does now. */
export const probeAnimations: Probe = ({ natives, patcher, outbox }) => {
  const { world, getter } = natives
  const { Animation, Element, KeyframeEffect, AnimationEffect } = world
  const effectOf = getter(Animation?.prototype, 'effect')
  const targetOf = getter(KeyframeEffect?.prototype, 'target')

  const touch = (target: unknown) => {
    if (target) outbox.touch('animation', target as EventTarget)
  }
  const ofEffect = (self: unknown) => touch(targetOf(self))
  const ofAnimation = (self: unknown) => touch(targetOf(effectOf(self)))

  return () => {
    const patches: Stoppable[] = [patcher.after(Element.prototype, 'animate', touch)]
    const add = (patch: Stoppable) => {
      patches[patches.length] = patch
    }
    for (let i = 0; i < METHODS.length; i++)
      add(patcher.after(Animation?.prototype, METHODS[i] ?? '', ofAnimation))
    for (let i = 0; i < SETTERS.length; i++)
      add(patcher.afterSet(Animation?.prototype, SETTERS[i] ?? '', ofAnimation))
    for (let i = 0; i < EFFECT_METHODS.length; i++)
      add(patcher.after(KeyframeEffect?.prototype, EFFECT_METHODS[i] ?? '', ofEffect))
    for (let i = 0; i < EFFECT_SETTERS.length; i++)
      add(patcher.afterSet(KeyframeEffect?.prototype, EFFECT_SETTERS[i] ?? '', ofEffect))
    add(patcher.after(AnimationEffect?.prototype, 'updateTiming', ofEffect))
    return { stop: () => stopAll(patches) }
  }
}
