import { describe, expect, it } from 'vitest'
import {
  CAPTURE_LEVELS,
  CONSENTS,
  DEFAULT_SETTINGS,
  PRIVACY_LEVELS,
  type SiteSettings,
  TRACKING_WISHES,
  type UrlRule,
} from '../format/settings'
import { type ConsentQuestion, type Decision, decide } from './decide'
import type { PageRequest } from './pageRequest'

const ORIGIN = 'https://shop.example'
const matches = (pattern: string, url: string) => url.startsWith(pattern)

function ask(patch: Partial<ConsentQuestion> = {}, site: Partial<SiteSettings> = {}): Decision {
  return decide(
    {
      url: `${ORIGIN}/cart`,
      granted: true,
      site: { origin: ORIGIN, rules: [], ...site },
      settings: DEFAULT_SETTINGS,
      doNotTrack: false,
      globalPrivacyControl: false,
      sample: 0.5,
      siteBytes: 0,
      ...patch,
    },
    matches,
  )
}

const always = { consent: 'always' } as const

describe('decide', () => {
  it('records where the person said always, at the default level', () => {
    expect(ask({}, always)).toEqual({
      record: true,
      level: 'mask-all',
      anonymous: false,
      reason: 'consent',
    })
  })

  it.each([
    ['an undecided origin', {}, {}, 'undecided'],
    ['an unknown origin', { site: undefined }, {}, 'undecided'],
    ['never', {}, { consent: 'never' }, 'never'],
    ['never, although Record was clicked', { explicit: {} }, { consent: 'never' }, 'never'],
    ['ask without an answer', {}, { consent: 'ask' }, 'ask'],
    ['ask with the answer no', { answer: 'no' }, { consent: 'ask' }, 'declined'],
    ['no grant', { granted: false }, always, 'no-grant'],
    ['no grant, although Record was clicked', { granted: false, explicit: {} }, {}, 'no-grant'],
    ['a page of the browser', { url: 'chrome://settings/' }, always, 'no-page'],
    ['capture level off', {}, { ...always, captureLevel: 'off' }, 'capture-off'],
    ['a sample rate below the draw', {}, { ...always, sampleRate: 0.5 }, 'not-sampled'],
    [
      'Do Not Track where the person wants it obeyed',
      { doNotTrack: true, settings: { ...DEFAULT_SETTINGS, trackingWish: 'off' } },
      always,
      'tracking-wish',
    ],
    [
      'a used-up budget',
      { siteBytes: 10, settings: { ...DEFAULT_SETTINGS, siteBudgetBytes: 10 } },
      always,
      'budget',
    ],
    [
      'a page that asked for off',
      { pageRequest: { recording: 'off' } },
      { ...always, pageApi: true },
      'page-off',
    ],
    ['a page that may speak and said nothing', {}, { ...always, pageApi: true }, 'page-off'],
    [
      'a visit beyond the share the page wants',
      { pageRequest: { recording: 'on', sampleRate: 0.4 } },
      { ...always, pageApi: true },
      'not-sampled',
    ],
  ] as [string, Partial<ConsentQuestion>, Partial<SiteSettings>, string][])(
    'does not record %s',
    (_name, question, site, reason) => {
      expect(ask(question, site)).toEqual({ record: false, reason })
    },
  )

  it('records anonymously at the strictest level under Global Privacy Control', () => {
    const site = { ...always, privacy: 'allow' } as const
    expect(ask({ globalPrivacyControl: true }, site)).toMatchObject({
      level: 'mask-all',
      anonymous: true,
    })
    expect(ask({ globalPrivacyControl: true, explicit: {} }, site)).toMatchObject({
      level: 'allow',
      anonymous: false,
    })
  })

  it('takes the level of the first rule that matches', () => {
    const urlRules: UrlRule[] = [
      { pattern: `${ORIGIN}/help`, effect: 'include', privacy: 'mask-user-input' },
      { pattern: `${ORIGIN}/cart`, effect: 'include', privacy: 'allow' },
      { pattern: ORIGIN, effect: 'exclude' },
    ]
    const site = { ...always, urlRules }
    expect(ask({}, site)).toMatchObject({ level: 'allow' })
    expect(ask({ url: `${ORIGIN}/account` }, site)).toMatchObject({ reason: 'excluded-url' })
    expect(ask({ url: `${ORIGIN}/account`, explicit: {} }, site)).toMatchObject({
      reason: 'excluded-url',
    })
  })

  it('leaves out what no rule names where rules say what to include', () => {
    const urlRules: UrlRule[] = [{ pattern: `${ORIGIN}/shop`, effect: 'include' }]
    expect(ask({}, { ...always, urlRules })).toMatchObject({ reason: 'excluded-url' })
  })

  it('lets a page that may speak override sampling, and lower the level but not raise it', () => {
    const site = { ...always, pageApi: true, sampleRate: 0, privacy: 'mask-user-input' } as const
    const force: PageRequest = { recording: 'on', force: true }
    expect(ask({ pageRequest: force }, site)).toMatchObject({ record: true })
    expect(ask({ pageRequest: force }, { ...site, pageApi: false })).toMatchObject({
      reason: 'not-sampled',
    })
    expect(ask({ pageRequest: { ...force, privacy: 'allow' } }, site)).toMatchObject({
      level: 'mask-user-input',
    })
    expect(ask({ pageRequest: { ...force, privacy: 'mask-all' } }, site)).toMatchObject({
      level: 'mask-all',
    })
  })

  it('records nothing without grant and consent, whatever else is true', () => {
    let asked = 0
    for (const question of everyQuestion()) {
      asked++
      const decision = decide(question, matches)
      if (!decision.record) continue
      expect(question.granted).toBe(true)
      expect(question.site?.consent).not.toBe('never')
      if (question.explicit) continue
      const { site, answer, pageRequest } = question
      const isOn = site?.pageApi ? pageRequest?.recording === 'on' : true
      const isAnswered = site?.consent === 'ask' && (site.pageApi || answer === 'yes')
      expect(isOn && (site?.consent === 'always' || isAnswered)).toBe(true)
      const wish = question.doNotTrack && question.settings.trackingWish
      expect(wish).not.toBe('off')
      if (wish === 'anonymous') expect(decision.level).toBe('mask-all')
      const highest = site?.privacy ?? 'mask-all'
      expect(PRIVACY_LEVELS.indexOf(decision.level)).toBeLessThanOrEqual(
        PRIVACY_LEVELS.indexOf(highest),
      )
    }
    expect(asked).toBeGreaterThan(5000)
  })
})

const REQUESTS: (PageRequest | undefined)[] = [
  undefined,
  { recording: 'off' },
  { recording: 'on', force: true, privacy: 'allow' },
]

function* everyQuestion(): Generator<ConsentQuestion> {
  for (const granted of [true, false])
    for (const consent of [undefined, ...CONSENTS])
      for (const privacy of [undefined, ...PRIVACY_LEVELS])
        for (const captureLevel of CAPTURE_LEVELS)
          for (const pageApi of [true, false])
            for (const trackingWish of TRACKING_WISHES)
              for (const doNotTrack of [true, false])
                for (const pageRequest of REQUESTS)
                  for (const answer of [undefined, 'yes', 'no'] as const)
                    for (const explicit of [undefined, {}])
                      yield {
                        url: `${ORIGIN}/`,
                        granted,
                        site: {
                          origin: ORIGIN,
                          rules: [],
                          consent,
                          privacy,
                          captureLevel,
                          pageApi,
                        },
                        settings: { ...DEFAULT_SETTINGS, trackingWish },
                        doNotTrack,
                        globalPrivacyControl: false,
                        pageRequest,
                        answer,
                        explicit,
                        sample: 0,
                        siteBytes: 0,
                      }
}
