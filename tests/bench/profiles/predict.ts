import { explain, type Profile, type Verdict } from '../../../lib/privacy/profile'
import { createProfile, VENDORS } from '../../../lib/privacy/profiles'
import type { Canary } from './canaries.mjs'

interface Place {
  element: Element
  profile: Profile
  verdict: Verdict
}

/** What a profile says of one canary: does the secret get into the recording? */
export function isKept(
  { kind, secret, given }: Canary,
  { element, profile, verdict }: Place,
): boolean {
  const [what = '', name = ''] = kind.split(' ')
  const stored =
    name !== ''
      ? profile.attribute(name, given, { element, verdict })
      : profile.stored(given, {
          element,
          verdict,
          what: what === 'value' || what === 'typed' ? 'input' : 'text',
        })
  return stored?.includes(secret) ?? false
}

/** The same of all canaries of the page this runs in. */
function predict(vendor: string, level: string, canaries: Canary[]): boolean[] {
  const profile = createProfile(vendor, { level: 'allow', rules: [] }, level)
  const find: (number: number) => Element | undefined = Reflect.get(globalThis, '__find')
  return canaries.map((canary, number) => {
    const element = find(number)
    if (!element) throw new Error(`No element ${number}`)
    return isKept(canary, { element, profile, verdict: explain(element, profile) })
  })
}

Object.assign(globalThis, { __predict: predict, __vendors: VENDORS })
