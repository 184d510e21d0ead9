import type { VaultServices } from '../../components/vaultServices'
import { createObservable } from '../../lib/platform/observable'
import type { VaultView } from '../../lib/store/vaultView'
import type { ShellState } from './memoryServices'

/** Opens an encrypted library of the shell. */
export const SHELL_PASSPHRASE = 'correct horse battery'

/** The encryption of a library that is not there. */
export function memoryVault(state: ShellState['vault']): VaultServices {
  const work = { direction: 'sealing' as const, done: 120, total: 400 }
  const view = createObservable<VaultView>(
    state === 'working' || state === 'full'
      ? {
          status: 'unlocked',
          lockMinutes: 15,
          work: state === 'full' ? { ...work, isFull: true } : work,
        }
      : { status: state, lockMinutes: 15 },
  )
  const set = (status: VaultView['status']) => view.set({ status, lockMinutes: 15 })
  const check = (passphrase: string) => {
    if (passphrase !== SHELL_PASSPHRASE)
      throw new Error('That passphrase does not open this library.')
  }
  return {
    watch(listener) {
      listener(view.value)
      return { stop: view.subscribe(listener) }
    },
    turnOn: async () => set('unlocked'),
    async turnOff(passphrase) {
      check(passphrase)
      set('off')
    },
    async unlock(passphrase) {
      check(passphrase)
      set('unlocked')
    },
    lock: async () => set('locked'),
    changePassphrase: async (before) => check(before),
    setLockMinutes: async () => {},
    forget: async () => set('off'),
    noteUse: async () => {},
  }
}
