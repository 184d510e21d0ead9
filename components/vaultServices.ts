import type { UiRequests } from '../lib/messages/protocol'
import { send } from '../lib/messages/runtime'
import type { Stoppable } from '../lib/platform/stoppable'
import type { VaultView } from '../lib/store/vaultView'
import { store, watchStore } from './store'

/** What a surface can do about the encryption of the library. */
export interface VaultServices {
  watch(listener: (view: VaultView) => void): Stoppable
  /** Resolves when everything new is encrypted; `watch` tells how far what is stored already is. */
  turnOn(passphrase: string): Promise<void>
  turnOff(passphrase: string): Promise<void>
  unlock(passphrase: string): Promise<void>
  lock(): Promise<void>
  changePassphrase(before: string, after: string): Promise<void>
  setLockMinutes(minutes: number): Promise<void>
  /** Deletes all sessions, for want of the passphrase. */
  forget(): Promise<void>
  /** The person is doing something. */
  noteUse(): Promise<void>
}

/** Read when they are wanted: the popup only shows whether the library is locked, and opens sooner without them. */
const actions = () => import('../lib/store/vaultActions')

export const vaultServices: VaultServices = {
  watch: (listener) => watchStore(({ watchVault }) => watchVault(listener)),
  turnOn: async (passphrase) => await andTell((await actions()).beginEncryption(passphrase)),
  turnOff: async (passphrase) => await andTell((await actions()).endEncryption(passphrase)),
  unlock: async (passphrase) => await andTell((await actions()).unlockLibrary(passphrase)),
  lock: async () => await (await actions()).lockLibrary(),
  changePassphrase: async (before, after) =>
    await (await actions()).changePassphrase(before, after),
  setLockMinutes: async (minutes) => await andTell((await actions()).setLockMinutes(minutes)),
  async forget() {
    const { listRecording } = await store()
    for (const { sessionId } of await listRecording())
      await send<UiRequests, 'recording.stopSession'>('recording.stopSession', { sessionId })
    await andTell((await actions()).forgetLibrary())
  },
  noteUse: async () => await (await actions()).noteUse(),
}

/** The worker encrypts and decrypts what is stored, and watches the time. */
async function andTell(done: Promise<void>): Promise<void> {
  await done
  await send<UiRequests, 'vault.changed'>('vault.changed', null)
}
