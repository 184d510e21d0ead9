// @vitest-environment happy-dom
/**
 * Our profiles of other recorders against what those recorders were seen to keep in Chromium (`npm run profiles -- --write`
 * sees it anew and writes it down): a profile that is changed without agreeing fails here, without the recorders' packages.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { explain } from '../lib/privacy/profile'
import { createProfile, VENDORS } from '../lib/privacy/profiles'
import { type Canary, canaryPage, contextsOf, idsOf } from './bench/profiles/canaries.mjs'
import { isKept } from './bench/profiles/predict'

interface Observed {
  version: string
  canaries: string
  /** One letter per canary: k was kept, m was masked. */
  kept: string
  /** Where the profile is known to be wrong. */
  disagreements: string[]
}

const OBSERVED: Record<string, Observed> = JSON.parse(
  readFileSync('tests/bench/profiles/observed.json', 'utf8'),
)

/** The page as `page.js` prepares it, and its elements by number: looking for each would take minutes here. */
function show(html: string): Map<string, Element> {
  document.body.innerHTML = html
  const found = new Map<string, Element>()
  for (const element of document.body.querySelectorAll('[id]')) found.set(element.id, element)
  for (const host of document.body.querySelectorAll('[data-shadow]')) {
    host.attachShadow({ mode: 'open' }).append(...host.childNodes)
  }
  return found
}

describe.each(Object.entries(OBSERVED))('the profile of %s', (key, observed) => {
  const [id = '', level = ''] = key.split(' ')

  it('says what the version that was seen keeps', { timeout: 60_000 }, () => {
    const rules = VENDORS.find((vendor) => vendor.id === id)
    if (!rules) throw new Error(`No profile ${id}`)
    expect(rules.version).toBe(observed.version)
    const { html, canaries } = canaryPage(contextsOf(rules))
    expect(idsOf(canaries), 'run `npm run profiles -- --write`').toBe(observed.canaries)
    const elements = show(html)
    const profile = createProfile(id, { level: 'allow', rules: [] }, level)
    const wrong = canaries.filter((canary: Canary, at: number) => {
      const element = elements.get(`n${at}`)
      if (!element) throw new Error(`No element of ${canary.id}`)
      const verdict = explain(element, profile)
      return isKept(canary, { element, profile, verdict }) !== (observed.kept[at] === 'k')
    })
    const known = new Set(observed.disagreements)
    expect(wrong.map((canary) => canary.id).filter((each) => !known.has(each))).toEqual([])
  })
})

it('a profile says that it was compared only where one level or more of it was', () => {
  const seen = new Set(Object.keys(OBSERVED).map((key) => key.split(' ')[0]))
  const claimed = VENDORS.filter(
    ({ confidence, isCompared }) => confidence === 'code' && isCompared !== false,
  )
  expect(claimed.map(({ id }) => id).sort()).toEqual([...seen].sort())
})
