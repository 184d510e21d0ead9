import type { PreviewElement } from '../format/previewReport'
import {
  childrenOf,
  localNameOf,
  parentElementOf,
  parentOf,
  readAttribute,
  rootOf,
} from '../platform/reads'
import { createScan } from './previewScan'
import type { Profile } from './profile'

export interface PreviewElements {
  elements: PreviewElement[]
  truncated: boolean
}

/** More would not fit into one message between the parts of an extension (64 MB). */
const MOST = 100_000
const STABLE = ['data-testid', 'data-test', 'data-qa', 'data-cy']
/** Made by a program, another one next time. */
const GENERATED = /\d{3}|:|[0-9a-f]{8}/i

interface ListOptions {
  document: Document
  profile: Profile
  shadowRootOf(element: Element): ShadowRoot | null
}

/** Every element of a document that shows something, and what would become of it. */
export function listPreviewElements({
  document,
  profile,
  shadowRootOf,
}: ListOptions): PreviewElements {
  const scan = createScan({
    document,
    profile,
    shadowRootOf,
    onRoot() {},
    onMark() {},
    onUnmark() {},
  })
  scan.scan(document.documentElement)
  const pathOf = createPaths()
  const elements: PreviewElement[] = []
  for (const { element, what, state, verdict } of scan.marks.values()) {
    if (elements.length >= MOST) return { elements, truncated: true }
    elements.push({ path: pathOf(element), what, state, reason: verdict.reason })
  }
  return { elements, truncated: false }
}

/** Paths are built from those of the parents, so that a page of 10,000 elements takes 10,000 steps. */
function createPaths(): (element: Element) => string {
  const paths = new Map<Element, string>()
  const positions = new Map<Element, number>()

  function positionOf(element: Element): number {
    const known = positions.get(element)
    if (known !== undefined) return known
    const counts = new Map<string, number>()
    const parent = parentOf(element)
    for (const sibling of parent ? childrenOf(parent) : [element]) {
      const name = localNameOf(sibling)
      const count = (counts.get(name) ?? 0) + 1
      counts.set(name, count)
      positions.set(sibling, count)
    }
    return positions.get(element) ?? 1
  }

  function pathOf(element: Element): string {
    const known = paths.get(element)
    if (known !== undefined) return known
    const path = write(element)
    paths.set(element, path)
    return path
  }

  function write(element: Element): string {
    const root = rootOf(element)
    const within = root instanceof ShadowRoot ? `${pathOf(root.host)} >> ` : ''
    const id = readAttribute(element, 'id')
    if (id && !GENERATED.test(id)) return `${within}#${CSS.escape(id)}`
    for (const name of STABLE) {
      const value = readAttribute(element, name)
      if (value && !GENERATED.test(value)) return `${within}[${name}=${JSON.stringify(value)}]`
    }
    const parent = parentElementOf(element)
    const name = localNameOf(element)
    const step = `${name}:nth-of-type(${positionOf(element)})`
    if (parent) return `${pathOf(parent)} > ${step}`
    return within === '' ? name : `${within}${step}`
  }

  return pathOf
}
