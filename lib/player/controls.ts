/** Custom elements that do nothing but be defined, and controls that script called invalid. */
import type { VirtualNode } from '../replay/documentState'
import { windowOf } from './dom'

/** Custom elements that are defined: each makes the browser look through the document. */
const MOST_DEFINED = 2000

export interface Controls {
  /** Defines the element's name, so that `:defined` holds by itself. False where the browser does not let us. */
  define(target: Element, node: VirtualNode): boolean
  showValidity(target: Element, node: VirtualNode): void
}

export function createControls(doc: Document): Controls {
  const internalsOf = new WeakMap<Element, ElementInternals>()
  const invalid = new WeakSet<Element>()
  let defined = 0
  const isDefined = (target: Element) => Element.prototype.matches.call(target, ':defined')

  return {
    define(target, node) {
      try {
        if (isDefined(target)) return true
        const view = windowOf(doc)
        const Base: unknown = view && Reflect.get(view, 'HTMLElement')
        if (!view || typeof Base !== 'function') return false
        const parent = Base as typeof HTMLElement
        if (!view.customElements.get(target.localName)) {
          if (defined++ >= MOST_DEFINED) return false
          const isControl = node.state.validity !== undefined
          const made = class extends parent {
            static formAssociated = isControl
            constructor() {
              super()
              if (isControl) internalsOf.set(this, this.attachInternals())
            }
          }
          view.customElements.define(target.localName, made)
        }
        view.customElements.upgrade(target)
        return isDefined(target)
      } catch {
        return false
      }
    },
    showValidity(target, node) {
      const isInvalid = node.state.validity === 'invalid'
      const internals = internalsOf.get(target)
      if (internals) {
        internals.setValidity(isInvalid ? { customError: true } : {}, isInvalid ? '-' : undefined)
      } else if ('setCustomValidity' in target && isInvalid !== invalid.has(target)) {
        ;(target as HTMLInputElement).setCustomValidity(isInvalid ? '-' : '')
        if (isInvalid) invalid.add(target)
        else invalid.delete(target)
      }
    },
  }
}
