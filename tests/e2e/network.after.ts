import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { readNetLog } from '../support/netLog'

test('in all browsers of this run the extension fetched resources of recorded pages and nothing else', async () => {
  test.setTimeout(120_000)
  const folder = process.env.RECOUNT_NET_LOGS
  if (!folder) throw new Error('playwright.config.ts names the folder')
  const files = readdirSync(folder)
  const logs = await Promise.all(files.map((file) => readNetLog(join(folder, file))))
  rmSync(folder, { recursive: true, force: true })
  const requests = logs.reduce((sum, { own }) => sum + own.length, 0)
  console.log(`${files.length} browsers, ${requests} requests of the extension`)
  expect(logs.flatMap(({ problems }) => problems)).toEqual([])
})
