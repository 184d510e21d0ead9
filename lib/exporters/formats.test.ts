import { createRequire } from 'node:module'
import { parse } from '@puppeteer/replay'
import Ajv from 'ajv'
import { describe, expect, it } from 'vitest'
import { inMemorySource } from '../../tests/support/inMemorySource'
import { shopRecording } from '../../tests/support/shopRecording'
import type { RecordEvent } from '../format/events'
import type { ExportOptions } from './exporter'
import { EXPORTERS, findExporter } from './exporters'
import { exportFile } from './runExport'

async function exported(id: string, options: ExportOptions = {}): Promise<string> {
  const exporter = findExporter(id)
  if (!exporter) throw new Error(`No exporter ${id}`)
  const { blob } = await exportFile(exporter, inMemorySource(shopRecording()), options)
  return await blob.text()
}

const golden = (name: string) => `../../tests/golden/${name}`
const linkTo = (atMs: number) => `https://recount.example/s?t=${atMs}`

describe('export formats', () => {
  it.each([
    ['markdown', 'shop.md'],
    ['linear', 'shop.linear.md'],
    ['jira', 'shop.jira.txt'],
    ['assistant', 'shop.assistant.txt'],
    ['playwright', 'shop.spec.ts.txt'],
    ['puppeteer', 'shop.recorder.json.txt'],
    ['har', 'shop.har.txt'],
  ])('%s is what it was', async (id, file) => {
    await expect(await exported(id, { linkTo })).toMatchFileSnapshot(golden(file))
  })

  it('each have a name of their own', () => {
    expect(new Set(EXPORTERS.map(({ id }) => id)).size).toBe(EXPORTERS.length)
    expect(new Set(EXPORTERS.map(({ extension }) => extension)).size).toBe(EXPORTERS.length)
  })

  it.each(EXPORTERS.map((exporter) => [exporter.id, exporter] as const))(
    '%s is the same bytes for the same recording',
    async (_, exporter) => {
      const once = await exportFile(exporter, inMemorySource(shopRecording()))
      const again = await exportFile(exporter, inMemorySource(shopRecording()))
      expect(await again.blob.text()).toBe(await once.blob.text())
    },
  )

  it.each(EXPORTERS.map((exporter) => [exporter.id, exporter] as const))(
    '%s stops when it is told to',
    async (_, exporter) => {
      const cancel = new AbortController()
      const onProgress = () => cancel.abort(new Error('Cancelled by the person'))
      const { signal } = cancel
      await expect(
        exportFile(exporter, inMemorySource(shopRecording()), { signal, onProgress }),
      ).rejects.toThrow('Cancelled by the person')
    },
  )

  it.each(EXPORTERS.map((exporter) => [exporter.id, exporter] as const))(
    '%s tells its progress up to the end',
    async (_, exporter) => {
      const told: number[] = []
      const onProgress = (fraction: number) => told.push(fraction)
      await exportFile(exporter, inMemorySource(shopRecording()), { onProgress })
      expect(told.length).toBeGreaterThan(1)
      expect(told).toEqual([...told].sort((a, b) => a - b))
      expect(told.at(-1)).toBe(1)
    },
  )

  it.each(
    EXPORTERS.filter(({ id }) => id !== 'archive').map(
      (exporter) => [exporter.id, exporter] as const,
    ),
  )('%s keeps to the span', async (_, exporter) => {
    const source = inMemorySource(shopRecording())
    const early = { fromMs: 0, toMs: 3500 }
    const { blob } = await exportFile(exporter, source, { span: early })
    expect(await blob.text()).not.toContain('Buy now')
  })

  it('mask again what is written', async () => {
    const mask = (event: RecordEvent): RecordEvent =>
      event.kind === 'mark' ? { ...event, note: 'xxx' } : event
    const text = await exported('markdown', {
      tighten: {
        session: (session) => ({ ...session, url: 'https://masked.example/' }),
        stream: (stream) => stream,
        events: (_, events) => events.map(mask),
        keepsResource: () => false,
      },
    })
    expect(text).toContain('`xxx`')
    expect(text).toContain('https://masked.example/')
    expect(text).not.toContain('The total is missing')
  })

  it('are named after day and title', async () => {
    const exporter = findExporter('har')
    if (!exporter) throw new Error('No exporter')
    const recording = { ...shopRecording(), session: { title: 'Ein Schuh: größer/../als "x"?' } }
    const { fileName } = await exportFile(exporter, inMemorySource(recording))
    expect(fileName).toBe('2026-01-02-ein-schuh-gro-er-als-x.har')
  })
})

describe('har', () => {
  it('is valid HAR 1.2 by its schema', async () => {
    // The schemas are draft 6 and name each other by file.
    const schemas = createRequire(import.meta.url)('har-schema') as Record<string, object>
    const ajv = new Ajv({ strict: false, validateFormats: false, validateSchema: false })
    for (const schema of Object.values(schemas)) ajv.addSchema(schema)
    const har: unknown = JSON.parse(await exported('har'))
    const valid = ajv.validate('har.json#', har)
    expect(ajv.errors ?? []).toEqual([])
    expect(valid).toBe(true)
    // The validator is awake.
    expect(ajv.validate('har.json#', { log: { version: '1.2' } })).toBe(false)
  })

  it('says why something is not there', async () => {
    const har = JSON.parse(await exported('har')) as { log: { entries: { response: object }[] } }
    expect(har.log.entries[0]?.response).toMatchObject({
      status: 500,
      content: { _reason: 'responseBody: bodies are not recorded' },
    })
  })
})

describe('recorder flow', () => {
  it('is what @puppeteer/replay reads', async () => {
    const flow = parse(JSON.parse(await exported('puppeteer')))
    expect(flow.title).toBe('Shop')
    expect(flow.steps.map(({ type }) => type)).toEqual([
      'setViewport',
      'navigate',
      'change',
      'change',
      'click',
      'waitForExpression',
      'keyDown',
      'keyUp',
    ])
  })
})
