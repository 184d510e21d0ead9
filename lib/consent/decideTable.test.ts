/** Every combination of what the decision depends on, against the rules of docs/consent.md written down a second time. */
import { expect, it } from 'vitest'
import {
  CAPTURE_LEVELS,
  CONSENTS,
  DEFAULT_SETTINGS,
  PRIVACY_LEVELS,
  TRACKING_WISHES,
  type UrlRule,
} from '../format/settings'
import { type ConsentQuestion, decide, type RefusalReason } from './decide'
import type { PageRequest } from './pageRequest'

const ORIGIN = 'https://shop.example'
const URLS = [`${ORIGIN}/cart`, 'chrome://settings/'] as const
const RULES: UrlRule[][] = [
  [],
  [{ pattern: `${ORIGIN}/cart`, effect: 'exclude' }],
  [{ pattern: `${ORIGIN}/other`, effect: 'include' }],
  [{ pattern: `${ORIGIN}/cart`, effect: 'include', privacy: 'mask-user-input', sampleRate: 0.3 }],
]
const REQUESTS: (PageRequest | undefined)[] = [
  undefined,
  { recording: 'off' },
  { recording: 'hold' },
  { recording: 'on', privacy: 'allow' },
  { recording: 'on', privacy: 'mask-all', force: true },
  { recording: 'on', sampleRate: 0.1 },
]
const WISHES = TRACKING_WISHES.flatMap((trackingWish) =>
  [
    [false, false],
    [true, false],
    [false, true],
  ].map(([dnt, gpc]) => ({ trackingWish, dnt: dnt === true, gpc: gpc === true })),
)
/** Drawn share against the site's. */
const DRAWS = [
  { sample: 0.2, sampleRate: undefined },
  { sample: 0.2, sampleRate: 0 },
  { sample: 0.9, sampleRate: 0.5 },
]

const matches = (pattern: string, url: string) => url === pattern

/** All combinations of what decides first; the rest is drawn, the same in every run. */
function* questions(): Generator<ConsentQuestion> {
  let state = 1
  const next = <T>(list: readonly T[]): T => {
    state = (state * 48271) % 2147483647
    return list[state % list.length] as T
  }
  for (const url of URLS)
    for (const granted of [true, false])
      for (const consent of [undefined, ...CONSENTS])
        for (const rules of RULES)
          for (const captureLevel of [undefined, ...CAPTURE_LEVELS])
            for (const pageApi of [true, false])
              for (const pageRequest of REQUESTS)
                for (const { trackingWish, dnt, gpc } of WISHES)
                  for (const explicit of [undefined, {}, { privacy: 'allow' as const }]) {
                    const privacy = next([undefined, ...PRIVACY_LEVELS])
                    const { sample, sampleRate } = next(DRAWS)
                    yield {
                      url,
                      granted,
                      site: {
                        origin: ORIGIN,
                        rules: [],
                        consent,
                        privacy,
                        captureLevel,
                        pageApi,
                        sampleRate,
                        urlRules: rules,
                      },
                      settings: {
                        ...DEFAULT_SETTINGS,
                        trackingWish,
                        siteBudgetBytes: next([0, 100]),
                      },
                      doNotTrack: dnt,
                      globalPrivacyControl: gpc,
                      pageRequest,
                      answer: next([undefined, 'yes', 'no'] as const),
                      explicit,
                      sample,
                      siteBytes: next([0, 100, 50]),
                    }
                  }
}

/** In the order of docs/consent.md: the first that holds is the reason. */
function expected(question: ConsentQuestion): RefusalReason | 'recorded' {
  const { url, site, settings, explicit, pageRequest, answer, sample } = question
  const [rule] = site?.urlRules ?? []
  const isRuled = rule?.pattern === url
  const wishes = question.doNotTrack || question.globalPrivacyControl
  const speaks = site?.pageApi === true
  const share = Math.min(
    (isRuled ? rule?.sampleRate : undefined) ?? site?.sampleRate ?? 1,
    (speaks ? pageRequest?.sampleRate : undefined) ?? 1,
  )
  const isForced = speaks && pageRequest?.force === true
  const steps: [RefusalReason, boolean][] = [
    ['no-page', !url.startsWith('http')],
    ['never', site?.consent === 'never'],
    ['excluded-url', rule !== undefined && (isRuled ? rule.effect : 'exclude') === 'exclude'],
    ['no-grant', !question.granted],
  ]
  const byItself: [RefusalReason, boolean][] = [
    ['undecided', site?.consent === undefined],
    ['capture-off', site?.captureLevel === 'off'],
    ['tracking-wish', wishes && settings.trackingWish === 'off'],
    ['page-off', speaks && pageRequest?.recording !== 'on'],
    ['declined', site?.consent === 'ask' && !speaks && answer === 'no'],
    ['ask', site?.consent === 'ask' && !speaks && answer === undefined],
    ['budget', settings.siteBudgetBytes > 0 && question.siteBytes >= settings.siteBudgetBytes],
    ['not-sampled', !isForced && sample >= share],
  ]
  const all = explicit ? steps : [...steps, ...byItself]
  // A rule that says `include` something else leaves this address out.
  if (rule && !isRuled && rule.effect === 'exclude') {
    const rest = all.filter(([reason]) => reason !== 'excluded-url')
    return rest.find(([, holds]) => holds)?.[0] ?? 'recorded'
  }
  return all.find(([, holds]) => holds)?.[0] ?? 'recorded'
}

it('decides as the documentation says, in every combination', () => {
  const seen = new Map<string, number>()
  let asked = 0
  for (const question of questions()) {
    asked++
    const decision = decide(question, matches)
    const reason = decision.record ? 'recorded' : decision.reason
    if (reason !== expected(question))
      expect({ question, reason }).toEqual({ question, reason: expected(question) })
    seen.set(reason, (seen.get(reason) ?? 0) + 1)
    if (!decision.record) continue
    // Never without consent or a click, never without the browser's permission, never opener than allowed.
    const { site, explicit, granted } = question
    if (!granted || site?.consent === 'never' || (!explicit && site?.consent === undefined))
      expect(question).toBe('never recorded')
    const ruled = site?.urlRules?.[0]?.privacy ?? site?.privacy ?? 'mask-all'
    const most = explicit?.privacy ?? ruled
    if (PRIVACY_LEVELS.indexOf(decision.level) > PRIVACY_LEVELS.indexOf(most))
      expect({ question, level: decision.level }).toBe('no opener level')
  }
  expect(asked).toBeGreaterThan(20_000)
  const reasons: (RefusalReason | 'recorded')[] = [
    'recorded',
    'no-page',
    'never',
    'excluded-url',
    'no-grant',
    'undecided',
    'ask',
    'declined',
    'capture-off',
    'page-off',
    'tracking-wish',
    'not-sampled',
    'budget',
  ]
  expect([...seen.keys()].sort()).toEqual([...reasons].sort())
})
