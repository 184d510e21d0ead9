/**
 * Numbers that look random and are the same for the same seed (mulberry32), so that a failure can be looked for again.
 *
 * @param {number} seed
 */
export function createRandom(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    /** @param {number} low @param {number} high Both included. */
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    /**
     * @template {string} Name
     * @param {Partial<Record<Name, number>>} weights
     * @returns {Name}
     */
    pick(weights) {
      const entries = /** @type {[Name, number][]} */ (Object.entries(weights))
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [name, weight] of entries) {
        left -= weight
        if (left < 0) return name
      }
      return /** @type {[Name, number]} */ (entries[0])[0]
    },
  }
}

/** @typedef {ReturnType<typeof createRandom>} Random */
