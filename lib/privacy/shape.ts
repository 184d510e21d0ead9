/**
 * Shape-keeping masks: letters become x or X, digits 0; white space, punctuation and icon-font glyphs stay, so that
 * lines break where they did. Lengths stay visible: that is the price, and the documentation says so.
 */

/** For what nothing may lift: no shape, no length. */
export const FLOOR_FILLER = '********'

const ANYTHING_TO_MASK = /[0-9A-Za-z\u0080-\uffff]/
const NOT_ASCII = /[\u0080-\uffff]/
const LOWER = /[a-z]/g
const UPPER = /[A-Z]/g
const DIGIT = /[0-9]/g
/** Han, kana, Hangul, full-width forms: a narrow x would collapse the line. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\uff01-\uff60]/gu
const WIDE_FILLER = '\uff58'
const PICTURE_FILLER = '\u2b1c'
/** Order matters: wide before letters, pictures (emoji) before symbols. */
const UNICODE_RULES: [RegExp, string][] = [
  [/[\p{M}\p{Cf}\p{Cn}]/gu, ''],
  [WIDE, WIDE_FILLER],
  [/[\p{Lu}\p{Lt}]/gu, 'X'],
  [/(?![A-Z\uff58])[\p{Alphabetic}\p{L}]/gu, 'x'],
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
  if (!ANYTHING_TO_MASK.test(text)) return text
  if (NOT_ASCII.test(text)) return maskUnicode(text)
  return text.replace(LOWER, 'x').replace(UPPER, 'X').replace(DIGIT, '0')
}

function maskUnicode(text: string): string {
  let masked = text
  for (const [pattern, filler] of UNICODE_RULES) masked = masked.replace(pattern, filler)
  return masked
}
