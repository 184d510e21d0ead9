import type { RecordingSource } from '../format/source'
import { openArchive } from './readArchive'
import { openHtml } from './readHtml'
import { openJson } from './readJsonFile'

/** Text files larger than this do not fit into one string of the browser. */
const MAX_TEXT_BYTES = 450 * 1024 * 1024

/**
 * Opens a file somebody gives us: an archive, a single-file HTML export, rrweb events, a HAR, a flow of Chrome's
 * Recorder. What it is follows from what is in it, not from its name. Rejects with a sentence for the person.
 */
export async function openRecording(fileName: string, file: Blob): Promise<RecordingSource> {
  if (file.size === 0) throw new Error(`${fileName} is empty.`)
  const start = new TextDecoder().decode(await file.slice(0, 512).arrayBuffer())
  if (start.startsWith('PK')) return await openArchive(file)
  if (file.size > MAX_TEXT_BYTES) throw new Error(`${fileName} is too large to be read as text.`)
  const first = start.replace(/^\ufeff/, '').trimStart()
  if (/^<(!doctype|html)/i.test(first)) return await openHtml(await file.text())
  if (first.startsWith('{') || first.startsWith('[')) return openJson(fileName, await file.text())
  throw new Error(
    `${fileName} is none of the files that can be opened: an archive or HTML export of Recount, rrweb events, a HAR, a Recorder flow.`,
  )
}
