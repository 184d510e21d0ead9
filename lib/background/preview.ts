import { browser } from 'wxt/browser'
import type { Policy } from '../format/settings'
import type { PreviewSettings } from '../privacy/previewTab'
import { getSettings } from '../store/settings'
import { getSite } from '../store/sites'
import { originOf } from './pageKind'
import { framePolicy } from './policy'
import { previewTexts } from './previewTexts'
import { refusal } from './refusal'
import { getRun } from './runs'

const SCRIPT = '/content-scripts/look.js'

export interface PreviewChoice {
  /** Whose rules are shown; absent: our own. */
  profile?: string
  /** One of that vendor's levels. */
  level?: string
}

/** Shows on the page of a tab what would be recorded of it, or takes that away again. */
export async function togglePreview(tabId: number, choice: PreviewChoice = {}): Promise<boolean> {
  if (choice.profile === undefined && (await closePreview(tabId))) return false
  await showPreview(tabId, choice)
  return true
}

/** Shows our own preview, if it is not there yet, and lets the person pick an element. */
export async function pickOnPage(tabId: number): Promise<void> {
  await showPreview(tabId, {}, true)
}

/** In all frames: the person picks in one of them. */
export async function letPick(tabId: number, on: boolean): Promise<void> {
  await call(tabId, {}, 'pick', on)
}

/** Whether there was one to close. */
export async function closePreview(tabId: number): Promise<boolean> {
  await forget(tabId)
  return await call(tabId, {}, 'stop')
}

/** Open previews of a site show what holds now. */
export async function refreshPreviews(origin: string): Promise<void> {
  for (const tabId of await previewed()) {
    const tab = await browser.tabs.get(tabId).catch(() => undefined)
    if (!tab) await forget(tabId)
    // A frame of that site may be in a tab of another one.
    else await refreshTab(tabId, origin)
  }
}

async function refreshTab(tabId: number, origin: string): Promise<void> {
  const frames = await policiesOf(tabId).catch(() => [])
  if (!frames.some((frame) => frame.origin === origin)) return
  for (const { frameIds, policy } of frames) await call(tabId, { frameIds }, 'update', policy)
}

async function showPreview(tabId: number, choice: PreviewChoice, pick = false): Promise<void> {
  const { profile = '', level = '' } = choice
  try {
    for (const { frameIds, policy } of await policiesOf(tabId)) {
      const settings: PreviewSettings = { policy, profile, level, pick, texts: previewTexts() }
      const target = { tabId, frameIds }
      await browser.scripting.executeScript({ target, func: hand, args: [settings] })
      await browser.scripting.executeScript({ target, files: [SCRIPT] })
    }
  } catch {
    throw refusal('no-access')
  }
  await remember(tabId)
}

interface FramePolicy {
  origin: string
  frameIds: number[]
  policy: Policy
}

/** Nothing of a site that is never recorded is recorded in a frame. */
const NOTHING: Policy = { level: 'mask-all', rules: [{ selector: ':root', effect: 'block' }] }

/** What applies to the documents of a tab, by their origin: that of a recording that runs, or else of one that would. */
export async function policiesOf(tabId: number): Promise<FramePolicy[]> {
  const tab = await browser.tabs.get(tabId)
  const origin = originOf(tab.url)
  const [site, settings, run] = await Promise.all([getSite(origin), getSettings(), getRun(tabId)])
  const rules = site?.rules ?? []
  const level = site?.privacy ?? settings.privacy
  // The recorder may still be on its way to the newest rules.
  const isBare = run?.policy.rules.some(({ selector }) => selector === ':root')
  const top: Policy = run ? { ...run.policy, ...(isBare ? {} : { rules }) } : { level, rules }
  const target = { tabId, allFrames: true }
  const frames = await browser.scripting.executeScript({ target, func: originHere })
  const byOrigin = new Map<string, FramePolicy>()
  for (const { frameId, result } of frames) {
    // Sandboxed and data: documents are part of the page that made them.
    const own = typeof result === 'string' && result !== 'null' && frameId !== 0 ? result : origin
    const known = byOrigin.get(own)
    if (known) known.frameIds.push(frameId)
    else {
      const policy = own === origin ? top : await policyOfFrame(top, own)
      byOrigin.set(own, { origin: own, frameIds: [frameId], policy })
    }
  }
  return [...byOrigin.values()]
}

async function policyOfFrame(top: Policy, origin: string): Promise<Policy> {
  const site = await getSite(origin)
  return site?.consent === 'never' ? NOTHING : framePolicy(top, site)
}

/** Calls a method of the overlays that are there. True where there was one. */
async function call(
  tabId: number,
  frames: { frameIds?: number[] },
  method: 'stop' | 'update' | 'pick',
  argument: unknown = null,
): Promise<boolean> {
  const target = { tabId, ...(frames.frameIds ? frames : { allFrames: true }) }
  const results = await browser.scripting
    .executeScript({ target, func: callHere, args: [method, argument] })
    .catch(() => [])
  return results.some(({ result }) => result === true)
}

// Which tabs show it. In storage.session: the worker may be gone at the next line.

const KEY = 'previews'

async function previewed(): Promise<number[]> {
  const stored = (await browser.storage.session.get(KEY))[KEY]
  return Array.isArray(stored) ? stored : []
}

export async function isPreviewed(tabId: number): Promise<boolean> {
  return (await previewed()).includes(tabId)
}

async function remember(tabId: number): Promise<void> {
  const others = (await previewed()).filter((each) => each !== tabId)
  await browser.storage.session.set({ [KEY]: [...others, tabId] })
}

async function forget(tabId: number): Promise<void> {
  const all = await previewed()
  if (!all.includes(tabId)) return
  await browser.storage.session.set({ [KEY]: all.filter((each) => each !== tabId) })
}

// The next three run in the page's isolated world: they may use nothing from outside themselves.

function originHere(): string {
  return location.origin
}

function hand(settings: PreviewSettings): void {
  Object.assign(globalThis, { recountPreviewSettings: settings })
}

function callHere(method: string, argument: unknown): boolean {
  const preview: unknown = Reflect.get(globalThis, 'recountPreview')
  if (typeof preview !== 'object' || preview === null) return false
  const run: unknown = Reflect.get(preview, method)
  if (typeof run === 'function') run(argument)
  return true
}
