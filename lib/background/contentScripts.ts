import { type Browser, browser } from 'wxt/browser'
import type { SiteSettings } from '../format/settings'
import { listSites } from '../store/sites'
import { isGranted, patternOf } from './grants'

const PROBE_ID = 'recount-probe'
const RECORDER_ID = 'recount-recorder'

/** Where scripts belong: the person said yes or "ask me", and the browser lets us in. */
export async function wantedPatterns(
  sites: readonly SiteSettings[],
  granted: (origin: string) => Promise<boolean>,
): Promise<string[]> {
  const patterns: string[] = []
  for (const site of sites) {
    if (site.consent !== 'always' && site.consent !== 'ask') continue
    if (site.captureLevel === 'off') continue
    if (await granted(site.origin)) patterns.push(patternOf(site.origin))
  }
  return patterns.sort()
}

/**
 * Makes the registered scripts what consent and grants ask for. Runs on every start of the worker too: an unpacked
 * extension loses its registrations when the browser restarts, although they are to persist.
 */
export async function reconcileScripts(): Promise<void> {
  const matches = await wantedPatterns(await listSites(), isGranted)
  const registered = await browser.scripting.getRegisteredContentScripts({
    ids: [PROBE_ID, RECORDER_ID],
  })
  if (matches.length === 0) {
    const ids = registered.map((script) => script.id)
    if (ids.length > 0) await browser.scripting.unregisterContentScripts({ ids })
    return
  }
  const missing = scripts(matches).filter(
    (script) => !registered.some((each) => each.id === script.id),
  )
  const present = scripts(matches).filter((script) => !missing.includes(script))
  const changed = present.filter((script) => {
    const before = registered.find((each) => each.id === script.id)?.matches ?? []
    return before.join() !== matches.join()
  })
  if (missing.length > 0) await browser.scripting.registerContentScripts(missing)
  if (changed.length > 0) await browser.scripting.updateContentScripts(changed)
}

function scripts(matches: string[]): Browser.scripting.RegisteredContentScript[] {
  const common = {
    matches,
    allFrames: true,
    runAt: 'document_start' as const,
    matchOriginAsFallback: true,
    persistAcrossSessions: true,
  }
  return [
    { ...common, id: PROBE_ID, js: ['content-scripts/probe.js'], world: 'MAIN' as const },
    { ...common, id: RECORDER_ID, js: ['content-scripts/recorder.js'] },
  ]
}
