/**
 * Rounds of PBKDF2-HMAC-SHA-256 for what is made now. OWASP, Password Storage Cheat Sheet: 600,000 at least. Written into
 * everything that was made with it, so that it can be raised without a change of format.
 */
export const PBKDF2_ITERATIONS = 600_000
/** A file or a row that asks for more is not ours, and would keep the machine busy for minutes. */
export const MOST_ITERATIONS = 10_000_000
export const SALT_BYTES = 16
/**
 * Shortest passphrase that is taken. NIST SP 800-63B asks for 8 characters of a memorized secret; these guard files that
 * can be guessed at without end, so the surfaces ask for several words.
 */
export const LEAST_PASSPHRASE = 8

export interface PassphraseParameters {
  salt: Uint8Array<ArrayBuffer>
  iterations: number
}

/** The AES-256-GCM key that a passphrase stands for. Takes about a quarter of a second on purpose. */
export async function deriveKey(
  passphrase: string,
  { salt, iterations }: PassphraseParameters,
): Promise<CryptoKey> {
  // The same words typed on another system may come in another composition of the same characters.
  const secret = new TextEncoder().encode(passphrase.normalize('NFKC'))
  const material = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveKey'])
  return await crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

export function newParameters(iterations = PBKDF2_ITERATIONS): PassphraseParameters {
  return { salt: randomBytes(SALT_BYTES), iterations }
}

export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length))
}

/** Counted as a person counts, so that eight emoji are eight characters. */
export function isLongEnough(passphrase: string): boolean {
  return [...passphrase].length >= LEAST_PASSPHRASE
}
