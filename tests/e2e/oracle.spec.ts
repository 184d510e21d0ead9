/**
 * rrweb-snapshot as an oracle: on pages nobody made for it, our recorder at level `allow` writes the tree that its
 * `snapshot()` writes, but for the differences listed here, each with its reason. A reason that no page needs any more
 * fails the test, too.
 */
import { expect, type Page } from '@playwright/test'
import { startDemo } from '../demo/server.mjs'
import { allCases } from '../fidelity/cases.mjs'
import { startSites } from '../fidelity/site.mjs'
import { bundle } from '../support/bundle'
import type { OracleDifference } from '../support/recorder/oracle'
import { JUSTIFIED } from '../support/recorder/oracleDifferences'
import { test } from '../support/recorder/test'

/** Whole files in CI; `RECOUNT_ORACLE=all`: the small pages of the tables, too. */
const ALL = process.env.RECOUNT_ORACLE === 'all'

/** No page of the suite has one. */
const COMMENT = {
  name: 'comment',
  path: '/comment.html',
  html: '<!doctype html><title>x</title><p>one<!-- two -->three</p>',
  type: 'text/html',
  headers: {},
  pixelsOnly: false,
}

/** Pages looked at at the same time, on two cores. */
const AT_ONCE = 3

const used = new Map<string, number>()
let oracle = ''

test.beforeAll(async () => {
  oracle = await bundle('tests/support/recorder/oracle.ts')
})

/** What no reason covers. */
async function consult(page: Page, script: string): Promise<string[]> {
  await page.evaluate(script)
  await page.evaluate(oracle)
  const found = await page.evaluate(() => window.consultOracle())
  return found.filter((each) => !isJustified(each)).map(nameOf)
}

function isJustified(found: OracleDifference): boolean {
  const reason = JUSTIFIED.find(({ covers }) => covers(found))
  if (reason) used.set(reason.why, (used.get(reason.why) ?? 0) + 1)
  return reason !== undefined
}

function nameOf({ path, what, ours, theirs }: OracleDifference): string {
  const short = (text: string | undefined) => JSON.stringify(text)?.slice(0, 120)
  return `${path} ${what}: ours ${short(ours)}, rrweb-snapshot's ${short(theirs)}`
}

test('writes what rrweb-snapshot writes, but for the listed differences', async ({
  page: blank,
  script,
}) => {
  test.setTimeout(180_000)
  const context = await blank.context().browser()?.newContext()
  if (!context) throw new Error('The page has no browser')
  const unexplained: string[] = []
  const look = async (shown: Page, name: string, url: string) => {
    await shown.goto(url)
    for (const each of await consult(shown, script)) unexplained.push(`${name}: ${each}`)
  }
  const cases = (await allCases()).filter(
    ({ steps, type }) => type.includes('html') && (ALL || !steps),
  )
  const left = [...cases, COMMENT]
  // A page waits for its pictures longer than it is looked at: several at once. Each case has a server, and so a site,
  // of its own.
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const page = await context.newPage()
      let leave = async () => {}
      for (let shown = left.pop(); shown; shown = left.pop()) {
        const sites = await startSites(shown)
        await look(page, shown.name, `${sites.origin}${shown.path}`)
        await leave()
        leave = sites.stop
      }
      await page.close()
      await leave()
    }),
  )
  const demo = await startDemo()
  const page = await context.newPage()
  for (const path of ['/', '/product.html?id=1', '/cart.html', '/checkout.html', '/account.html'])
    await look(page, `shop ${path}`, `${demo.url}${path}`)
  await demo.stop()
  await context.close()
  expect(unexplained).toEqual([])
  if (!ALL) expect(JUSTIFIED.map(({ why }) => why).filter((why) => !used.has(why))).toEqual([])
})
