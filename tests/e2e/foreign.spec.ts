/** Recordings of other tools, made with their own packages (`tests/recordings/record.mjs`), show here what they showed there. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { differences } from '../support/difference'
import { type NodeView, replayedView } from '../support/pageState'
import { test } from './fixtures'

const FOLDER = join(import.meta.dirname, '../recordings')
const read = (file: string) => readFileSync(join(FOLDER, file))

const FILES = [
  'rrweb1.json',
  'rrweb1-packed.json',
  'rrweb2.json',
  'rrweb2-packed.json',
  'posthog.jsonl',
  'sentry-segment.bin',
]

function solid(nodes: NodeView[]): NodeView[] {
  return nodes.flatMap((node): NodeView[] => {
    if (typeof node === 'string') return node.trim() === '' ? [] : [node]
    return [{ ...node, children: solid(node.children) }]
  })
}

for (const file of FILES) {
  test(`${file} shows at its end what the page showed`, async ({ recount, sessionsPage }) => {
    const { sessionId } = await recount.import(file, read(file).toString('base64'))
    const { durationMs } = await recount.open(sessionId)
    const view = JSON.parse(read('page.view.json').toString()) as NodeView[]
    await recount.player.seek(durationMs)
    const shown = await replayedView(sessionsPage)
    // Sentry leaves out the white space of the head.
    expect(differences(solid(view), solid(shown))).toEqual([])
    const stage = sessionsPage.frameLocator('iframe[data-recount-replay]')
    await recount.player.seek(0)
    await expect(stage.locator('h1')).toHaveText('Hello')
    await expect(stage.locator('#name')).toHaveValue('start')
    await expect(stage.locator('li')).toHaveText(['one', 'two'])
  })
}
