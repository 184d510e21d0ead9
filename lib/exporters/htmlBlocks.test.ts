import { describe, expect, it } from 'vitest'
import { indexBlocks } from './htmlBlocks'
import { blockStart } from './htmlFormat'

/** A file that gives its bytes in pieces of that size, as a disk does. */
function inPieces(text: string, size: number): Blob {
  const file = new Blob([text])
  const bytes = new TextEncoder().encode(text)
  file.stream = () => {
    const pieces: Uint8Array<ArrayBuffer>[] = []
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.slice(at, at + size))
    return new ReadableStream({
      pull(controller) {
        const next = pieces.shift()
        if (next) controller.enqueue(next)
        else controller.close()
      },
    })
  }
  return file
}

const block = (name: string, content: string) => `${blockStart(name)}${content}</script>`
const text = `<p>é${block('one', '"AAA"')} text <b>${block('two', '"B"')}${block('one', '"no"')}`

describe('blocks of a single-file export', () => {
  it.each([1, 2, 7, 64, 10_000])('are found wherever the pieces of %i bytes end', async (size) => {
    const find = await indexBlocks(inPieces(text, size))
    expect(await find('one')).toBe('"AAA"')
    expect(await find('two')).toBe('"B"')
    expect(await find('three')).toBeUndefined()
  })

  it('a block without an end is none, and a start without a name neither', async () => {
    const find = await indexBlocks(new Blob([`${blockStart('').slice(0, -2)}${'x'.repeat(500)}`]))
    expect(await find('x')).toBeUndefined()
    const open = await indexBlocks(new Blob([`${blockStart('open')}"AAA`]))
    expect(await open('open')).toBeUndefined()
  })
})
