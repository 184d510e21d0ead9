import { type Decision, decide } from '../../lib/consent/decide'
import { matchUrl } from '../../lib/consent/urlRules'
import type { Settings, SiteSettings } from '../../lib/format/settings'
import { i18n, translateCode } from '../i18n'

/** Which rule decides about an address, and what becomes of a visit there, in sentences. */
export function explainUrl(
  settings: Settings,
  sites: readonly SiteSettings[],
  url: string,
): string[] {
  if (!URL.canParse(url)) return [i18n.t('options.notAnAddress')]
  const { origin } = new URL(url)
  const site = sites.find((each) => each.origin === origin)
  const rules = [...settings.urlRules, ...(site?.urlRules ?? [])]
  const verdict = matchUrl(rules, url)
  const effect =
    verdict.effect === 'include' ? i18n.t('options.isIncluded') : i18n.t('options.isExcluded')
  if (!verdict.rule) {
    const why =
      verdict.effect === 'include' ? i18n.t('options.byNoRule') : i18n.t('options.byIncludes')
    return [`${effect} ${why}`, byItself(settings, site, url)]
  }
  const { pattern, sampleRate } = verdict.rule
  const own = verdict.index - settings.urlRules.length
  const which =
    own < 0
      ? i18n.t('options.byRule', [String(verdict.index + 1), pattern])
      : i18n.t('options.bySiteRule', [String(own + 1), pattern])
  const later = rules.slice(verdict.index + 1).some((rule) => matchUrl([rule], url).rule)
  return [
    `${effect} ${which}`,
    ...(later ? [i18n.t('options.firstWins')] : []),
    ...(sampleRate === undefined
      ? []
      : [i18n.t('options.byShare', [String(Math.round(sampleRate * 100))])]),
    byItself(settings, site, url),
  ]
}

/** Without anybody pressing Record, with the browser's access, and of a visit that was drawn. */
function byItself(settings: Settings, site: SiteSettings | undefined, url: string): string {
  const decision: Decision = decide({
    url,
    granted: true,
    site,
    settings,
    doNotTrack: false,
    globalPrivacyControl: false,
    sample: 0,
    siteBytes: 0,
  })
  if (decision.record) {
    const level = translateCode('level', decision.level, decision.level)
    return i18n.t('options.wouldRecord', [level])
  }
  return i18n.t('options.wouldNot', [translateCode('why', decision.reason, decision.reason)])
}
