/**
 * What is known of the library's key while it is unlocked: in `storage.session`, which the browser keeps in memory only,
 * shows to no content script, and forgets when it is closed. So the worker may be stopped and started as it likes.
 */
import { browser } from 'wxt/browser'
import { randomBytes } from '../crypto/passphrase'
import { fromBase64, toBase64 } from '../platform/bytes'
import type { Stoppable } from '../platform/stoppable'

const KEY = 'vaultKey'
const INDEX = 'vaultIndex'
const FULL = 'vaultFull'

export interface UnlockedKey {
  vaultId: string
  privateKey: Uint8Array<ArrayBuffer>
  /** Epoch ms when the person last did something in a page of ours. */
  usedAt: number
}

export async function readKey(): Promise<UnlockedKey | undefined> {
  const stored = (await browser.storage.session.get(KEY))[KEY] as
    | { vaultId: string; privateKey: string; usedAt: number }
    | undefined
  return stored && { ...stored, privateKey: fromBase64(stored.privateKey) }
}

export async function writeKey({ vaultId, privateKey, usedAt }: UnlockedKey): Promise<void> {
  const value = { vaultId, privateKey: toBase64(privateKey), usedAt }
  await browser.storage.session.set({ [KEY]: value })
}

export async function forgetKey(): Promise<void> {
  await browser.storage.session.remove(KEY)
}

/** Whether the disk has no room for what is to be encrypted or decrypted: the database has none to say so in. */
export async function isVaultFull(): Promise<boolean> {
  return (await browser.storage.session.get(FULL))[FULL] === true
}

export async function noteVaultFull(isFull: boolean): Promise<void> {
  if (isFull) await browser.storage.session.set({ [FULL]: true })
  else await browser.storage.session.remove(FULL)
}

/** Calls when the library was locked, unlocked or used, or its disk is full or no longer, whichever context did it. */
export function watchKey(listener: () => void): Stoppable {
  const onChanged = (changes: Record<string, unknown>) => {
    if (KEY in changes || FULL in changes) listener()
  }
  browser.storage.session.onChanged.addListener(onChanged)
  return { stop: () => browser.storage.session.onChanged.removeListener(onChanged) }
}

/**
 * Key under which equal resources have equal names. Before the library was first unlocked since the browser started,
 * one for this time: what is stored twice then costs room and tells nothing.
 */
export async function readIndexKey(): Promise<Uint8Array<ArrayBuffer>> {
  const known = (await browser.storage.session.get(INDEX))[INDEX]
  if (typeof known === 'string') return fromBase64(known)
  const made = randomBytes(32)
  await writeIndexKey(made)
  return made
}

export async function writeIndexKey(key: Uint8Array): Promise<void> {
  await browser.storage.session.set({ [INDEX]: toBase64(key) })
}
