/** What a surface has to know of the encryption of the library. */
import { liveQuery } from 'dexie'
import type { Stoppable } from '../platform/stoppable'
import { isVaultFull, watchKey } from '../vault/vaultMemory'
import { openerNow } from './vault'
import { readVault } from './vaultRow'

export interface VaultView {
  status: 'off' | 'locked' | 'unlocked'
  lockMinutes: number
  /** Stored sessions are being encrypted or decrypted. */
  work?: {
    direction: 'sealing' | 'opening'
    done: number
    total: number
    /** It waits for room on the disk. */
    isFull?: true
  }
}

/** Minutes after which an encrypted library locks itself, until the person says otherwise. */
export const DEFAULT_LOCK_MINUTES = 15

export async function viewVault(): Promise<VaultView> {
  const vault = await readVault()
  if (!vault) return { status: 'off', lockMinutes: DEFAULT_LOCK_MINUTES }
  const { state, lockMinutes, progress = { done: 0, total: 0 } } = vault
  const status = (await openerNow()) ? 'unlocked' : 'locked'
  if (state === 'on') return { status, lockMinutes }
  const full = (await isVaultFull()) ? { isFull: true as const } : {}
  return { status, lockMinutes, work: { direction: state, ...progress, ...full } }
}

/** Calls now, and whenever the library was locked, unlocked or is being changed, in whichever context. */
export function watchVault(listener: (view: VaultView) => void): Stoppable {
  let isOver = false
  let last = ''
  const tell = async () => {
    const view = await viewVault()
    const text = JSON.stringify(view)
    if (isOver || text === last) return
    last = text
    listener(view)
  }
  const subscription = liveQuery(readVault).subscribe({ next: () => void tell() })
  const key = watchKey(() => void tell())
  // Idle for too long is noticed by looking.
  const timer = setInterval(() => void tell(), LOOK_MS)
  return {
    stop() {
      isOver = true
      clearInterval(timer)
      key.stop()
      subscription.unsubscribe()
    },
  }
}

/** Resolves when nothing that is stored is being encrypted or decrypted. */
export async function whenConverted(): Promise<void> {
  if (!(await viewVault()).work) return
  await new Promise<void>((resolve) => {
    const watch = watchVault(({ work }) => {
      if (work) return
      watch.stop()
      resolve()
    })
  })
}

const LOOK_MS = 10_000
