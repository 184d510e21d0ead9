import type { PackedNode } from './tree'

/** Nodes of one packed tree: layout of more stops a tab. */
const MAX_NODES = 2_000_000
const MAX_TEXT = 32 * 1024 * 1024
/** Elements have dozens of attributes, not thousands. */
const MAX_ATTRIBUTES = 2000
/** They become arguments of one call. */
const MAX_SLOTTED = 10_000

const STATE: Record<string, (value: unknown) => boolean> = {
  ns: (value) => value === 'html' || value === 'svg' || value === 'math',
  value: isText,
  checked: isFlag,
  indeterminate: isFlag,
  selected: isFlag,
  scroll: isPair,
  css: isText,
  cssText: isText,
  disabled: isFlag,
  blocked: isPair,
  image: isText,
  media: (value) =>
    isRecord(value) && typeof value.paused === 'boolean' && Number.isFinite(value.time),
  top: (value) => value === 'modal' || value === 'popover' || value === 'fullscreen',
  currentSrc: isText,
  broken: isFlag,
  defined: isFlag,
  validity: isValidity,
  user: isValidity,
  slotted: (value) =>
    Array.isArray(value) && value.length <= MAX_SLOTTED && value.every(Number.isInteger),
  states: (value) => Array.isArray(value) && value.length < MAX_ATTRIBUTES && value.every(isText),
}

function isValidity(value: unknown): boolean {
  return value === 'valid' || value === 'invalid'
}

/** Live state of an element. Members nobody knows are let through: a newer recorder may write them. */
export function isElementState(value: unknown, allowsNull = false): boolean {
  if (!isRecord(value)) return false
  return Object.keys(STATE).every((name) => {
    if (!Object.hasOwn(value, name) || value[name] === undefined) return true
    return (allowsNull && value[name] === null) || STATE[name]?.(value[name]) === true
  })
}

/** Whether a value is a packed tree of bearable size. Without recursion: it may be deeper than the stack. */
export function isPackedNode(value: unknown): value is PackedNode {
  const pending: unknown[] = [value]
  let count = 0
  while (pending.length > 0) {
    const node = pending.pop()
    if (++count > MAX_NODES) return false
    if (typeof node === 'string') {
      if (node.length > MAX_TEXT) return false
    } else if (Array.isArray(node)) {
      if (!isElement(node)) return false
      for (let index = 3; index < node.length; index++) pending.push(node[index])
    } else if (typeof node === 'object' && node !== null) {
      const special = node as Record<string, unknown>
      const shadow = Object.hasOwn(special, 'shadow') ? special.shadow : undefined
      if (Array.isArray(shadow)) {
        if (special.mode !== 'open' && special.mode !== 'closed') return false
        for (const child of shadow) pending.push(child)
      } else if (!isSpecial(special)) return false
    } else return false
  }
  return true
}

function isElement(node: unknown[]): boolean {
  const [tag, attributes, state] = node
  if (typeof tag !== 'string' || tag === '' || tag.length > 200) return false
  if (state !== 0 && !isElementState(state)) return false
  if (attributes === 0) return true
  if (!Array.isArray(attributes) || attributes.length > 2 * MAX_ATTRIBUTES) return false
  if (attributes.length % 2 !== 0) return false
  return attributes.every((part) => typeof part === 'string' && part.length <= MAX_TEXT)
}

function isSpecial(special: Record<string, unknown>): boolean {
  if (Object.hasOwn(special, 'comment')) return true
  if (Object.hasOwn(special, 'cdata')) return typeof special.cdata === 'string'
  if (!Object.hasOwn(special, 'doctype')) return false
  const { doctype } = special
  return (
    Array.isArray(doctype) &&
    doctype.length === 3 &&
    doctype.every((part) => typeof part === 'string')
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= MAX_TEXT
}

function isFlag(value: unknown): boolean {
  return typeof value === 'boolean'
}

function isPair(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((part) => Number.isFinite(part))
}
