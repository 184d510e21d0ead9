import type { MaskRule } from '../format/settings'

/**
 * Rules whose match depends on more than the element's own attributes: on what stands around it, or on its state. They
 * may begin or stop to match an element that no mutation record speaks of.
 */
export interface DistantRules {
  /** One list of selectors per effect. */
  lists: readonly (readonly string[])[]
  /** Attributes whose change anywhere may matter; `any` where that cannot be read from the selectors. */
  attributes: ReadonlySet<string> | 'any'
  /** Nodes that come or go may change what others match (siblings, `:has()`, `:nth-child()`, `:empty`). */
  structure: boolean
  /** So may what no mutation tells: focus, a check, an open dialog. */
  state: boolean
}

const STRUCTURAL =
  /^(?:has|empty|(?:nth|first|last|only)(?:-last)?(?:-(?:child|of-type|col|last-col))?)$/
/** They ask about the element alone, as far as their arguments do. */
const OWN = /^(?:not|is|where|matches|any|-webkit-any|root|scope)$/

interface Dependence {
  attributes: Set<string> | 'any'
  isDistant: boolean
  structure: boolean
  state: boolean
}

/** `undefined` where every rule can be decided by looking at the element alone: then nothing has to be watched. */
export function findDistantRules(rules: readonly MaskRule[]): DistantRules | undefined {
  const lists = new Map<string, string[]>()
  const attributes = new Set<string>()
  let isAny = false
  let structure = false
  let state = false
  for (const { selector, effect } of rules) {
    const found = dependenceOf(selector)
    if (!found.isDistant) continue
    const list = lists.get(effect)
    if (list) list.push(selector)
    else lists.set(effect, [selector])
    if (found.attributes === 'any') isAny = true
    else for (const name of found.attributes) attributes.add(name)
    structure ||= found.structure
    state ||= found.state
  }
  if (lists.size === 0) return undefined
  return { lists: [...lists.values()], attributes: isAny ? 'any' : attributes, structure, state }
}

/** Read from the text: a browser tells whether a selector matches, not what it looked at. */
export function dependenceOf(selector: string): Dependence {
  // An escape could hide anything.
  if (selector.includes('\\'))
    return { attributes: 'any', isDistant: true, structure: true, state: true }
  const attributes = new Set<string>()
  const bare = selector
    .replace(/"[^"]*"|'[^']*'/g, '')
    .replace(/\[\s*(?:[\w*-]*\|)?([^\s=~|^$*\]]+)[^\]]*\]/g, (_, name: string) => {
      attributes.add(name).add(name.toLowerCase())
      return '[]'
    })
    .replace(/\s*([(,])\s*/g, '$1')
    .replace(/\s+\)/g, ')')
    .trim()
  if (/\.[^\d]/.test(bare)) attributes.add('class')
  if (bare.includes('#')) attributes.add('id')
  let structure = /[+~]/.test(bare)
  let state = false
  for (const [, name = ''] of bare.matchAll(/:+([\w-]+)/g)) {
    if (OWN.test(name)) continue
    if (STRUCTURAL.test(name)) structure = true
    else state = true
  }
  return {
    // What a state depends on may be any attribute: `checked`, `disabled`, `open`, `lang`.
    attributes: state ? 'any' : attributes,
    isDistant: structure || state || /[\s>]/.test(bare),
    structure,
    state,
  }
}
