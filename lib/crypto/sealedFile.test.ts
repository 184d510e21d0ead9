import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HEADER_BYTES, TAG_BYTES } from './fileFormat'
import {
  isSealedFile,
  openSealedFile,
  PASSWORD_NEEDED,
  passwordNeeded,
  sealFile,
  WRONG_PASSWORD,
} from './sealedFile'

const PASSWORD = 'correct horse battery'
/** Few rounds and small pieces: the code is the same, and the test is quick. */
const QUICK = { iterations: 10, pieceBytes: 64 }

function content(text: string) {
  return { fileName: 'cart.har', mimeType: 'application/json', blob: new Blob([text]) }
}

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer())
}

async function sealed(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return await bytesOf(await sealFile(content(text), PASSWORD, QUICK))
}

async function outcome(bytes: Uint8Array<ArrayBuffer>, password = PASSWORD): Promise<string> {
  try {
    return await (await openSealedFile(new Blob([bytes]), password)).blob.text()
  } catch (error) {
    return `${error}`
  }
}

/** Five pieces and a bit, with the name. */
const TEXT = 'total is wrong here '.repeat(15)

describe('a sealed file', () => {
  it('gives back bytes, name and type', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const given = { ...content(''), blob: new Blob([new Uint8Array(bytes)]) }
        const file = await sealFile(given, PASSWORD, QUICK)
        expect(await isSealedFile(file)).toBe(true)
        const opened = await openSealedFile(file, PASSWORD)
        expect(await bytesOf(opened.blob)).toEqual(new Uint8Array(bytes))
        expect(opened.fileName).toBe('cart.har')
        expect(opened.blob.type).toBe('application/json')
      }),
      { numRuns: 40 },
    )
  })

  it('holds neither the content nor the name in clear, and is never the same twice', async () => {
    const [first, second] = [await sealed(TEXT), await sealed(TEXT)]
    const text = new TextDecoder('latin1').decode(first)
    expect(text).not.toContain('total')
    expect(text).not.toContain('cart')
    expect(first.slice(HEADER_BYTES)).not.toEqual(second.slice(HEADER_BYTES))
  })

  it('says so when the password is wrong', async () => {
    expect(await outcome(await sealed(TEXT), 'correct horse batter')).toContain(WRONG_PASSWORD)
  })

  it('takes a password in whichever composition of characters it was typed', async () => {
    const file = await sealFile(content(TEXT), 'caf\u00e9 au lait', QUICK)
    expect(await outcome(await bytesOf(file), 'cafe\u0301 au lait')).toBe(TEXT)
  })

  it('refuses a file of which any one byte was changed', async () => {
    const file = await sealed(TEXT)
    const answers = new Set<string>()
    for (let at = 0; at < file.length; at++) {
      // Of the rounds only the lowest byte: the higher ones would ask for hours, or are refused.
      if (at >= 10 && at < 13) continue
      const changed = file.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      answers.add(await outcome(changed))
    }
    expect([...answers].sort()).toEqual([
      'Error: The encrypted file is damaged or cut short.',
      'Error: The head of the encrypted file is damaged.',
      'Error: This file was not encrypted by Recount.',
      'WrongPasswordError: The password does not open this file, or the file is damaged.',
    ])
  })

  it('refuses a file that was cut off anywhere, between two pieces as well', async () => {
    const file = await sealed(TEXT)
    for (let length = 0; length < file.length; length++)
      expect(await outcome(file.slice(0, length))).toMatch(/Error: /)
    const piece = QUICK.pieceBytes + TAG_BYTES
    expect(await outcome(file.slice(0, HEADER_BYTES + 2 * piece))).toMatch(/damaged or cut short/)
  })

  it('refuses pieces that changed places, were left out, or came from another file', async () => {
    const [file, other] = [await sealed(TEXT), await sealed(TEXT)]
    const piece = QUICK.pieceBytes + TAG_BYTES
    const parts = (bytes: Uint8Array<ArrayBuffer>) =>
      [0, 1, 2, 3, 4, 5].map((index) =>
        bytes.slice(HEADER_BYTES + index * piece, HEADER_BYTES + (index + 1) * piece),
      )
    const [a, b, c, d, ...rest] = parts(file)
    const head = file.slice(0, HEADER_BYTES)
    const whole = async (...pieces: (Uint8Array<ArrayBuffer> | undefined)[]) =>
      await outcome(await bytesOf(new Blob([head, ...pieces.flatMap((each) => each ?? [])])))
    expect(await whole(a, b, c, d, ...rest)).toBe(TEXT)
    expect(await whole(a, c, b, d, ...rest)).toMatch(/damaged/)
    expect(await whole(a, b, d, ...rest)).toMatch(/damaged/)
    expect(await whole(a, parts(other)[1], c, d, ...rest)).toMatch(/damaged/)
  })

  it('refuses a newer version, absurd work and absurd pieces', async () => {
    const file = await sealed(TEXT)
    const withNumber = (at: number, value: number) => {
      const changed = file.slice()
      new DataView(changed.buffer).setUint32(at, value)
      return changed
    }
    const newer = file.slice()
    newer[8] = 2
    expect(await outcome(newer)).toMatch(/newer version/)
    expect(await outcome(withNumber(10, 4_000_000_000))).toMatch(/head .* damaged/)
    expect(await outcome(withNumber(10, 0))).toMatch(/head .* damaged/)
    expect(await outcome(withNumber(37, 4_000_000_000))).toMatch(/head .* damaged/)
  })

  it('names the file that needs a password', () => {
    expect(passwordNeeded('a.sealed')).toMatchObject({ name: PASSWORD_NEEDED })
  })
})
