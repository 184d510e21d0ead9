/**
 * `npm run canaries:peers`: how many canaries each recorder keeps of those that its level says must stay out, and of those
 * that the level lets it keep. Same page, same actions, one run. `-- -g sentry` for one of them.
 */
import { createServer } from 'node:http'
import { expect, type Page } from '@playwright/test'
import type { PrivacyLevel } from '../../../lib/format/settings'
import { act } from '../../e2e/canaries/acts'
import { CHANNELS } from '../../e2e/canaries/channels'
import { holds, OUT, RULES } from '../../e2e/canaries/judge'
import { canaryHandler, foreignHandler, pageUrl } from '../../e2e/canaries/page'
import { test } from '../../e2e/fixtures'
import { bundlePeer } from '../peers.mjs'
import { answer } from '../server.mjs'
import { textsOf } from './decode'

/** The strictest settings of each that its documentation names for the level. */
const SETTINGS: Record<string, Record<PrivacyLevel, object>> = {
  rrweb: {
    'mask-all': { maskAllInputs: true, maskTextSelector: '*', slimDOMOptions: 'all' },
    'mask-user-input': { maskAllInputs: true },
    allow: { maskInputOptions: { password: true } },
  },
  sentry: {
    'mask-all': { maskAllText: true, maskAllInputs: true, blockAllMedia: true },
    'mask-user-input': { maskAllText: false, maskAllInputs: true, blockAllMedia: false },
    allow: {},
  },
  posthog: {
    'mask-all': {
      maskAllInputs: true,
      maskTextSelector: '*',
      maskAllElementAttributes: true,
      compress_events: false,
    },
    'mask-user-input': { maskAllInputs: true, compress_events: false },
    allow: { maskAllInputs: false, compress_events: false },
  },
  datadog: {
    'mask-all': { defaultPrivacyLevel: 'mask' },
    'mask-user-input': { defaultPrivacyLevel: 'mask-user-input' },
    allow: { defaultPrivacyLevel: 'allow' },
  },
  openreplay: {
    'mask-all': { privateMode: true, defaultInputMode: 2, obscureTextEmails: true },
    'mask-user-input': { defaultInputMode: 1 },
    allow: { defaultInputMode: 0 },
  },
}
const LEVELS: PrivacyLevel[] = ['mask-all', 'mask-user-input', 'allow']
/** Longer than any of them waits before it sends; OpenReplay sends every half minute, or when it is asked to. */
const SENDING_MS = 7000
const OPENREPLAY_MS = 34_000
const CAPTURE = { console: true, network: true, networkBodies: true, canvas: true, resources: true }
/** Characters below which nothing was recorded: such a row would say nothing. */
const RECORDED = 20_000

for (const [peer, settings] of Object.entries(SETTINGS)) {
  for (const level of LEVELS) {
    test(`${peer} at ${level}`, async ({ serve, context, extension: _ }) => {
      const foreign = await serve(foreignHandler(), '127.0.0.1')
      const own = await serve(canaryHandler(() => foreign.origin))
      const sink = await startSink()
      const page = await context.newPage()
      await page.goto(pageUrl(own.origin))
      await page.addScriptTag({ content: await bundlePeer(peer) })
      await page.evaluate(start, [sink.endpoint, settings[level]] as const)
      await page.waitForTimeout(1000)
      await playAndAct(page)
      await page.waitForTimeout(peer === 'openreplay' ? OPENREPLAY_MS : SENDING_MS)
      await page.evaluate('globalThis.__flush?.()')
      await page.goto('about:blank')
      await page.waitForTimeout(1000)
      await page.close()
      sink.stop()
      const text = sink.bodies.flatMap((body) => textsOf(body)).join('\n')
      report(peer, level, text)
      expect(text.length, 'it recorded').toBeGreaterThan(RECORDED)
    })
  }
}

for (const level of LEVELS) {
  test(`recount at ${level}`, async ({ serve, recordPage, recount, extension: _ }) => {
    const foreign = await serve(foreignHandler(), '127.0.0.1')
    const own = await serve(canaryHandler(() => foreign.origin))
    await recount.setConsent(foreign.origin, 'ask')
    await recount.setRules(own.origin, RULES)
    const { sessionId } = await recordPage(pageUrl(own.origin), playAndAct, {
      privacy: level,
      capture: CAPTURE,
    })
    report('recount', level, await recount.stored(sessionId))
  })
}

async function playAndAct(page: Page): Promise<void> {
  expect(await page.evaluate('play()')).toEqual([])
  await act(page)
}

/** In the page. */
function start([endpoint, how]: readonly [string, object]): unknown {
  const scope = globalThis as unknown as { __peer: { start(to: string, how: object): unknown } }
  return scope.__peer.start(endpoint, how)
}

/** Rules are ours, and tokens of other recorders theirs: neither is held against anybody. */
function report(name: string, level: PrivacyLevel, text: string): void {
  const judged = CHANNELS.filter(({ owner }) => owner !== 'token')
  const held = new Set(judged.filter((channel) => holds(text, channel)))
  const out = judged.filter(({ owner }) => OUT[level].includes(owner))
  const free = judged.filter((channel) => !out.includes(channel))
  const leaked = out.filter((channel) => held.has(channel))
  const kept = free.filter((channel) => held.has(channel))
  console.log(
    `TABLE ${name} | ${level} | leaked ${leaked.length} of ${out.length} | kept ${kept.length} of ${free.length} | ${text.length} characters`,
  )
  if (process.env.RECOUNT_VERBOSE) console.log(leaked.map(({ id }) => id).join(', '))
}

/** Stands for each recorder's back end and keeps what is sent. */
async function startSink() {
  const bodies: Buffer[] = []
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
    response.setHeader('access-control-allow-credentials', 'true')
    const wanted = request.headers['access-control-request-headers']
    if (wanted) response.setHeader('access-control-allow-headers', wanted)
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      if (request.method === 'POST') bodies.push(Buffer.concat(parts))
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(answer(request.url ?? '/')))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  return { endpoint: `http://localhost:${port}`, bodies, stop }
}
