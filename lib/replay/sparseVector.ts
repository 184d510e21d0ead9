/**
 * A persistent map from small whole numbers to values: an old version stays as it was while a new one is edited, and
 * both share all that is equal. That makes a keyframe one pointer, and the difference of two moments a walk over the
 * branches that are not identical.
 *
 * Edits carry an `owner`: a branch made under the same owner is changed in place, any other is copied first.
 */
const BITS = 5
const WIDTH = 1 << BITS
const MASK = WIDTH - 1
/** Ids are below this; six levels reach it. A recording that needs more is not one. */
export const MAX_INDEX = 2 ** 30
/** By levels. Worked out once: values are asked for by the thousand in each seek. */
const CAPACITIES = Array.from({ length: 8 }, (_, levels) => 2 ** (BITS * levels))

interface Branch {
  owner: number
  /** Values on level 0, branches above. */
  slots: unknown[]
}

export interface SparseVector<T> {
  /** Number of levels; the root covers `32 ** levels` indexes. */
  levels: number
  root: Branch | undefined
  /** Only for the type. */
  readonly value?: T
}

/** A vector with nothing in it. */
export function emptyVector<T>(): SparseVector<T> {
  return { levels: 1, root: undefined }
}

/** The value at an index, undefined where there is none. */
export function getAt<T>(vector: SparseVector<T>, index: number): T | undefined {
  if (!(index >= 0) || index >= (CAPACITIES[vector.levels] ?? 0)) return undefined
  let branch = vector.root
  for (let level = vector.levels - 1; level > 0; level--) {
    branch = branch?.slots[(index >>> (level * BITS)) & MASK] as Branch | undefined
  }
  return branch?.slots[index & MASK] as T | undefined
}

/**
 * The vector with one value set (or taken out by `undefined`). Shares everything else with the one given, and is the one
 * given where the owner may change it in place: a stream is applied with millions of these.
 */
export function setAt<T>(
  vector: SparseVector<T>,
  index: number,
  change: { value: T | undefined; owner: number },
): SparseVector<T> {
  if (!(index >= 0) || index >= MAX_INDEX) return vector
  const { value, owner } = change
  let { levels, root } = vector
  while (index >= (CAPACITIES[levels] ?? Number.POSITIVE_INFINITY)) {
    if (root) root = branchOf(owner, root)
    levels++
  }
  if (!root && value === undefined) return vector
  const top = own(root, owner)
  let branch = top
  for (let level = levels - 1; level > 0; level--) {
    const slot = (index >>> (level * BITS)) & MASK
    const child = branch.slots[slot] as Branch | undefined
    if (!child && value === undefined) return top === vector.root ? vector : { levels, root: top }
    const owned = own(child, owner)
    if (owned !== child) branch.slots[slot] = owned
    branch = owned
  }
  branch.slots[index & MASK] = value
  if (value === undefined && isEmpty(branch)) return { levels, root: prune(top, index, levels - 1) }
  return top === vector.root && levels === vector.levels ? vector : { levels, root: top }
}

/** Calls `visit` for each index whose value is not identical in both, in ascending order. */
export function diffVectors<T>(
  before: SparseVector<T>,
  after: SparseVector<T>,
  visit: (index: number, before: T | undefined, after: T | undefined) => void,
): void {
  const levels = Math.max(before.levels, after.levels)
  walk(raise(before, levels), raise(after, levels), levels - 1, 0)

  function walk(a: Branch | undefined, b: Branch | undefined, level: number, base: number): void {
    if (a === b) return
    for (let slot = 0; slot < WIDTH; slot++) {
      const x = a?.slots[slot]
      const y = b?.slots[slot]
      if (x === y) continue
      const index = base + slot * 2 ** (level * BITS)
      if (level === 0) visit(index, x as T | undefined, y as T | undefined)
      else walk(x as Branch | undefined, y as Branch | undefined, level - 1, index)
    }
  }
}

function raise<T>(vector: SparseVector<T>, levels: number): Branch | undefined {
  let root = vector.root
  for (let level = vector.levels; level < levels && root; level++) root = branchOf(0, root)
  return root
}

/** The branch, or a copy the owner may change. */
function own(branch: Branch | undefined, owner: number): Branch {
  if (branch?.owner === owner) return branch
  return { owner, slots: branch ? branch.slots.slice() : new Array(WIDTH).fill(undefined) }
}

function branchOf(owner: number, first: Branch): Branch {
  const branch = own(undefined, owner)
  branch.slots[0] = first
  return branch
}

function isEmpty(branch: Branch): boolean {
  for (const slot of branch.slots) if (slot !== undefined) return false
  return true
}

/** Takes out branches that lead nowhere; all on the way are the owner's. */
function prune(branch: Branch, index: number, level: number): Branch | undefined {
  if (level > 0) {
    const slot = (index >>> (level * BITS)) & MASK
    const child = branch.slots[slot] as Branch | undefined
    if (child) branch.slots[slot] = prune(child, index, level - 1)
  }
  return isEmpty(branch) ? undefined : branch
}

/** Calls `visit` for each value, in ascending order of its index. */
export function eachValue<T>(vector: SparseVector<T>, visit: (value: T) => void): void {
  diffVectors(emptyVector<T>(), vector, (_index, _before, value) => {
    if (value !== undefined) visit(value)
  })
}
