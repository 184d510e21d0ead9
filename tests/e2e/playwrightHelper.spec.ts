/** The example project of `recount/playwright`, run as its user runs it. */
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect } from '@playwright/test'
import { findChromium } from '../../scripts/support/chromium.mjs'
import { test } from './fixtures'

const ROOT = resolve(import.meta.dirname, '../..')
const EXAMPLE = join(ROOT, 'tests/examples/playwright')

interface Attachment {
  name: string
  contentType: string
  text: string
}

interface Outcome {
  title: string
  status: string
  errors: string
  attachments: Attachment[]
}

async function runExample(outputDir: string): Promise<Outcome[]> {
  const chromium = await findChromium()
  const report = join(outputDir, 'report.json')
  await new Promise<void>((done, fail) => {
    const child = spawn(
      process.execPath,
      [
        join(ROOT, 'node_modules/@playwright/test/cli.js'),
        'test',
        '--reporter=json',
        '--output',
        join(outputDir, 'results'),
      ],
      {
        cwd: EXAMPLE,
        env: {
          ...process.env,
          CHROMIUM_PATH: chromium?.path,
          PLAYWRIGHT_JSON_OUTPUT_FILE: report,
        },
        stdio: 'ignore',
      },
    )
    child.on('error', fail)
    child.on('close', () => done())
  })
  const parsed: unknown = JSON.parse(await readFile(report, 'utf8'))
  return outcomesOf(parsed)
}

interface Suite {
  suites?: Suite[]
  specs?: {
    title: string
    tests: {
      results: {
        status: string
        errors: { message: string }[]
        attachments: { name: string; contentType: string; body?: string; path?: string }[]
      }[]
    }[]
  }[]
}

async function outcomesOf(report: unknown): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const walk = async ({ suites = [], specs = [] }: Suite): Promise<void> => {
    for (const { title, tests } of specs) {
      const result = tests[0]?.results[0]
      if (!result) continue
      const attachments = await Promise.all(
        result.attachments.map(async ({ name, contentType, body, path }) => {
          const bytes = path ? await readFile(path) : Buffer.from(body ?? '', 'base64')
          return { name, contentType, text: bytes.toString('utf8') }
        }),
      )
      const errors = result.errors.map(({ message }) => message).join('\n')
      outcomes.push({ title, status: result.status, errors, attachments })
    }
    for (const suite of suites) await walk(suite)
  }
  await walk(report as Suite)
  return outcomes
}

test('recount/playwright records tests, attaches what failed, and fails on leaks and masking regressions', async () => {
  test.slow()
  const outcomes = await runExample(test.info().outputPath('example'))
  const byTitle = new Map(outcomes.map((outcome) => [outcome.title, outcome]))
  expect(outcomes.map(({ title, status }) => [title, status])).toEqual([
    ['carries its recording', 'failed'],
    ['fails because an address is stored', 'failed'],
    ['fails because they can be read', 'failed'],
    ['the orders stay masked', 'passed'],
    ['a plant goes into the cart', 'passed'],
    ['the recording can be asked about', 'passed'],
  ])

  const failing = byTitle.get('carries its recording')
  const recordings = failing?.attachments.filter(({ name }) => !name.includes('error-context'))
  expect(recordings?.map(({ contentType }) => contentType)).toEqual(['text/html', 'text/markdown'])
  expect(recordings?.[0]?.text).toMatch(/^<!doctype html>/i)
  expect(recordings?.[1]?.text).toContain('## Steps')

  const leaking = byTitle.get('fails because an address is stored')
  expect(leaking?.errors).toContain('email: ')
  expect(leaking?.errors).not.toContain('ada.quist')

  const unmasked = byTitle.get('fails because they can be read')
  expect(unmasked?.errors).toMatch(/Masking regression: \d+ elements that were masked are kept now/)
  expect(unmasked?.errors).toContain('table')
  expect(unmasked?.errors).not.toContain('LC-20311')
  expect(unmasked?.attachments.map(({ contentType }) => contentType)).toContain('text/markdown')

  for (const title of [
    'the orders stay masked',
    'a plant goes into the cart',
    'the recording can be asked about',
  ])
    expect(byTitle.get(title)?.attachments).toEqual([])
})
