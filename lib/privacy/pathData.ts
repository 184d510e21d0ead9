/** Numbers each command of path data takes. */
const ARGUMENTS: Readonly<Record<string, number>> = {
  m: 2,
  l: 2,
  h: 1,
  v: 1,
  c: 6,
  s: 4,
  q: 4,
  t: 2,
  a: 7,
  z: 0,
}
const TOKEN = /[\s,]*(?:([mlhvcsqtaz])|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/iy
const LONGEST = 200_000

/** Path data of SVG, and nothing that merely looks like it: a word has no command with the right count of numbers. */
export function isPathData(text: string): boolean {
  if (text.length > LONGEST || !/^[\s\d.,e+\-mlhvcsqtaz]*$/i.test(text)) return false
  const token = new RegExp(TOKEN)
  const end = text.trimEnd().length
  let expected = -1
  let count = 0
  while (token.lastIndex < end) {
    const match = token.exec(text)
    if (match === null) return false
    const command = match[1]
    if (command === undefined) {
      count++
      continue
    }
    if (!isComplete(expected, count)) return false
    expected = ARGUMENTS[command.toLowerCase()] ?? 0
    count = 0
  }
  return isComplete(expected, count)
}

/** Flags of arcs may be written together with the number after them ("a1 1 0 014 4"), so arcs may seem short. */
function isComplete(expected: number, count: number): boolean {
  if (expected <= 0) return count === 0
  if (expected === 7) return count >= 5
  return count > 0 && count % expected === 0
}
