import type { Exporter, ExportInput } from './exporter'
import { type Failure, failuresOf } from './failures'
import { quote, sampleValue, statementsOf } from './playwrightCode'
import { hasMaskedName } from './selectors'
import type { Step } from './step'
import { readStory, type Story } from './story'
import { parseUrl } from './urlPattern'

/** A test in TypeScript for `@playwright/test` that does what the person did and expects what was seen. */
export const playwrightExporter: Exporter = {
  id: 'playwright',
  label: 'playwright',
  extension: 'spec.ts',
  mimeType: 'text/typescript',
  async *parts({ source, options }: ExportInput) {
    yield playwrightScript(await readStory(source), options.report?.title)
  },
}

/** The script as text. */
export function playwrightScript(story: Story, title?: string): string {
  const steps = withoutFirstViewport(story.steps)
  const viewport = story.steps.find((step) => step.action === 'viewport')
  const failures = failuresOf(story)
  const values = collectValues(steps)
  const body = steps.flatMap((step, index) => [
    ...statementsOf(namedStep(step, values)),
    // The person saw it before going on: a step that leaves the page at once would end the request.
    ...failures
      .filter(({ endMs }) => {
        const next = steps[index + 1]
        return step.atMs <= endMs && next !== undefined && endMs < next.atMs
      })
      .map(({ text }) => `await untilFailure(failures, ${quote(text)})`),
  ])
  const when = new Date(story.session.startedAt).toISOString()
  const { session } = story
  const name = title || session.title || parseUrl(session.url)?.pathname || session.url
  return [
    `// Recorded by Recount on ${when} at level ${session.level}: ${oneLine(session.url)}`,
    `import { expect, ${failures.length > 0 ? 'type Page, ' : ''}test } from '@playwright/test'`,
    '',
    ...valuesCode(values),
    ...(viewport
      ? [`test.use({ viewport: { width: ${viewport.width}, height: ${viewport.height} } })`, '']
      : []),
    `test(${quote(oneLine(name))}, async ({ page }) => {`,
    ...(failures.length > 0 ? ['  const failures = watchFailures(page)'] : []),
    ...body.map((line) => `  ${line}`),
    ...failureChecks(failures),
    '})',
    ...(failures.length > 0 ? ['', WATCH_FAILURES] : []),
    ...(body.some((line) => line.startsWith('await untilFailure(')) ? ['', UNTIL_FAILURE] : []),
    '',
  ].join('\n')
}

export interface ScriptValue {
  name: string
  sample: string
  kind: 'text' | 'file'
}

/** Everything the recording has only filler for, in order of use. */
export function collectValues(steps: Step[]): Map<string, ScriptValue> {
  const values = new Map<string, ScriptValue>()
  const add = (name: string | undefined, sample: string, kind: ScriptValue['kind'] = 'text') => {
    if (name !== undefined && !values.has(name)) values.set(name, { name, sample, kind })
  }
  for (const step of steps) {
    if (step.action === 'fill') {
      add(step.value.placeholder, sampleValue(step.value.text, step.target))
    }
    if (step.action === 'upload') add(step.file.placeholder, '', 'file')
    if (step.action === 'select') for (const { placeholder } of step.options) add(placeholder, '')
    if (step.action === 'open' && hasMaskedName(step.url)) add(urlName(step.url, values), step.url)
  }
  return values
}

function urlName(url: string, values: Map<string, ScriptValue>): string {
  const known = [...values.values()].find((value) => value.sample === url)
  if (known) return known.name
  const count = [...values.keys()].filter((name) => name.startsWith('PAGE_URL')).length
  return count === 0 ? 'PAGE_URL' : `PAGE_URL_${count + 1}`
}

/** An address of which a part is masked is a value too: the statement refers to it by name. */
export function namedStep(step: Step, values: Map<string, ScriptValue>): Step {
  if (step.action !== 'open' || !hasMaskedName(step.url)) return step
  return { ...step, placeholder: urlName(step.url, values) }
}

function valuesCode(values: Map<string, ScriptValue>): string[] {
  if (values.size === 0) return []
  return [
    '/** What the recording does not hold. The defaults have the shape of what was there. */',
    'const values = {',
    ...[...values.values()].map(({ name, sample, kind }) =>
      kind === 'file'
        ? `  ${name}: process.env.${name} ?? { name: 'file.txt', mimeType: 'text/plain', buffer: Buffer.from('') },`
        : `  ${name}: process.env.${name} ?? ${quote(sample)},`,
    ),
    '}',
    '',
  ]
}

function failureChecks(failures: Failure[]): string[] {
  if (failures.length === 0) return []
  return [
    '  // What went wrong in the recording. While the bug is there this test passes;',
    '  // run it with FIXED=1 to see that the bug is gone.',
    ...failures.map(({ text }) => `  await expectFailure(failures, ${quote(text)})`),
  ]
}

const WATCH_FAILURES = `function watchFailures(page: Page): string[] {
  const failures: string[] = []
  page.on('pageerror', (error) => failures.push(error.message))
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    failures.push(\`\${response.request().method()} \${pathname} \${response.status()}\`)
  })
  page.on('requestfailed', (request) => {
    failures.push(\`\${request.method()} \${new URL(request.url()).pathname} failed\`)
  })
  return failures
}

async function expectFailure(failures: string[], text: string): Promise<void> {
  if (process.env.FIXED) expect(failures.filter((failure) => failure.includes(text))).toEqual([])
  else await expect.poll(() => failures.join('\\n')).toContain(text)
}`

const UNTIL_FAILURE = `async function untilFailure(failures: string[], text: string): Promise<void> {
  if (!process.env.FIXED) await expect.poll(() => failures.join('\\n')).toContain(text)
}`

export function withoutFirstViewport(steps: Step[]): Step[] {
  const first = steps.findIndex((step) => step.action === 'viewport')
  return steps.filter((_, index) => index !== first)
}

/** A text of the page in a comment or a title. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
