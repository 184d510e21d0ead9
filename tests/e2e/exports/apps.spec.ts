import { expect } from '@playwright/test'
import { APP_FOLDERS, APPS, visitApp } from '../../support/apps'
import { runScript, textOf } from '../../support/runExported'
import { test } from '../fixtures'

/** `npm run exports:apps` takes all of them; each costs some seconds. */
const apps = process.env.RECOUNT_ALL_APPS ? APPS : APPS.filter(({ inCi }) => inCi === 'exports')

for (const app of apps) {
  test(`the exported test of a visit to ${app.name} comes to the same end`, async ({
    serve,
    recordPage,
    recount,
    chromiumPath,
  }) => {
    test.slow()
    const server = await serve(APP_FOLDERS)
    const { sessionId } = await recordPage(
      `${server.origin}${app.path}`,
      (page) => visitApp(app, page),
      { privacy: 'allow' },
    )
    const script = textOf(await recount.export(sessionId, 'playwright'))
    const ended = script.replace(/^\}\)$/m, `  ${app.end}\n})`)
    const { output } = await runScript(ended, chromiumPath)
    expect(output, ended).toContain('1 passed')
  })
}
