import { writeFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import type { PrivacyLevel } from '../support/automation'
import { act, CODE } from './canaries/acts'
import { CHANNELS, type Channel } from './canaries/channels'
import { formsOf, holds, OUT, RULES } from './canaries/judge'
import { canaryHandler, foreignHandler, pageUrl, secretOf } from './canaries/page'
import { test } from './fixtures'

/** Channels whose secrets must be there where the level lets them: storing nothing is not masking. */
const KEPT: Record<PrivacyLevel, string[]> = {
  'mask-all': [],
  'mask-user-input': [
    'text p',
    'text cell',
    'attr title',
    'attr alt',
    'attr class',
    'attr id',
    'attr data',
    'css content',
    'shadow closed',
    'dynamic text',
    'frame text',
    'foreign frame text',
    'foreign sheet content',
    'attr img src',
    'console log',
    'fetch path',
    'title',
  ],
  allow: [
    'text p',
    'typed text',
    'typed contenteditable',
    'field value',
    'field textarea',
    'chosen option',
    'attr href query',
    'fetch body json',
    'fetch response',
    'local storage',
    'url query',
    'css comment',
    'typed echoed url',
  ],
}

for (const level of ['mask-all', 'mask-user-input', 'allow'] as const) {
  test(`no secret is stored at ${level}`, async ({ serve, recordPage, recount, extension: _ }) => {
    test.setTimeout(120_000)
    const foreign = await serve(foreignHandler(), '127.0.0.1')
    const own = await serve(canaryHandler(() => foreign.origin))
    await recount.setConsent(foreign.origin, 'ask')
    await recount.setRules(own.origin, RULES)
    const { sessionId, page } = await recordPage(
      pageUrl(own.origin),
      async (page) => {
        // A page too busy to say how a frame in it is masked has it masked: the frames are there first.
        await expect
          .poll(
            async () => (await recount.list()).find(({ status }) => status === 'recording')?.frames,
          )
          .toBeGreaterThanOrEqual(4)
        const failed = await page.evaluate('play()')
        await act(page)
        expect(failed).toEqual([])
      },
      {
        privacy: level,
        capture: {
          console: true,
          network: true,
          networkBodies: true,
          canvas: true,
          resources: true,
        },
      },
    )
    await page.goto('about:blank')
    const stored = await recount.stored(sessionId)

    if (process.env.RECOUNT_CANARIES) await writeFile(`/tmp/canaries-${level}.txt`, stored)
    const leaked = CHANNELS.filter(
      (channel) => OUT[level].includes(channel.owner) && holds(stored, channel),
    )
    const lost = CHANNELS.filter(
      (channel) => KEPT[level].includes(channel.id) && !holds(stored, channel),
    )
    expect.soft(leaked.map(describe(stored)), `leaks of ${CHANNELS.length} channels`).toEqual([])
    expect
      .soft(
        lost.map(({ id }) => id),
        'masked too much',
      )
      .toEqual([])
    expect
      .soft(typedDigits(await recount.events(sessionId)), 'a code typed digit by digit')
      .not.toContain(CODE)
    for (const kept of [
      'btn btn-primary',
      'must-keep-style',
      '1fr 2fr',
      'foreign-marker',
      'rgb(1, 2, 3)',
      'layout-wide',
    ]) {
      if (
        level !== 'mask-all' ||
        kept.includes('btn') ||
        kept.includes('fr') ||
        kept.includes('rgb')
      )
        expect.soft(stored.replaceAll('\\', ''), kept).toContain(kept)
    }
  })
}

/** Where a leak is: what stands around it, with the secret taken out. */
function describe(stored: string): (channel: Channel) => string {
  return (channel) => {
    const form = formsOf(secretOf(channel)).find((each) => stored.includes(each)) ?? ''
    const at = stored.indexOf(form)
    const around = `${stored.slice(Math.max(0, at - 90), at)}[...]${stored.slice(at + form.length, at + form.length + 40)}`
    return `${channel.id}: ${around}`
  }
}

/** Single characters of all input events, joined in order. */
function typedDigits(events: { type: number; data: unknown }[]): string {
  return events
    .map(({ data }) =>
      typeof data === 'object' && data !== null && 'text' in data ? String(data.text) : '',
    )
    .filter((text) => text.length === 1)
    .join('')
}
