import { writeFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { act, CODE } from './canaries/acts'
import { CHANNELS, type Channel } from './canaries/channels'
import { formsOf, holds, joinedText, OUT, RULES } from './canaries/judge'
import { canaryHandler, foreignHandler, pageUrl, secretOf } from './canaries/page'
import { FLEETING, WITHHELD } from './canaries/withheld'
import { test } from './fixtures'

for (const level of ['mask-all', 'mask-user-input', 'allow'] as const) {
  test(`no secret is stored at ${level}`, { tag: '@alone' }, async ({
    serve,
    recordPage,
    recount,
    extension: _,
  }) => {
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
    const joined = joinedText(stored, await recount.events(sessionId))
    const leaked = CHANNELS.filter(
      (channel) =>
        OUT[level].includes(channel.owner) &&
        (holds(stored, channel) || joined.includes(secretOf(channel))),
    )
    // What the matrix of all attributes keeps is for the tables to say.
    const isJudged = !process.env.RECOUNT_CANARIES
    const free = CHANNELS.filter(({ owner }) => isJudged && !OUT[level].includes(owner))
    const lost = free
      .filter((channel) => !holds(stored, channel))
      .map(({ id }) => id)
      .filter((id) => !FLEETING.includes(id))
    const withheld = isJudged ? WITHHELD[level] : []
    expect.soft(leaked.map(describe(stored)), `leaks of ${CHANNELS.length} channels`).toEqual([])
    // Storing nothing is not masking: what the level lets through is there, or the table says why not.
    expect
      .soft(
        lost.filter((id) => !withheld.includes(id)),
        'masked too much',
      )
      .toEqual([])
    expect
      .soft(
        withheld.filter((id) => !lost.includes(id)),
        'kept, although the table says it is not',
      )
      .toEqual([])
    // Pixels cannot be searched: below the open level none are kept, and at the strictest no picture at all. Pictures of
    // masked parts hold their secret in their bytes, and are found above.
    const pictures = picturesIn(stored)
    if (level === 'mask-all') expect.soft(pictures, 'pictures').toEqual([])
    else expect.soft(pictures.includes('image/webp'), 'pixels').toBe(level === 'allow')
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

/** Types of the pictures that are kept. */
function picturesIn(stored: string): string[] {
  return stored
    .split('\n')
    .filter((line) => line.startsWith('{') && line.length < 2000 && line.includes('"hash":'))
    .flatMap((line) => /"mimeType":"(image\/[\w+.-]+)"/.exec(line)?.[1] ?? [])
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
