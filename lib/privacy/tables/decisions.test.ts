import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { MATRIX_NAMES } from '../../../tests/e2e/canaries/matrix'
import { attributeKind, isKnownAttribute } from './attributes'
import { PLAIN_HEADER, SECRET_HEADER, SECRET_NAME } from './secrets'

/** How components write what the page calls otherwise, and members that are no attributes at all. */
const ONLY_IN_COMPONENTS = new Set(
  'key jsx ref children dangerouslySetInnerHTML className htmlFor defaultChecked defaultValue'.split(
    ' ',
  ),
)

/** Every attribute that the component library knows: HTML, ARIA, SVG and MathML, kept by others than us. */
function attributesOfPreact(): string[] {
  const types = ['jsx', 'dom'].map((name) => {
    try {
      return readFileSync(`node_modules/preact/src/${name}.d.ts`, 'utf8')
    } catch {
      return ''
    }
  })
  const names = types
    .join('\n')
    .matchAll(/^\t+(?:'([a-z][\w:-]*)'|([a-z][\w]*))\?:\s*(?:Signalish<|\n)/gim)
  return [...new Set([...names].map(([, quoted, plain]) => quoted ?? plain ?? ''))]
}

const DASHED: Record<string, string> = {
  contentScriptType: 'contentscripttype',
  'content-script-type': 'contentscripttype',
  'content-style-type': 'contentstyletype',
  panose1: 'panose-1',
  xmlnsXlink: 'xlink:type',
}

/** `strokeWidth` of a component is `stroke-width` of the page, `tabIndex` is `tabindex`. */
function formsOf(name: string): string[] {
  const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const colon = name.replace(
    /^(xlink|xml|xmlns)([A-Z])/,
    (_, prefix: string, letter: string) => `${prefix}:${letter.toLowerCase()}`,
  )
  return [name.toLowerCase(), dashed, colon.toLowerCase(), DASHED[name] ?? '']
}

describe('every attribute has a decision', () => {
  it('of those a component library lists', () => {
    const names = attributesOfPreact().filter(
      (name) => !ONLY_IN_COMPONENTS.has(name) && !/^on[A-Z]/.test(name),
    )
    expect(names.length).toBeGreaterThan(300)
    expect(names.filter((name) => !formsOf(name).some(isKnownAttribute))).toEqual([])
  })

  it('of those that the canaries take from the specifications', () => {
    const made = new Set(['aria-made-up', 'made-up'])
    expect(MATRIX_NAMES.length).toBeGreaterThan(300)
    expect(MATRIX_NAMES.filter((name) => !made.has(name) && !isKnownAttribute(name))).toEqual([])
  })

  it('and what nobody has heard of is a name: hashed or made of common words', () => {
    for (const name of ['data-x', 'v-bind:x', 'made-up', 'aria-made-up', 'x:y'])
      expect(attributeKind('div', name)).toBe('name')
    expect(attributeKind('div', 'onmadeup')).toBe('empty')
  })
})

/** Of the registry of the Fetch and HTTP specifications: those that can carry who somebody is. */
const CREDENTIAL_HEADERS =
  'authorization proxy-authorization cookie set-cookie cookie2 set-cookie2 www-authenticate proxy-authenticate authentication-info proxy-authentication-info x-csrf-token x-xsrf-token x-api-key x-auth-token x-amz-security-token x-access-token x-session-id forwarded x-forwarded-for x-real-ip true-client-ip cf-connecting-ip sec-websocket-key'

describe('every header has a decision', () => {
  it.each(CREDENTIAL_HEADERS.split(' '))('%s is a secret at every level', (name) => {
    expect(SECRET_HEADER.test(name) || SECRET_NAME.test(name)).toBe(true)
    expect(PLAIN_HEADER.test(name)).toBe(false)
  })

  it.each(
    'accept content-type content-length cache-control vary date age retry-after sec-fetch-mode access-control-allow-origin'.split(
      ' ',
    ),
  )('%s says how, not what, and stays', (name) => {
    expect(PLAIN_HEADER.test(name)).toBe(true)
    expect(SECRET_HEADER.test(name)).toBe(false)
  })
})
