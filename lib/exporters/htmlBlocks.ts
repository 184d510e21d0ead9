import { blockStart } from './htmlFormat'
import type { FindBlock } from './readHtml'

const PREFIX = blockStart('').slice(0, -2)
const NAME_END = '">'
/** The longest name has a hash of 64 characters in it. */
const LONGEST_NAME = 200
/** A day's session has some thousand. */
const MOST_BLOCKS = 200_000

/**
 * Finds the blocks of a single-file export without ever holding the file: it is read once from start to end for the
 * places of the blocks, and each block when it is asked for. Of two with one name the first counts.
 */
export async function indexBlocks(file: Blob): Promise<FindBlock> {
  const places = new Map<string, [start: number, end: number]>()
  // One character per byte, whatever is in the file: places in the text are places in the file.
  const decoder = new TextDecoder('latin1')
  const reader = file.stream().getReader()
  let text = ''
  let offset = 0
  let open: { name: string; start: number } | undefined

  const drop = (count: number) => {
    offset += count
    text = text.slice(count)
  }
  /** Whether more can be found in what was read so far. */
  const step = (): boolean => {
    if (open) {
      const end = text.indexOf('<')
      if (end < 0) {
        drop(text.length)
        return false
      }
      if (!places.has(open.name)) places.set(open.name, [open.start, offset + end])
      if (places.size > MOST_BLOCKS) throw new Error('The file has too many parts.')
      open = undefined
      drop(end)
      return true
    }
    const at = text.indexOf(PREFIX)
    if (at < 0) {
      drop(Math.max(0, text.length - PREFIX.length))
      return false
    }
    drop(at)
    const end = text.indexOf(NAME_END, PREFIX.length)
    if (end < 0 && text.length < PREFIX.length + LONGEST_NAME) return false
    if (end < 0 || end > PREFIX.length + LONGEST_NAME) {
      drop(PREFIX.length)
      return true
    }
    const name = text.slice(PREFIX.length, end)
    drop(end + NAME_END.length)
    open = { name, start: offset }
    return true
  }

  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    text += decoder.decode(value)
    while (step());
  }
  return async (name) => {
    const place = places.get(name)
    return place && (await file.slice(...place).text())
  }
}
