import { stopAll } from '../platform/stoppable'
import type { Probe } from './probe'

const MAX_STATES = 50
const MAX_CHANGED = 5_000

/** Native controls that script can call invalid. */
const VALIDATED = [
  'HTMLInputElement',
  'HTMLTextAreaElement',
  'HTMLSelectElement',
  'HTMLButtonElement',
  'HTMLOutputElement',
  'HTMLFieldSetElement',
  'HTMLObjectElement',
]

/** Custom states (`:state(x)`), which no other world can list, and validity set by script, which fires no event. */
export const probeStates: Probe = ({ natives, patcher, outbox }) => {
  const { world, getter, apply, method, quote, slice, mapGet, mapSet } = natives
  const { setAdd, setSize, setForEach, setClear } = natives
  const { ElementInternals, HTMLElement, CustomStateSet } = world
  const statesOf = getter(ElementInternals?.prototype, 'states')
  const each = method(CustomStateSet?.prototype, 'forEach')
  const ownerOf = new natives.WeakMap<object, unknown>()
  const setOf = new natives.WeakMap<object, unknown>()
  const elementOf = new natives.WeakMap<object, unknown>()
  const isKnown = new natives.WeakMap<object, unknown>()
  /** Elements that ever had a state. */
  let known: object[] = []
  const changed: Set<EventTarget> = new natives.Set()

  const touch = (self: unknown) => {
    const owner = mapGet(ownerOf, self as object)
    if (!owner || setSize(changed) >= MAX_CHANGED) return
    if (mapGet(isKnown, owner as object) !== true) {
      mapSet(isKnown, owner as object, true)
      known[known.length] = natives.weakRef(owner as object)
    }
    setAdd(changed, owner as EventTarget)
    outbox.wake()
  }

  outbox.addSource((indexOf) => {
    let text = ''
    setForEach(changed, (element) => {
      let names = ''
      let count = 0
      const name = (value: unknown) => {
        if (typeof value !== 'string' || count++ >= MAX_STATES) return
        names += `${names === '' ? '' : ','}${quote(slice(value, 0, 100))}`
      }
      if (each) apply(each, mapGet(setOf, element), [name])
      text += `${text === '' ? '' : ','}{"kind":"states","node":${indexOf(element)},"names":[${names}]}`
    })
    setClear(changed as Set<never>)
    return text
  })

  return () => {
    const patches = [
      patcher.after(HTMLElement.prototype, 'attachInternals', (self, _args, internals) => {
        mapSet(elementOf, internals as object, self)
        const states = statesOf(internals)
        if (typeof states !== 'object' || states === null) return
        mapSet(ownerOf, states, self)
        mapSet(setOf, self as object, states)
      }),
      patcher.after(CustomStateSet?.prototype, 'add', touch),
      patcher.after(CustomStateSet?.prototype, 'delete', touch),
      patcher.after(CustomStateSet?.prototype, 'clear', touch),
      patcher.after(ElementInternals?.prototype, 'setValidity', (self) => {
        const element = mapGet(elementOf, self as object)
        if (element) outbox.touch('state', element as EventTarget)
      }),
    ]
    for (let i = 0; i < VALIDATED.length; i++) {
      const type: unknown = natives.getOwnPropertyDescriptor(world, VALIDATED[i] ?? '')?.value
      if (typeof type !== 'function') continue
      patches[patches.length] = patcher.after(
        type.prototype as object,
        'setCustomValidity',
        (self) => outbox.touch('state', self as EventTarget),
      )
    }
    return {
      stop: () => stopAll(patches),
      again() {
        const alive: typeof known = []
        for (let i = 0; i < known.length; i++) {
          const reference = known[i]
          const element = reference && natives.deref(reference)
          if (!reference || !element) continue
          alive[alive.length] = reference
          setAdd(changed, element as EventTarget)
        }
        known = alive
        if (alive.length > 0) outbox.wake()
      },
    }
  }
}
