/**
 * Which pairs and triples of letters a text has, as bits of one small table: what lacks one of a word's cannot hold the
 * word, and need not be looked through. Different pairs may share a bit, so what has them all is only likely to hold it.
 * Kept with digests: one made in another way must not be read from there as if it were made in this.
 */
export type Letters = Uint32Array<ArrayBuffer>

/** 512 bytes for each session. Of 5,000 characters of console and errors, most leave two bits in three free. */
const BITS = 4096

/** The table of a text, whatever its case. */
export function lettersOf(text: string): Letters {
  const letters = new Uint32Array(BITS / 32)
  eachBit(text.toLowerCase(), (bit) => {
    letters[bit >>> 5] = (letters[bit >>> 5] ?? 0) | (1 << (bit & 31))
  })
  return letters
}

/** The bits that a text with the word (in lower case) in it must have. */
export function bitsOf(word: string): readonly number[] {
  const bits = new Set<number>()
  eachBit(word, (bit) => bits.add(bit))
  return [...bits]
}

/** False: the text surely does not hold the word. */
export function mayHold(letters: Letters, bits: readonly number[]): boolean {
  return bits.every((bit) => ((letters[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0)
}

function eachBit(text: string, visit: (bit: number) => void): void {
  let before = 0
  let last = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    // Nobody searches for a word with a space in it.
    if (code <= 32) {
      before = 0
      last = 0
      continue
    }
    if (last !== 0) visit(bitFor(last, code))
    if (before !== 0) visit(bitFor((before << 16) ^ last, code))
    before = last
    last = code
  }
}

function bitFor(key: number, code: number): number {
  return Math.imul(Math.imul(key, 31) + code, 0x9e3779b1) >>> 20
}
