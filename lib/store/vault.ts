/** Seals what is written and opens what is read, where the person has encrypted the library. */
import { createOpener, createSealer, type Opener, type Sealer } from '../crypto/hybrid'
import { toHex } from '../platform/bytes'
import { forgetKey, readIndexKey, readKey } from '../vault/vaultMemory'
import { readVault, type VaultRow } from './vaultRow'

export const LOCKED = 'LibraryLockedError'
const CHANGED = 'VaultChangedError'

export function lockedError(): Error {
  const error = new Error('The library is locked. Unlock it with its passphrase first.')
  error.name = LOCKED
  return error
}

/** How rows are to be written now; without a sealer as they are. */
export interface Writing {
  sealer: Sealer | undefined
  /** Rows of either form may be there. */
  isMixed: boolean
  /** First thing in every transaction that writes: throws when encryption was turned on or off since. Needs `settings`. */
  check(): Promise<void>
  /** Name of a resource or of an address that does not tell what it is; the same for the same one. */
  token(text: string): Promise<string>
}

interface Known<T> {
  vaultId: string
  made: Promise<T>
}

/** What was made from keys, per context; lost with it, and made again. */
const known: { sealer?: Known<Sealer>; opener?: Known<Opener> } = {}

function sealerOf({ vaultId, publicKey }: VaultRow): Promise<Sealer> {
  if (known.sealer?.vaultId !== vaultId) known.sealer = { vaultId, made: createSealer(publicKey) }
  return known.sealer.made
}

/** A second try meets the new state; a third would mean that somebody turns it on and off in a loop. */
const ATTEMPTS = 5

/**
 * Runs what writes. Everything is sealed before its transaction, which may await nothing but the database; when
 * encryption is turned on or off between the two, all of it is done again.
 */
export async function writeRows<T>(work: (writing: Writing) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const vault = await readVault()
    const mark = markOf(vault)
    const isSealing = vault !== undefined && vault.state !== 'opening'
    try {
      return await work({
        isMixed: vault !== undefined,
        sealer: isSealing ? await sealerOf(vault) : undefined,
        async check() {
          if (markOf(await readVault()) === mark) return
          const error = new Error('Encryption was turned on or off meanwhile')
          error.name = CHANGED
          throw error
        },
        token,
      })
    } catch (error) {
      const isChanged = error instanceof Error && error.name === CHANGED
      if (!isChanged || attempt === ATTEMPTS) throw error
    }
  }
}

/** `sealing` and `on` are written alike. */
function markOf(vault: VaultRow | undefined): string {
  return vault ? `${vault.vaultId} ${vault.state === 'opening'}` : ''
}

/** Whether what is written now is encrypted. */
export async function isEncrypted(): Promise<boolean> {
  const vault = await readVault()
  return vault !== undefined && vault.state !== 'opening'
}

/** What opens sealed rows; undefined while the library is locked. */
export async function openerNow(now = Date.now()): Promise<Opener | undefined> {
  const [vault, key] = await Promise.all([readVault(), readKey()])
  const isIdle =
    vault && key && vault.lockMinutes > 0 && now - key.usedAt > vault.lockMinutes * 60_000
  if (isIdle) await forgetKey()
  if (!vault || key?.vaultId !== vault.vaultId || isIdle) {
    delete known.opener
    return undefined
  }
  if (known.opener?.vaultId !== vault.vaultId) {
    const { vaultId, publicKey } = vault
    const made = createOpener({ publicKey, privateKey: key.privateKey })
    known.opener = { vaultId, made }
  }
  return await known.opener.made
}

export async function requireOpener(): Promise<Opener> {
  const opener = await openerNow()
  if (!opener) throw lockedError()
  return opener
}

async function token(text: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', await readIndexKey(), algorithm, false, ['sign'])
  const signed = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text))
  return toHex(new Uint8Array(signed))
}
