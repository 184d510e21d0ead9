/** What the surfaces want of the store, in one piece that is loaded when it is wanted: see `store.ts`. */
import { watchCleaning } from '../lib/store/cleaning'
import { watchClock } from '../lib/store/clockWatch'
import { deleteDraft, getDraft, putDraft } from '../lib/store/drafts'
import { listLedger } from '../lib/store/ledger'
import { addRemaskWork, cancelRemask, watchRemaskWork } from '../lib/store/remaskWork'
import {
  getSession,
  listRecording,
  markDeleted,
  restoreSession,
  updateSession,
  watchCleaned,
  watchSession,
  watchSessions,
} from '../lib/store/sessions'
import { updateSettings, watchBroken, watchSettings } from '../lib/store/settings'
import { watchSites } from '../lib/store/sites'
import { storedText } from '../lib/store/storedText'
import { getTombstone } from '../lib/store/tombstones'
import { watchVault } from '../lib/store/vaultView'

export const storeVerbs = {
  addRemaskWork,
  cancelRemask,
  deleteDraft,
  getDraft,
  getSession,
  getTombstone,
  listLedger,
  listRecording,
  markDeleted,
  putDraft,
  restoreSession,
  storedText,
  updateSession,
  updateSettings,
  watchBroken,
  watchCleaned,
  watchCleaning,
  watchClock,
  watchRemaskWork,
  watchSession,
  watchSessions,
  watchSettings,
  watchSites,
  watchVault,
}
