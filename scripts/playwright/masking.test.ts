import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page, TestInfo } from '@playwright/test'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { comparePreviews } from '../../lib/format/comparePreviews'
import type { PreviewReport } from '../../lib/format/previewReport'
import type { Recount } from './index.d.mts'
import { checkMasking } from './masking.mjs'

type State = 'kept' | 'masked' | 'blocked'

function report(state: State): PreviewReport {
  return {
    url: 'https://shop.example/pay?user=ada',
    takenAt: 12_345,
    profile: { id: 'recount', name: 'Recount', version: '', confidence: 'own', level: 'mask-all' },
    counts: { kept: 0, masked: 0, blocked: 0 },
    elements: [
      { path: '#city', what: 'input', state, reason: { kind: 'level', detail: 'allow' } },
      { path: 'h1', what: 'text', state: 'kept', reason: { kind: 'level', detail: '' } },
    ],
  } as PreviewReport
}

let folder = ''
const page = { url: () => 'https://shop.example/pay' } as Page

/** A run of the test, on a page in that state. */
async function run(
  state: State,
  updateSnapshots: TestInfo['config']['updateSnapshots'] = 'missing',
): Promise<void> {
  const recount = {
    preview: () => Promise.resolve(report(state)),
    comparePreviews: (before: PreviewReport, after: PreviewReport) =>
      Promise.resolve(comparePreviews(before, after)),
  } as unknown as Recount
  const testInfo = {
    snapshotDir: folder,
    titlePath: ['pay.spec.ts', 'at the till', 'pays / by card'],
    config: { updateSnapshots },
  } as unknown as TestInfo
  await checkMasking(page, recount, { testInfo })
}

const baseline = () => join(folder, 'at-the-till-pays-by-card.masking.json')

describe('masking regressions', () => {
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'recount-masking-')), 'pay.spec.ts-snapshots')
  })
  afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

  it('a missing baseline is written and fails once, without what differs from run to run', async () => {
    await expect(run('masked')).rejects.toThrow('look at it')
    expect(readdirSync(folder)).toEqual(['at-the-till-pays-by-card.masking.json'])
    expect(readFileSync(baseline(), 'utf8')).not.toMatch(/ada|12345/)
    await run('masked')
  })

  it('nothing is written where snapshots may not be', async () => {
    await expect(run('masked', 'none')).rejects.toThrow('no masking baseline')
    expect(existsSync(baseline())).toBe(false)
  })

  it('what was masked and is kept now fails, by its place and the rule that decided', async () => {
    await run('masked', 'all')
    await expect(run('kept')).rejects.toThrow(
      /Masking regression: 1 elements[\s\S]*input #city \(level allow\)/,
    )
    // Stricter than before is no regression.
    await run('blocked')
  })

  it('an update takes the present state', async () => {
    await run('masked', 'all')
    await run('kept', 'changed')
    await run('kept')
  })
})
