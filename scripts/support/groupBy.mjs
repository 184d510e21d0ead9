/** Vitest 5 prints failures with `Map.groupBy`, which Node 20 has not: without it a failing test shows nothing. */
if (!('groupBy' in Map)) {
  Object.defineProperty(Map, 'groupBy', { value: groupBy, configurable: true, writable: true })
}

/**
 * @template T, K
 * @param {Iterable<T>} items
 * @param {(item: T, index: number) => K} keyOf
 */
function groupBy(items, keyOf) {
  /** @type {Map<K, T[]>} */
  const groups = new Map()
  let index = 0
  for (const item of items) {
    const key = keyOf(item, index++)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
