/** Pixels whose colour differs by more than this (of 255) count as different: antialiasing may vary a little. */
const CHANNEL_TOLERANCE = 24
/** Share of the picture that may differ. */
const PIXEL_TOLERANCE = 0.002

/**
 * @returns {{ ok: boolean, dom?: string, style?: string, pixels?: number }} what differs, first difference of each kind
 */
export async function compare(judge, live, replay, { pixelsOnly }) {
  const dom = pixelsOnly ? undefined : firstDifference(live.dom, replay.dom)
  const style = pixelsOnly ? undefined : firstDifference(live.styles, replay.styles)
  const pixels = await judge.evaluate(differentShare, {
    one: live.picture,
    two: replay.picture,
    tolerance: CHANNEL_TOLERANCE,
  })
  return { ok: !dom && !style && pixels <= PIXEL_TOLERANCE, dom, style, pixels }
}

function firstDifference(live, replay) {
  for (let line = 0; line < Math.max(live.length, replay.length); line++) {
    if (live[line] !== replay[line]) {
      return `live:   ${short(live[line], replay[line])}\n      replay: ${short(replay[line], live[line])}`
    }
  }
  return undefined
}

/** Of long lines, around the place where they part. */
function short(line, other = '') {
  if (line === undefined) return '(nothing)'
  let at = 0
  while (at < line.length && line[at] === other[at]) at++
  return at < 120 ? line.slice(0, 220) : `${line.slice(0, 20)} ... ${line.slice(at - 30, at + 170)}`
}

/** Runs in a blank page: Chromium decodes the pictures. */
async function differentShare({ one, two, tolerance }) {
  const load = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    const ink = canvas.getContext('2d')
    ink.drawImage(bitmap, 0, 0)
    return ink.getImageData(0, 0, bitmap.width, bitmap.height)
  }
  const [a, b] = await Promise.all([load(one), load(two)])
  if (a.width !== b.width || a.height !== b.height) return 1
  let different = 0
  for (let at = 0; at < a.data.length; at += 4) {
    const apart =
      Math.abs(a.data[at] - b.data[at]) > tolerance ||
      Math.abs(a.data[at + 1] - b.data[at + 1]) > tolerance ||
      Math.abs(a.data[at + 2] - b.data[at + 2]) > tolerance
    if (apart) different++
  }
  return different / (a.width * a.height)
}
