import { createAutomation } from '../lib/automation/api'
import type { Automation, AutomationPlayer } from '../lib/automation/automation'
import { toRrwebEvents } from '../lib/exporters/toRrweb'
import { clearSessions, getSession, listSessions, purgeSession } from '../lib/store/sessions'
import { storedText } from '../lib/store/storedText'
import { createStoreSource } from '../lib/store/storeSource'

export interface PlayerHost {
  /** Shows the session in the page; resolves when its first frame is shown. */
  openPlayer(sessionId: string, options: { scale?: number }): Promise<{ durationMs: number }>
  currentPlayer(): AutomationPlayer | undefined
}

/** The automation object of this page, over the store, the exporters and the page's own player. */
export function createPageAutomation(host: PlayerHost): Automation {
  return createAutomation({
    ...host,
    listSessions,
    getSession,
    purgeSession,
    clearSessions,
    storedText,
    createSource: createStoreSource,
    toRrwebEvents,
    exportSession: () => Promise.reject(notYet('Export')),
    importRecording: () => Promise.reject(notYet('Import')),
  })
}

/** Replaced one by one as the exporters arrive. */
function notYet(what: string): Error {
  return new Error(`${what} is not part of this build yet`)
}
