import type { ProbeLine } from '../../messages/pageBridge'

/** Custom elements that were written before their name was defined, by name and tree. */
export interface Definitions {
  /** Called for each such element, in the middle of a walk: it has to be cheap. */
  add(element: Element): void
  /** The elements of a name that is defined now; each is answered once. */
  take(name: string): Element[]
  clear(): void
}

/** Trees of one name that are kept in mind. A component in more trees than this is defined before its second. */
const MAX_ROOTS = 500

export function createDefinitions(document: Document, line: ProbeLine | undefined): Definitions {
  const rootsOf = new Map<string, { last: Node; roots: Set<WeakRef<Node>> }>()

  return {
    add(element) {
      const name = element.localName
      const root = element.getRootNode()
      const known = rootsOf.get(name)
      if (known === undefined) {
        rootsOf.set(name, { last: root, roots: new Set([new WeakRef(root)]) })
        line?.awaitDefinition(name)
        return
      }
      if (known.last === root || known.roots.size >= MAX_ROOTS) return
      known.last = root
      known.roots.add(new WeakRef(root))
    },
    take(name) {
      const known = rootsOf.get(name)
      rootsOf.delete(name)
      if (known === undefined) return []
      const roots = new Set<Node>([document])
      for (const reference of known.roots) {
        const root = reference.deref()
        if (root) roots.add(root)
      }
      return [...roots].flatMap((root) =>
        root instanceof Document || root instanceof DocumentFragment
          ? [...root.querySelectorAll(CSS.escape(name))]
          : [],
      )
    },
    clear: () => rootsOf.clear(),
  }
}
