/**
 * Shape-keeping masks: letters become x or X, digits 0; white space, punctuation and icon-font glyphs stay, so that
 * lines break where they did. Lengths stay visible: that is the price, and the documentation says so.
 */

/** For what nothing may lift: no shape, no length. */
export const FLOOR_FILLER = '********'

const WIDE_FILLER = '\uff58'
const PICTURE_FILLER = '\u2b1c'

/** Mask of each ASCII character. */
const ASCII = Uint16Array.from({ length: 128 }, (_, code) => {
  if (code >= 0x30 && code <= 0x39) return 0x30
  if (code >= 0x41 && code <= 0x5a) return 0x58
  return code >= 0x61 && code <= 0x7a ? 0x78 : code
})
/** Texts up to this length are masked without allocating anything but the result. */
const SCRATCH = new Uint16Array(4096)
/** Results by their hash: texts differ, their shapes repeat, and a string that exists need not be made and thrown away. */
const MADE = new Array<string>(4096).fill('')
const LONGEST_MADE = 200

/**
 * For what ASCII does not cover, in this order. Marks and invisible characters could carry a text by themselves: gone.
 * Han, kana and Hangul get a full-width x: a narrow one would collapse the line. Emoji are content, arrows and boxes
 * are not.
 */
const UNICODE_RULES: [RegExp, string][] = [
  [/[\p{M}\p{Cf}\p{Cn}]/gu, ''],
  [
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\uff01-\uff60]/gu,
    WIDE_FILLER,
  ],
  [/[\p{Lu}\p{Lt}]/gu, 'X'],
  [/(?![X\uff58])[\p{Alphabetic}\p{L}]/gu, 'x'],
  [/\p{N}/gu, '0'],
  [/[\u{1f1e6}-\u{1f1ff}]/gu, PICTURE_FILLER],
  [
    /(?![\u00a9\u00ae\u2122\u2194-\u21aa\u25aa-\u25fe\u2b1c])\p{Extended_Pictographic}/gu,
    PICTURE_FILLER,
  ],
  [/[\u2800-\u28ff\p{Cs}]/gu, 'x'],
]

/** Masks text and keeps its shape. Masking twice changes nothing more. */
export function maskShape(text: string): string {
  const length = text.length
  if (length > SCRATCH.length) return maskLong(text)
  let changed = false
  let hash = length
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index)
    if (code > 127) return maskUnicode(text)
    const masked = ASCII[code] ?? 0x78
    if (masked !== code) changed = true
    SCRATCH[index] = masked
    hash = Math.imul(hash ^ masked, 0x01000193)
  }
  if (!changed) return text
  if (length > LONGEST_MADE) return fromScratch(length)
  const slot = (hash ^ (hash >>> 15)) & (MADE.length - 1)
  const made = MADE[slot] ?? ''
  if (made.length === length && isInScratch(made)) return made
  const masked = fromScratch(length)
  MADE[slot] = masked
  return masked
}

function isInScratch(text: string): boolean {
  for (let index = 0; index < text.length; index++)
    if (text.charCodeAt(index) !== SCRATCH[index]) return false
  return true
}

function fromScratch(length: number): string {
  return String.fromCharCode.apply(null, SCRATCH.subarray(0, length) as unknown as number[])
}

function maskLong(text: string): string {
  if (/[\u0080-\uffff]/.test(text)) return maskUnicode(text)
  return text.replace(/[a-z]/g, 'x').replace(/[A-Z]/g, 'X').replace(/[0-9]/g, '0')
}

function maskUnicode(text: string): string {
  let masked = text
  for (const [pattern, filler] of UNICODE_RULES) masked = masked.replace(pattern, filler)
  return masked
}
