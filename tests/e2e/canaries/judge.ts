import type { PrivacyLevel, RuleEffect } from '../../../lib/format/settings'
import type { Channel, Owner } from './channel'
import { secretOf } from './page'

/** Whose secrets must stay out. */
export const OUT: Record<PrivacyLevel, Owner[]> = {
  'mask-all': ['page', 'person', 'floor', 'token'],
  'mask-user-input': ['person', 'floor', 'token'],
  allow: ['floor', 'token'],
}

/** What the channels named "rule" stand under. */
export const RULES: { selector: string; effect: RuleEffect }[] = [
  { selector: '.rule-mask', effect: 'mask' },
  { selector: '.rule-parent > p', effect: 'mask' },
  { selector: '.rule-before + p', effect: 'mask' },
  { selector: '.rule-has:has(.rule-flag) p', effect: 'mask' },
  { selector: '.rule-late p', effect: 'mask' },
  { selector: '.rule-block', effect: 'block' },
  { selector: '.rule-ignore', effect: 'ignore' },
  { selector: '.rule-allow', effect: 'allow' },
]

export function holds(stored: string, channel: Channel): boolean {
  return formsOf(secretOf(channel)).some((form) => stored.includes(form))
}

/** Plain, upper case, reversed, hexadecimal, and base64 at each of its three alignments. */
export function formsOf(secret: string): string[] {
  const base64 = ['', 'a', 'ab'].map((before) => {
    const text = Buffer.from(before + secret).toString('base64')
    // Only characters that depend on nothing but the secret.
    return text.slice(
      before.length === 0 ? 0 : before.length + 1,
      Math.floor(((before.length + secret.length) * 8) / 6),
    )
  })
  return [
    secret,
    secret.toUpperCase(),
    [...secret].reverse().join(''),
    Buffer.from(secret).toString('hex'),
    ...base64,
  ]
}
