import { describe, expect, it } from 'vitest'
import { utf8 } from '../platform/bytes'
import { createKeyPair, createOpener, createSealer, unwrapKey, wrapKey } from './hybrid'

const ROUNDS = 10
const DAMAGED = /damaged: it cannot be decrypted/

describe('rows sealed to a public key', () => {
  it('open with the private key, whichever sealer wrote them, and only under their own name', async () => {
    const pair = await createKeyPair()
    const opener = await createOpener(pair)
    for (const text of ['', 'Order of Ada Quist', 'x'.repeat(100_000)]) {
      const sealed = await (await createSealer(pair.publicKey)).seal('body|t1|0', utf8(text))
      expect(new TextDecoder().decode(await opener.open('body|t1|0', sealed))).toBe(text)
      await expect(opener.open('body|t1|1', sealed)).rejects.toThrow(DAMAGED)
    }
  })

  it('do not open with any byte changed, cut short, or with another key', async () => {
    const pair = await createKeyPair()
    const sealed = await (await createSealer(pair.publicKey)).seal('row', utf8('Ada Quist'))
    const opener = await createOpener(pair)
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      await expect(opener.open('row', changed)).rejects.toThrow(DAMAGED)
      await expect(opener.open('row', sealed.slice(0, at))).rejects.toThrow(DAMAGED)
    }
    const other = await createOpener(await createKeyPair())
    await expect(other.open('row', sealed)).rejects.toThrow(DAMAGED)
  })

  it('never look the same twice', async () => {
    const sealer = await createSealer((await createKeyPair()).publicKey)
    expect(await sealer.seal('row', utf8('x'))).not.toEqual(await sealer.seal('row', utf8('x')))
  })
})

describe('the private key under a passphrase', () => {
  it('comes back with it, and with nothing else', async () => {
    const pair = await createKeyPair()
    const wrapped = await wrapKey(pair, 'correct horse', ROUNDS)
    expect(await unwrapKey(wrapped, 'correct horse', pair.publicKey)).toEqual(pair)
    expect(await unwrapKey(wrapped, 'correct horses', pair.publicKey)).toBeUndefined()
    const { publicKey } = await createKeyPair()
    expect(await unwrapKey(wrapped, 'correct horse', publicKey)).toBeUndefined()
    for (const member of ['salt', 'nonce', 'bytes'] as const) {
      const changed = { ...wrapped, [member]: wrapped[member].slice() }
      changed[member][0] = (changed[member][0] ?? 0) ^ 1
      expect(await unwrapKey(changed, 'correct horse', pair.publicKey)).toBeUndefined()
    }
  })
})
