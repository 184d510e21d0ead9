import { type Browser, browser } from 'wxt/browser'
import type { SiteSettings } from '../format/settings'
import { matchPatternOf } from '../platform/matchPattern'
import { listSites } from '../store/sites'
import { isGranted } from './grants'

type Script = Browser.scripting.RegisteredContentScript

interface Patterns {
  recorder: string[]
  probe: string[]
  pageApi: string[]
}

/**
 * Where scripts belong: the person said yes or "ask me", and the browser lets us in. On sites that are to ask, nothing
 * goes into the page's own world before the answer: the recorder asks for the probe then.
 */
export async function wantedPatterns(
  sites: readonly SiteSettings[],
  granted: (origin: string) => Promise<boolean>,
): Promise<Patterns> {
  const recorder: string[] = []
  const probe: string[] = []
  const pageApi: string[] = []
  for (const site of sites) {
    if (site.consent !== 'always' && site.consent !== 'ask') continue
    if (site.captureLevel === 'off' || !(await granted(site.origin))) continue
    recorder.push(matchPatternOf(site.origin))
    if (site.consent === 'always') probe.push(matchPatternOf(site.origin))
    if (site.pageApi) pageApi.push(matchPatternOf(site.origin))
  }
  return { recorder: sorted(recorder), probe: sorted(probe), pageApi: sorted(pageApi) }
}

/** Each once: in Firefox several origins have one pattern. */
const sorted = (patterns: string[]) => [...new Set(patterns)].sort()

/**
 * Makes the registered scripts what consent and grants ask for. Runs on every start of the worker too: an unpacked
 * extension loses its registrations when the browser restarts, although they are to persist. One at a time: two that
 * register the same script at once would make one of them fail.
 */
export async function reconcileScripts(): Promise<void> {
  await navigator.locks.request('scripts', reconcile)
}

async function reconcile(): Promise<void> {
  const wanted = scripts(await wantedPatterns(await listSites(), isGranted))
  const registered = await browser.scripting.getRegisteredContentScripts()
  const isRegistered = ({ id }: Script) => registered.some((each) => each.id === id)
  const isSame = ({ id, matches = [] }: Script) =>
    registered.find((each) => each.id === id)?.matches?.join() === matches.join()

  const gone = registered.filter(({ id }) => !wanted.some((each) => each.id === id))
  if (gone.length > 0)
    await browser.scripting.unregisterContentScripts({ ids: gone.map(({ id }) => id) })
  const missing = wanted.filter((script) => !isRegistered(script))
  if (missing.length > 0) await browser.scripting.registerContentScripts(missing)
  const changed = wanted.filter((script) => isRegistered(script) && !isSame(script))
  if (changed.length > 0) await browser.scripting.updateContentScripts(changed)
}

/** Those that belong somewhere: a registration without patterns is refused. */
function scripts({ recorder, probe, pageApi }: Patterns): Script[] {
  const common = { runAt: 'document_start' as const, persistAcrossSessions: true }
  const inFrames = { ...common, allFrames: true, matchOriginAsFallback: true }
  const list: Script[] = [
    {
      ...inFrames,
      id: 'recount-probe',
      matches: probe,
      js: ['content-scripts/probe.js'],
      world: 'MAIN',
    },
    {
      ...inFrames,
      id: 'recount-recorder',
      matches: recorder,
      js: ['content-scripts/recorder.js'],
    },
    {
      ...common,
      id: 'recount-page-api',
      matches: pageApi,
      js: ['content-scripts/page-api.js'],
      world: 'MAIN',
    },
  ]
  return list.filter((script) => (script.matches ?? []).length > 0)
}
