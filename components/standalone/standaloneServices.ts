import type { Session } from '../../lib/format/session'
import type { RecordingSource } from '../../lib/format/source'
import { createPlayer } from '../../lib/player/createPlayer'
import type { EmbeddedReport, Services } from '../services'

/** Services of a single-file export: one session, which is there, and nothing else. */
export function createStandaloneServices(
  source: RecordingSource,
  session: Session,
  report?: EmbeddedReport,
): Services {
  return {
    watchTab: absent,
    startTab: absent,
    stopSession: absent,
    setConsent: absent,
    requestGrant: absent,
    watchSessions: absent,
    watchSession: absent,
    watchSelectedElement: absent,
    getSession: () => Promise.resolve(session),
    getTombstone: () => Promise.resolve(undefined),
    updateSession: absent,
    addRemaskWork: absent,
    runRemask: absent,
    watchRemaskWork: absent,
    cancelRemask: absent,
    deleteSessions: absent,
    restoreSessions: absent,
    openSource: () => source,
    storedText: absent,
    createPlayer,
    loadPlayer: absent,
    getDraft: absent,
    putDraft: absent,
    deleteDraft: absent,
    importFile: absent,
    unsealFile: absent,
    listDigests: absent,
    makeDigest: absent,
    digestText: absent,
    getThumbnail: absent,
    makeThumbnail: absent,
    watchSites: absent,
    updateSite: absent,
    setRules: absent,
    forgetSite: absent,
    watchSettings: absent,
    updateSettings: absent,
    watchBroken: absent,
    watchCleaned: absent,
    watchCleaning: absent,
    watchClock: absent,
    cleanUp: absent,
    storageFigures: absent,
    persistStorage: absent,
    listLedger: absent,
    mark: absent,
    keepBuffer: absent,
    togglePreview: absent,
    pickElement: absent,
    watchPicked: absent,
    countMatches: absent,
    inspect: absent,
    wouldBe: absent,
    watchPageChanges: absent,
    fetchForPreview: absent,
    listShortcuts: absent,
    isOrphaned: () => false,
    ...(report ? { report } : {}),
    readOnly: true,
    pages: { sessions: '', options: '' },
    now: () => Date.now(),
  }
}

/** The player around the stage never asks for it; whoever adds a control that does learns it in the first test. */
function absent(): never {
  throw new Error('An exported file has no extension behind it.')
}
