import type { Natives } from '../platform/natives'
import type { Outbox } from './outbox'

/**
 * Says when a name gets its custom element. Asked of the registry, not by a patch of `define`: constructors and callbacks
 * of the page run inside that call and would see us in their stacks.
 */
export function createAwaitDefinition(natives: Natives, outbox: Outbox): (name: string) => void {
  const { world, apply, method, quote } = natives
  const registry = world.customElements
  const whenDefined = method(world.CustomElementRegistry.prototype, 'whenDefined')
  const then = method(world.Promise.prototype, 'then')

  return (name) => {
    if (!whenDefined || !then) return
    const isDefined = () => {
      if (!outbox.isFull('defined')) outbox.say('defined', `"name":${quote(name)}`)
    }
    // A name that no element may have is refused by a promise, which is ours to handle.
    apply(then, apply(whenDefined, registry, [name]), [isDefined, () => undefined])
  }
}
