import { browser } from 'wxt/browser'
import type { PageRequest } from '../consent/pageRequest'

/** What was drawn and said for the pages of one origin in one tab; forgotten with the tab. */
export interface Visit {
  origin: string
  /** Drawn once, so that a visit is recorded as a whole or not at all. */
  sample: number
  /** The answer to the banner. */
  answer?: 'yes' | 'no'
  pageRequest?: PageRequest
  /** Why the page that is shown now is not recorded. */
  refusal?: string
}

const PREFIX = 'visit:'

/** The visit of the origin in the tab; a new one where the tab came from another origin. */
export async function visitOf(tabId: number, origin: string): Promise<Visit> {
  const key = PREFIX + tabId
  const known = (await browser.storage.session.get(key))[key] as Visit | undefined
  if (known?.origin === origin) return known
  const visit: Visit = { origin, sample: Math.random() }
  await browser.storage.session.set({ [key]: visit })
  return visit
}

export async function updateVisit(
  tabId: number,
  origin: string,
  patch: Partial<Pick<Visit, 'answer' | 'pageRequest' | 'refusal'>>,
): Promise<void> {
  const visit = { ...(await visitOf(tabId, origin)), ...patch }
  await browser.storage.session.set({ [PREFIX + tabId]: visit })
}

/** Undefined where nothing was said yet, or of another origin. */
export async function refusalIn(tabId: number, origin: string): Promise<string | undefined> {
  const key = PREFIX + tabId
  const known = (await browser.storage.session.get(key))[key] as Visit | undefined
  return known?.origin === origin ? known.refusal : undefined
}

export async function forgetVisit(tabId: number): Promise<void> {
  await browser.storage.session.remove(PREFIX + tabId)
}
