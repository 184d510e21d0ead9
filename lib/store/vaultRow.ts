/** What is stored of the library's encryption: that it is on, its public key, and the private one under the passphrase. */
import type { WrappedKey } from '../crypto/hybrid'
import { database } from './database'

const ROW = 'vault'

/** `sealing`, `opening`: what was stored before is still being changed; new rows are in their final form already. */
export type VaultState = 'sealing' | 'on' | 'opening'

export interface VaultRow {
  version: 1
  /** Another one each time that encryption is turned on. */
  vaultId: string
  state: VaultState
  publicKey: Uint8Array<ArrayBuffer>
  wrapped: WrappedKey
  /** Minutes without anything done in a page of ours until the library locks itself; 0: when the browser is closed. */
  lockMinutes: number
  /** Rows changed so far, of how many. */
  progress?: { done: number; total: number }
}

/** Inside a transaction too, if that covers `settings`. */
export async function readVault(): Promise<VaultRow | undefined> {
  const value = (await database.settings.get(ROW))?.value as VaultRow | undefined
  if (value === undefined) return undefined
  if (value.version !== 1)
    throw new Error('A newer version of Recount has encrypted this library. Update Recount.')
  return value
}

export async function putVault(row: VaultRow): Promise<void> {
  await database.settings.put({ name: ROW, value: row })
}

/** Returns false when there is no such vault any more. */
export async function updateVault(
  vaultId: string,
  patch: Partial<Omit<VaultRow, 'vaultId'>>,
): Promise<boolean> {
  return await database.transaction('rw', database.settings, async () => {
    const row = await readVault()
    if (row?.vaultId !== vaultId) return false
    await putVault({ ...row, ...patch })
    return true
  })
}

export async function deleteVault(): Promise<void> {
  await database.settings.delete(ROW)
}
