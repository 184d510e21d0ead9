import { launch } from '../bench/measure.mjs'
import { startSites } from './site.mjs'
const { context, close } = await launch('/usr/bin/chromium', '/work/wt/bench/.output/chrome-mv3-automation')
const sites = await startSites()
const w = context.serviceWorkers()[0] ?? await context.waitForEvent('serviceworker')
const lib = await context.newPage(); await lib.goto(new URL('/sessions.html', w.url()).href); await lib.waitForFunction(() => 'recount' in globalThis)
for (const name of process.argv.slice(2)) {
  const p = await context.newPage(); p.on('console', m => console.log('console', m.text()))
  await p.goto(sites.origin + '/' + name + '.html')
  const { sessionId } = await lib.evaluate(u => recount.start({ url: u }, { privacy: 'allow', capture: { canvas: true } }), p.url())
  await p.bringToFront(); await p.waitForTimeout(300)
  const n = await p.evaluate(() => steps.length)
  for (let i = 0; i < n; i++) { await p.evaluate((i) => steps[i](), i); await p.waitForTimeout(300) }
  console.log(JSON.stringify(await lib.evaluate(id => recount.stop(id), sessionId)))
  const s = await lib.evaluate(id => recount.stored(id), sessionId)
  console.log(s.slice(0, 12000))
  await p.close()
}
await sites.stop(); await close()
