import { createAutomation } from '../lib/automation/api'
import type {
  Automation,
  AutomationEncryption,
  AutomationPlayer,
  ExportedFile,
  ExportFormat,
  ExportOptions,
  FileOptions,
} from '../lib/automation/automation'
import { findExporter } from '../lib/exporters/exporters'
import { openRecording } from '../lib/exporters/importRecording'
import { exportFile } from '../lib/exporters/runExport'
import { toRrwebEvents } from '../lib/exporters/toRrweb'
import type { RecordingSource } from '../lib/format/source'
import { scanSession } from '../lib/leaks/scanSession'
import { toBase64 } from '../lib/platform/bytes'
import { VENDORS } from '../lib/privacy/profiles'
import { openStored } from '../lib/remask/openStored'
import { importSession } from '../lib/store/importSession'
import { clearSessions, getSession, listSessions, purgeSession } from '../lib/store/sessions'
import { storedText } from '../lib/store/storedText'
import { requireOpener } from '../lib/store/vault'
import { viewVault, whenConverted } from '../lib/store/vaultView'
import { loadPlayer } from './loadPlayer'
import { vaultServices } from './vaultServices'

export interface PlayerHost {
  /** Shows the session in the page; resolves when its first frame is shown. */
  openPlayer(sessionId: string, options: { scale?: number }): Promise<{ durationMs: number }>
  currentPlayer(): AutomationPlayer | undefined
}

/** The automation object of this page, over the store, the exporters and the page's own player. */
export function createPageAutomation(host: PlayerHost): Automation {
  return createAutomation({
    ...host,
    requireUnlocked: async () => (await isReadable()) || (await requireOpener()),
    encryption,
    listSessions,
    getSession,
    purgeSession,
    clearSessions,
    storedText,
    createSource: (sessionId) => openStored(sessionId, { document, isCopied: true }),
    toRrwebEvents,
    exportSession,
    scanSession: (source) => scanSession(source),
    importRecording: importFile,
    profiles: () => VENDORS.map(({ id, levels }) => ({ id, levels: Object.keys(levels) })),
  })
}

async function isReadable(): Promise<boolean> {
  return (await viewVault()).status !== 'locked'
}

const encryption: AutomationEncryption = {
  async status() {
    const { status, work } = await viewVault()
    return { status, working: work !== undefined }
  },
  async turnOn(passphrase) {
    await vaultServices.turnOn(passphrase)
    await whenConverted()
  },
  async turnOff(passphrase) {
    await vaultServices.turnOff(passphrase)
    await whenConverted()
  },
  changePassphrase: vaultServices.changePassphrase,
  lock: vaultServices.lock,
  unlock: vaultServices.unlock,
}

/** Reads a file and keeps it as a session of its own. */
export async function importFile(
  fileName: string,
  bytes: Uint8Array<ArrayBuffer>,
  options: FileOptions = {},
): Promise<{ sessionId: string }> {
  return await importSession(await openRecording(fileName, new Blob([bytes]), options))
}

async function exportSession(
  source: RecordingSource,
  format: ExportFormat,
  options: ExportOptions,
): Promise<ExportedFile> {
  const exporter = findExporter(format)
  if (!exporter) throw notYet(`The format ${format}`)
  const { fileName, blob } = await exportFile(exporter, source, { ...options, loadPlayer })
  const bytes = toBase64(new Uint8Array(await blob.arrayBuffer()))
  return { fileName, mimeType: blob.type, bytes }
}

/** Replaced one by one as the exporters arrive. */
function notYet(what: string): Error {
  return new Error(`${what} is not part of this build yet`)
}
