/** What the person can do about the encryption of the library. */
import { createKeyPair, type KeyPair, unwrapKey, wrapKey } from '../crypto/hybrid'
import { isLongEnough, LEAST_PASSPHRASE } from '../crypto/passphrase'
import { forgetKey, readKey, writeIndexKey, writeKey } from '../vault/vaultMemory'
import { database } from './database'
import { clearSessions } from './sessions'
import { openerNow } from './vault'
import { deleteVault, putVault, readVault, updateVault, type VaultRow } from './vaultRow'
import { DEFAULT_LOCK_MINUTES } from './vaultView'

/** What a wrong passphrase is answered with, always and only. */
const WRONG = 'That passphrase does not open this library.'

/** From now on everything is written encrypted; what is stored already is left to `convertRows`. */
export async function beginEncryption(passphrase: string, iterations?: number): Promise<void> {
  checkPassphrase(passphrase)
  const before = await readVault()
  if (before?.state === 'opening')
    throw new Error('The library is still being decrypted. Wait until that is done.')
  if (before) throw new Error('The library is encrypted already.')
  const pair = await createKeyPair()
  const row: VaultRow = {
    version: 1,
    vaultId: crypto.randomUUID(),
    state: 'sealing',
    publicKey: pair.publicKey,
    wrapped: await wrapKey(pair, passphrase, iterations),
    lockMinutes: DEFAULT_LOCK_MINUTES,
  }
  await database.transaction('rw', database.settings, async () => {
    if (await readVault()) throw new Error('The library is encrypted already.')
    await putVault(row)
  })
  await keepKey(row, pair)
}

/** From now on everything is written as it is; what is stored encrypted is left to `convertRows`. */
export async function endEncryption(passphrase: string): Promise<void> {
  const row = await requireVault()
  const pair = await unwrap(row, passphrase)
  await keepKey(row, pair)
  await updateVault(row.vaultId, { state: 'opening', progress: undefined })
}

export async function unlockLibrary(passphrase: string): Promise<void> {
  const row = await requireVault()
  await keepKey(row, await unwrap(row, passphrase))
}

export async function lockLibrary(): Promise<void> {
  await forgetKey()
}

/** Only the key is wrapped anew: nothing that is stored changes. */
export async function changePassphrase(before: string, after: string): Promise<void> {
  checkPassphrase(after)
  const row = await requireVault()
  const pair = await unwrap(row, before)
  await updateVault(row.vaultId, { wrapped: await wrapKey(pair, after) })
}

export async function setLockMinutes(lockMinutes: number): Promise<void> {
  const row = await requireVault()
  await updateVault(row.vaultId, { lockMinutes })
}

/** The person is there: the time until the library locks itself begins anew. */
export async function noteUse(now = Date.now()): Promise<void> {
  const key = await readKey()
  // Asked first, so that what has locked itself by now stays locked.
  if (key && (await openerNow(now))) await writeKey({ ...key, usedAt: now })
}

/** The passphrase is lost, and with it everything that is stored. Sites and settings stay. */
export async function forgetLibrary(): Promise<void> {
  await clearSessions()
  await database.ledger.filter(({ sealed }) => sealed !== undefined).delete()
  await deleteVault()
  await forgetKey()
}

async function requireVault(): Promise<VaultRow> {
  const row = await readVault()
  if (!row) throw new Error('The library is not encrypted.')
  return row
}

async function unwrap(row: VaultRow, passphrase: string): Promise<KeyPair> {
  const pair = await unwrapKey(row.wrapped, passphrase, row.publicKey)
  if (!pair) throw new Error(WRONG)
  return pair
}

async function keepKey({ vaultId }: VaultRow, { privateKey }: KeyPair): Promise<void> {
  await writeIndexKey(await indexKeyOf(privateKey))
  await writeKey({ vaultId, privateKey, usedAt: Date.now() })
}

/** The same whenever the library is unlocked, so that equal resources find each other again. */
async function indexKeyOf(privateKey: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const material = await crypto.subtle.importKey('raw', privateKey, 'HKDF', false, ['deriveBits'])
  const algorithm = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: new TextEncoder().encode('recount index 1'),
  }
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, material, 256))
}

function checkPassphrase(passphrase: string): void {
  if (isLongEnough(passphrase)) return
  throw new Error(`A passphrase has at least ${LEAST_PASSPHRASE} characters.`)
}
