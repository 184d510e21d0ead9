import { type Stoppable, stopAll } from '../platform/stoppable'
import type { Probe } from './probe'

/** Setters that change what a control shows without any event. The recorder reads the truth; only "this one" is said. */
const SETTERS: [kind: string, members: string[]][] = [
  [
    'HTMLInputElement',
    ['value', 'checked', 'indeterminate', 'valueAsNumber', 'valueAsDate', 'files'],
  ],
  ['HTMLTextAreaElement', ['value']],
  ['HTMLSelectElement', ['value', 'selectedIndex']],
  ['HTMLOptionElement', ['selected']],
]

const METHODS: [kind: string, members: string[]][] = [
  ['HTMLInputElement', ['setRangeText', 'stepUp', 'stepDown']],
  ['HTMLTextAreaElement', ['setRangeText']],
]

export const probeInputs: Probe = ({ natives, patcher, outbox }) => {
  const selectOf = natives.method(natives.world.Element.prototype, 'closest')
  const touch = (self: unknown) => outbox.touch('state', self as EventTarget)

  /** An option speaks for its select, whose other options change with it. */
  function touchOption(self: unknown): void {
    const select: unknown = selectOf && natives.apply(selectOf, self, ['select'])
    if (select) touch(select)
  }

  function prototypeOf(kind: string): object | undefined {
    const type: unknown = natives.getOwnPropertyDescriptor(natives.world, kind)?.value
    return typeof type === 'function' ? (type.prototype as object) : undefined
  }

  return () => {
    const patches: Stoppable[] = []
    for (let i = 0; i < SETTERS.length; i++) {
      const kind = SETTERS[i]?.[0] ?? ''
      const members = SETTERS[i]?.[1] ?? []
      const listener = kind === 'HTMLOptionElement' ? touchOption : touch
      for (let k = 0; k < members.length; k++)
        patches[patches.length] = patcher.afterSet(prototypeOf(kind), members[k] ?? '', listener)
    }
    for (let i = 0; i < METHODS.length; i++) {
      const members = METHODS[i]?.[1] ?? []
      for (let k = 0; k < members.length; k++)
        patches[patches.length] = patcher.after(
          prototypeOf(METHODS[i]?.[0] ?? ''),
          members[k] ?? '',
          touch,
        )
    }
    return { stop: () => stopAll(patches) }
  }
}
