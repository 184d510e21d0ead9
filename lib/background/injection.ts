import { browser } from 'wxt/browser'
import type { Sender } from '../messages/runtime'
import { getRun } from './runs'

const PROBE = '/content-scripts/probe.js'
const RECORDER = '/content-scripts/recorder.js'

interface Found {
  frameId: number
  documentId?: string
  origin: string
  contentType: string
}

export interface InjectOptions {
  tabId: number
  /** Documents that need no second copy. */
  knownDocuments: ReadonlySet<string>
  /** Origins whose frames are left alone. */
  isExcluded(origin: string): boolean
}

/**
 * Brings probe and recorder into the documents of a tab that are already there. Frames that cannot be reached (another
 * origin without a grant) are left out by the browser; one that vanishes meanwhile does not matter to the others.
 */
export async function injectTab(options: InjectOptions): Promise<void> {
  const found = await findDocuments(options.tabId)
  if (found.find((each) => each.frameId === 0)?.contentType === 'application/pdf')
    throw new Error('pdf')
  const wanted = found.filter(
    (each) =>
      !(each.documentId && options.knownDocuments.has(each.documentId)) &&
      !options.isExcluded(each.origin),
  )
  // The top document greets first: what applies to its frames follows from where they stand in it.
  const top = wanted.filter((each) => each.frameId === 0)
  const frames = wanted.filter((each) => each.frameId !== 0)
  for (const list of [top, frames]) {
    await Promise.all(list.map((each) => injectDocument(options.tabId, each)))
  }
}

async function findDocuments(tabId: number): Promise<Found[]> {
  const results = await browser.scripting.executeScript({
    target: { tabId, allFrames: true },
    injectImmediately: true,
    func: () => ({ origin: self.origin, contentType: document.contentType }),
  })
  return results.flatMap(({ frameId, documentId, result }) =>
    result ? [{ frameId, documentId, ...result }] : [],
  )
}

async function injectDocument(tabId: number, found: Found): Promise<void> {
  const { frameId } = found
  const target = targetOf(tabId, found)
  // The probe runs first: it waits for the recorder, not the other way round.
  const probe = browser.scripting
    .executeScript({ target, files: [PROBE], world: 'MAIN', injectImmediately: true })
    .catch(ignoreFrame(frameId))
  const recorder = browser.scripting
    .executeScript({ target, files: [RECORDER], injectImmediately: true })
    .catch(ignoreFrame(frameId))
  await Promise.all([probe, recorder])
}

/** Brings the probe to a recorder that met none, because its site is one that asks first. */
export async function injectProbe(_: unknown, sender: Sender): Promise<null> {
  const { tab, frameId, documentId } = sender
  if (tab?.id === undefined || frameId === undefined) throw new Error('Only a document has a probe')
  const run = await getRun(tab.id)
  if (!run || run.stopping) throw new Error('Nothing is recorded in this tab')
  await browser.scripting
    .executeScript({
      target: targetOf(tab.id, { frameId, documentId }),
      files: [PROBE],
      world: 'MAIN',
      injectImmediately: true,
    })
    .catch(() => undefined) // gone, or a sandbox without scripts
  return null
}

function targetOf(
  tabId: number,
  { frameId, documentId }: { frameId: number; documentId?: string },
) {
  return documentId ? { tabId, documentIds: [documentId] } : { tabId, frameIds: [frameId] }
}

/** Only the top document must work: a frame may be gone, or sandboxed without scripts (no MAIN world there). */
function ignoreFrame(frameId: number): (error: unknown) => undefined {
  return (error) => {
    if (frameId === 0) throw error
    return undefined
  }
}
