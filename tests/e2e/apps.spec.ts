import { expect } from '@playwright/test'
import { APP_FOLDERS, APPS } from '../support/apps'
import { differences } from '../support/difference'
import { type Moment, momentOf, replayedView } from '../support/pageState'
import { test } from './fixtures'

for (const app of APPS) {
  test(`${app.name} replays as it was, without a network`, async ({
    serve,
    page,
    recount,
    sessionsPage,
  }) => {
    const server = await serve(APP_FOLDERS)
    await page.goto(`${server.origin}${app.path}`)
    await app.ready(page)
    const { sessionId } = await recount.start({ url: page.url() }, { privacy: 'allow' })
    const moments: (Moment & { name: string })[] = []
    moments.push({ name: 'the start', ...(await momentOf(page)) })
    for (const step of app.steps) {
      await step.run(page)
      moments.push({ name: step.name, ...(await momentOf(page)) })
    }
    const { startedAt } = await recount.stop(sessionId)

    server.goDark()
    await sessionsPage.bringToFront()
    await recount.open(sessionId)
    for (const { name, at, view } of moments) {
      await recount.player.seek(at - startedAt)
      expect.soft(differences(view, await replayedView(sessionsPage)), name).toEqual([])
    }
    // Backwards as well: from the end to the first moment.
    const [first] = moments
    if (first) {
      await recount.player.seek(first.at - startedAt)
      expect
        .soft(differences(first.view, await replayedView(sessionsPage)), 'back again')
        .toEqual([])
    }
    expect(server.requests).toEqual([])
    expect(server.connections).toBe(0)
  })
}
