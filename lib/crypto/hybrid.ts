/**
 * Encrypts to a public key, so that who writes need not be able to read: ECDH on P-256 with an ephemeral key, HKDF-SHA-256,
 * AES-256-GCM. Layout of what is sealed: version (1 byte), ephemeral public key (65), nonce (12), ciphertext and tag.
 * All of WebCrypto; X25519 is newer than the oldest browser that is supported.
 */
import { deriveKey, newParameters, type PassphraseParameters, randomBytes } from './passphrase'

const VERSION = 1
const POINT_BYTES = 65
const NONCE_BYTES = 12
const HEAD_BYTES = 1 + POINT_BYTES + NONCE_BYTES
const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const
const INFO = new TextEncoder().encode('recount row 1')

type Bytes = Uint8Array<ArrayBuffer>

/** `context` says what and whose the bytes are; sealed bytes open under no other. */
export interface Sealer {
  seal(context: string, bytes: Bytes): Promise<Bytes>
}

export interface Opener {
  /** Rejects when the bytes were changed, or are not what the context says. */
  open(context: string, sealed: Bytes): Promise<Bytes>
}

/** Both halves as bytes: SEC1 uncompressed, PKCS #8. */
export interface KeyPair {
  publicKey: Bytes
  privateKey: Bytes
}

export async function createKeyPair(): Promise<KeyPair> {
  const pair = await crypto.subtle.generateKey(CURVE, true, ['deriveBits'])
  return {
    publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)),
    privateKey: new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)),
  }
}

/** One ephemeral key for all that it seals: an opener derives the key of many rows once. */
export async function createSealer(publicKey: Bytes): Promise<Sealer> {
  const [ephemeral, theirs] = await Promise.all([
    crypto.subtle.generateKey(CURVE, false, ['deriveBits']),
    crypto.subtle.importKey('raw', publicKey, CURVE, false, []),
  ])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', ephemeral.publicKey))
  const key = await agree(ephemeral.privateKey, theirs, { point, publicKey })
  return {
    async seal(context, bytes) {
      const iv = randomBytes(NONCE_BYTES)
      const additionalData = new TextEncoder().encode(context)
      const sealed = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv, additionalData },
        key,
        bytes,
      )
      const all = new Uint8Array(HEAD_BYTES + sealed.byteLength)
      all[0] = VERSION
      all.set(point, 1)
      all.set(iv, 1 + POINT_BYTES)
      all.set(new Uint8Array(sealed), HEAD_BYTES)
      return all
    },
  }
}

/** Ephemeral keys that are remembered: of one life of the worker each. */
const REMEMBERED = 2000

export async function createOpener({ publicKey, privateKey }: KeyPair): Promise<Opener> {
  const own = await crypto.subtle.importKey('pkcs8', privateKey, CURVE, false, ['deriveBits'])
  const keys = new Map<string, Promise<CryptoKey>>()

  function keyOf(point: Bytes): Promise<CryptoKey> {
    const name = String.fromCharCode(...point)
    const known = keys.get(name)
    if (known) return known
    if (keys.size >= REMEMBERED) keys.clear()
    const made = crypto.subtle
      .importKey('raw', point, CURVE, false, [])
      .then((theirs) => agree(own, theirs, { point, publicKey }))
    keys.set(name, made)
    return made
  }

  return {
    async open(context, sealed) {
      if (sealed[0] !== VERSION || sealed.length < HEAD_BYTES) throw unreadable()
      const iv = sealed.slice(1 + POINT_BYTES, HEAD_BYTES)
      const additionalData = new TextEncoder().encode(context)
      try {
        const key = await keyOf(sealed.slice(1, 1 + POINT_BYTES))
        const bytes = sealed.subarray(HEAD_BYTES)
        return new Uint8Array(
          await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, bytes),
        )
      } catch {
        throw unreadable()
      }
    },
  }
}

function unreadable(): Error {
  return new Error('What is stored here is damaged: it cannot be decrypted.')
}

async function agree(
  own: CryptoKey,
  theirs: CryptoKey,
  { point, publicKey }: { point: Bytes; publicKey: Bytes },
): Promise<CryptoKey> {
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, own, 256)
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
  const salt = new Uint8Array([...point, ...publicKey])
  return await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: INFO },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

/** A private key under a passphrase. */
export interface WrappedKey extends PassphraseParameters {
  nonce: Bytes
  bytes: Bytes
}

export async function wrapKey(
  { publicKey, privateKey }: KeyPair,
  passphrase: string,
  iterations?: number,
): Promise<WrappedKey> {
  const parameters = newParameters(iterations)
  const key = await deriveKey(passphrase, parameters)
  const nonce = randomBytes(NONCE_BYTES)
  const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: publicKey }
  const bytes = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, privateKey))
  return { ...parameters, nonce, bytes }
}

/** Undefined when the passphrase is wrong, or anything was changed: nothing may tell them apart. */
export async function unwrapKey(
  wrapped: WrappedKey,
  passphrase: string,
  publicKey: Bytes,
): Promise<KeyPair | undefined> {
  try {
    const key = await deriveKey(passphrase, wrapped)
    const algorithm = { name: 'AES-GCM', iv: wrapped.nonce, additionalData: publicKey }
    const privateKey = new Uint8Array(await crypto.subtle.decrypt(algorithm, key, wrapped.bytes))
    return { publicKey, privateKey }
  } catch {
    return undefined
  }
}
