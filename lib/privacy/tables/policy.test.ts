import { describe, expect, it } from 'vitest'
import { attributeDecisions } from './attributes'
import { KNOWN_AT_RULES, PSEUDO, SHOWN_STRINGS } from './cssPlaces'
import { CSS_PROPERTIES } from './cssWords'
import { headerDecision, KNOWN_HEADERS, REQUEST_PARTS, RESPONSE_PARTS } from './fetchParts'
import { policyPage } from './policy'

describe('the policy on one page', () => {
  it('is what the tables say (after a change: npx vitest run policy -u)', async () => {
    await expect(policyPage()).toMatchFileSnapshot('../../../docs/masking-policy.md')
  })

  it('names every attribute, property, header and member once', () => {
    const page = policyPage()
    const { kinds, exceptions } = attributeDecisions()
    const names = [
      ...kinds.flatMap(([, each]) => each),
      ...exceptions.map(([name]) => name),
      ...CSS_PROPERTIES,
      ...PSEUDO,
      ...KNOWN_HEADERS,
      ...Object.keys(REQUEST_PARTS),
      ...Object.keys(RESPONSE_PARTS),
    ]
    const words = new Set(page.split(/[^\w@:-]+/))
    expect(names.flatMap((name) => name.split(' ')).filter((word) => !words.has(word))).toEqual([])
  })

  it('decides for at-rules, shown strings and headers as the engine does', () => {
    for (const rule of ['@media', '@container', '@font-face', '@view-transition'])
      expect(KNOWN_AT_RULES.test(rule)).toBe(true)
    expect(SHOWN_STRINGS.test('content')).toBe(true)
    expect(['cookie', 'vary', 'etag'].map(headerDecision)).toEqual(['secret', 'how', 'text'])
  })
})
