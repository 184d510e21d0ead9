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

/** What stands in pieces: grouped by spaces and dashes, or spread over texts that follow each other. */
export function joinedText(stored: string, events: readonly { data: unknown }[]): string {
  const pieces: string[] = []
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk)
    if (typeof value !== 'object' || value === null) return
    for (const [key, item] of Object.entries(value)) {
      if (typeof item !== 'string') walk(item)
      else if (SAYS.test(key)) pieces.push(item)
    }
  }
  for (const { data } of events) walk(data)
  return `${stored}\n${pieces.join('')}`.replace(/[\s.,'\u2019\u00ad\u200b-]/g, '')
}

/** Members of events that hold a text the page shows or a person entered. */
const SAYS = /^(?:textContent|text|value)$/

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
