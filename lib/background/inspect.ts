import { browser } from 'wxt/browser'
import type { PreviewElement, PreviewReport } from '../format/previewReport'
import type { WouldBeDocument } from '../format/wouldBe'
import { toBase64 } from '../platform/bytes'
import { createLimiter } from '../platform/limiter'
import { createMasker } from '../privacy/createMasker'
import { fetchOne } from './fetchOne'
import { isGranted } from './grants'
import { maskKey } from './maskKey'
import { originOf } from './pageKind'
import { isRecord } from './parseHello'
import { policiesOf } from './preview'
import { refusal } from './refusal'

const SCRIPT = '/content-scripts/look.js'
const CONCURRENT_FETCHES = 6
/** Of one look at a page: what is beyond is a placeholder in the preview. */
const MAX_ITEMS = 300
const MAX_BYTES = 30_000_000

/** What would be recorded of a tab, element by element, all frames included. */
export async function inspectTab(
  tabId: number,
  choice: { profile: string; level: string },
): Promise<PreviewReport> {
  const tab = await browser.tabs.get(tabId).catch(() => undefined)
  if (!tab) throw refusal('no-tab', String(tabId))
  const documents = (await inspect(tabId, 'elements', choice)).filter(isInspected)
  const top = documents.find(({ framePath }) => framePath.length === 0)
  if (!top) throw refusal('no-access')
  const report: PreviewReport = {
    url: (tab.url ?? '').replace(/[?#].*$/, ''),
    takenAt: Date.now(),
    profile: top.profile,
    counts: { kept: 0, masked: 0, blocked: 0 },
    elements: [],
  }
  // Frames after the page around them, in the order of the page.
  for (const { framePath, elements, truncated } of documents.sort(byPath)) {
    const within = framePath.map((index) => `frame ${index} >> `).join('')
    for (const element of elements) {
      report.counts[element.state]++
      report.elements.push({ ...element, path: within + element.path })
    }
    if (truncated) report.truncated = true
  }
  return report
}

/** What a recording that began now would hold of a tab. */
export async function wouldBeOf(tabId: number) {
  const tab = await browser.tabs.get(tabId).catch(() => undefined)
  if (!tab) throw refusal('no-tab', String(tabId))
  const documents = (await inspect(tabId, 'wouldBe', {})).filter(isWouldBe)
  if (documents.length === 0) throw refusal('no-access')
  const [snapshot] = documents.find(({ framePath }) => framePath.length === 0)?.events ?? []
  return {
    origin: originOf(tab.url),
    // As they would be stored.
    url: snapshot?.kind === 'snapshot' ? snapshot.url : '',
    title: snapshot?.kind === 'snapshot' ? snapshot.title : '',
    documents: documents.sort(byPath),
  }
}

/** Fetches what such a recording would hold besides its events, as the recording would. */
export async function fetchForPreview(tabId: number, items: unknown) {
  const tab = await browser.tabs.get(tabId).catch(() => undefined)
  const pageOrigin = originOf(tab?.url)
  if (pageOrigin === '' || !Array.isArray(items)) throw refusal('no-page')
  const granted = await isGranted(pageOrigin)
  const isPrivate = tab?.incognito === true
  const [frame] = await policiesOf(tabId)
  const policy = { ...(frame?.policy ?? { level: 'mask-all', rules: [] }), key: await maskKey() }
  const masker = createMasker(policy, { baseUrl: () => pageOrigin })
  const limit = createLimiter(CONCURRENT_FETCHES)
  const resources: { key: string; mimeType: string; base64: string }[] = []
  let bytes = 0
  const fetchItem = async ({ key, url, kind }: WouldBeDocument['wanted'][number]) => {
    if (bytes > MAX_BYTES) return
    const fetched = await fetchOne({
      url,
      kind,
      pageOrigin,
      isFirstParty: true,
      granted,
      isPrivate,
    })
    if ('missing' in fetched) return
    const text = kind === 'style' ? new TextDecoder().decode(fetched.bytes) : undefined
    const kept =
      text === undefined
        ? fetched.bytes
        : new TextEncoder().encode(masker.css(text, masker.root, fetched.url))
    bytes += kept.length
    resources.push({ key, mimeType: fetched.mimeType, base64: toBase64(kept) })
  }
  const wanted = items.slice(0, MAX_ITEMS).filter(isWanted)
  await Promise.all(wanted.map((item) => limit(() => fetchItem(item))))
  return { resources }
}

async function inspect(
  tabId: number,
  method: 'elements' | 'wouldBe',
  choice: Record<string, string>,
): Promise<unknown[]> {
  const found: unknown[] = []
  const key = await maskKey()
  try {
    for (const { frameIds, policy } of await policiesOf(tabId)) {
      const target = { tabId, frameIds }
      await browser.scripting.executeScript({ target, files: [SCRIPT] })
      const ask = { ...choice, policy: { ...policy, key } }
      const results = await browser.scripting.executeScript({
        target,
        func: askInspector,
        args: [method, ask],
      })
      for (const { result } of results) found.push(result)
    }
  } catch {
    throw refusal('no-access')
  }
  return found
}

/** Runs in the page's isolated world: it may use nothing from outside itself. */
function askInspector(method: string, ask: unknown): unknown {
  const inspector: unknown = Reflect.get(globalThis, 'recountInspector')
  if (typeof inspector !== 'object' || inspector === null) return null
  const run: unknown = Reflect.get(inspector, method)
  return typeof run === 'function' ? run(ask) : null
}

interface Inspected extends Pick<PreviewReport, 'profile'> {
  framePath: number[]
  elements: PreviewElement[]
  truncated: boolean
}

// Our own script made them; what is checked is that it ran at all.

function isInspected(value: unknown): value is Inspected {
  return isRecord(value) && Array.isArray(value.framePath) && Array.isArray(value.elements)
}

function isWouldBe(value: unknown): value is WouldBeDocument {
  return isRecord(value) && Array.isArray(value.framePath) && Array.isArray(value.events)
}

function isWanted(value: unknown): value is WouldBeDocument['wanted'][number] {
  if (!isRecord(value) || typeof value.key !== 'string' || typeof value.url !== 'string')
    return false
  return ['style', 'font', 'image', 'media'].includes(String(value.kind))
}

function byPath(a: { framePath: number[] }, b: { framePath: number[] }): number {
  const length = Math.min(a.framePath.length, b.framePath.length)
  for (let depth = 0; depth < length; depth++) {
    const by = (a.framePath[depth] ?? 0) - (b.framePath[depth] ?? 0)
    if (by !== 0) return by
  }
  return a.framePath.length - b.framePath.length
}
