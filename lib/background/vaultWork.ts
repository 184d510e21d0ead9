import { browser } from 'wxt/browser'
import { causedBy } from '../platform/causedBy'
import { convertRows } from '../store/convertRows'
import { LOCKED } from '../store/vault'
import { viewVault } from '../store/vaultView'

const ALARM = 'vault'
/** As often as the browser lets a published extension; the library locks itself so much later at worst. */
const ALARM_MINUTES = 0.5
/** One conversion at a time: a second one waits, and finds what is left. */
const LOCK = 'recount.vault'
/** A worker that calls nothing of the browser for 30 s is stopped. */
const PULSE_MS = 20_000

/**
 * Encrypts or decrypts what was stored before the person turned encryption on or off, and locks the library when it was
 * not used for long. Goes on by itself after the worker was stopped, by the alarm, and after the browser was closed.
 */
export async function workOnVault(): Promise<void> {
  // Asking is what locks a library whose time is up.
  const { status, work, lockMinutes } = await viewVault()
  const isWaiting = work !== undefined || (status === 'unlocked' && lockMinutes > 0)
  if (!isWaiting) {
    await browser.alarms.clear(ALARM)
    return
  }
  if (!(await browser.alarms.get(ALARM)))
    await browser.alarms.create(ALARM, { periodInMinutes: ALARM_MINUTES })
  if (work) await convert()
}

export function isVaultAlarm(name: string): boolean {
  return name === ALARM
}

async function convert(): Promise<void> {
  const pulse = setInterval(() => void browser.runtime.getPlatformInfo(), PULSE_MS)
  try {
    await navigator.locks.request(LOCK, () => convertRows())
  } catch (error) {
    // Decrypting goes on when the person has unlocked the library.
    if (!causedBy(error, LOCKED)) throw error
  } finally {
    clearInterval(pulse)
  }
}
