import type { MaskRule, RuleEffect } from '../format/settings'
import { readMaskRules } from '../format/settingsSchema'
import type { Sender } from '../messages/runtime'
import { getSite } from '../store/sites'
import { originOf } from './pageKind'
import { isRecord } from './parseHello'
import { isPreviewed } from './preview'
import type { Recordings } from './recordings'
import { refusal } from './refusal'
import { setSiteRules } from './siteRules'

/**
 * Rules that the person makes in the overlay on a page. Only for the site of that very document, and only while the
 * person has the preview open there: a content script may not change anything else.
 */
export function createPreviewRules(recordings: Pick<Recordings, 'refresh'>) {
  return async (payload: unknown, sender: Sender): Promise<{ replaced: RuleEffect | null }> => {
    const tabId = sender.tab?.id
    const { change, rule } = isRecord(payload) ? payload : {}
    const [read] = readMaskRules([rule]) ?? []
    if (!read || tabId === undefined || !(await isPreviewed(tabId)))
      throw new Error('No preview is open in this tab')
    const own = sender.origin && sender.origin !== 'null' ? sender.origin : undefined
    const origin = originOf(own ?? sender.tab?.url ?? sender.url)
    if (origin === '') throw refusal('no-page')
    const before = (await getSite(origin))?.rules ?? []
    const replaced = before.find(({ selector }) => selector === read.selector)
    await setSiteRules(
      origin,
      changed(before, change === 'remove' ? 'remove' : 'add', read),
      recordings,
    )
    return { replaced: replaced?.effect ?? null }
  }
}

/** One rule per selector; the newest comes first, where the person sees it. */
export function changed(
  rules: readonly MaskRule[],
  change: 'add' | 'remove',
  rule: MaskRule,
): MaskRule[] {
  const others = rules.filter(({ selector }) => selector !== rule.selector)
  return change === 'add' ? [rule, ...others] : others
}
