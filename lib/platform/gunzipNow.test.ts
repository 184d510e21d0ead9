import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gzip } from './bytes'
import { gunzipNow } from './gunzipNow'

it('answers what was packed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      expect(gunzipNow(await gzip(text))).toBe(text)
    }),
  )
  const long = 'row 42 of the table '.repeat(20_000)
  expect(gunzipNow(await gzip(long))).toBe(long)
})

it('gives no other text of bytes that were changed or cut', async () => {
  const text = JSON.stringify([{ kind: 'mutation', texts: [[3, 'some text of some text']] }])
  const whole = await gzip(text)
  const read = (bytes: Uint8Array) => {
    try {
      return gunzipNow(bytes)
    } catch {
      return 'refused'
    }
  }
  for (let at = 0; at < whole.length; at++) {
    const changed = whole.map((byte, index) => (index === at ? byte ^ 0x10 : byte))
    // The head says things nobody needs, for one when it was packed.
    if (at >= 10) expect(read(changed), `byte ${at}`).toBe('refused')
    else expect(['refused', text], `byte ${at}`).toContain(read(changed))
    expect(read(whole.subarray(0, at)), `cut at ${at}`).toBe('refused')
  }
})
