import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { parse } from '@puppeteer/replay'
import Ajv from 'ajv'
import { transformWithOxc } from 'vite'
import { describe, expect, it } from 'vitest'
import { inMemorySource } from '../../tests/support/inMemorySource'
import { shopRecording } from '../../tests/support/shopRecording'
import type { RecordEvent } from '../format/events'
import type { ExportOptions } from './exporter'
import { EXPORTERS, findExporter } from './exporters'
import type { PlayerAssets } from './htmlFormat'
import { openArchive } from './readArchive'
import { openHtml } from './readHtml'
import { exportFile } from './runExport'

async function exported(id: string, options: ExportOptions = {}): Promise<string> {
  const exporter = findExporter(id)
  if (!exporter) throw new Error(`No exporter ${id}`)
  const { blob } = await exportFile(exporter, inMemorySource(shopRecording()), options)
  return await blob.text()
}

const golden = (name: string) => `../../tests/golden/${name}`
const linkTo = (atMs: number) => `https://recount.example/s?t=${atMs}`

/** Stands for the built player, with everything in it that could end an element too early. */
const PLAYER: PlayerAssets = {
  script: 'const end = "</script><!--"',
  style: 'p::before { content: "</style>" }',
  texts: {},
}
const loadPlayer = () => Promise.resolve(PLAYER)

describe('export formats', () => {
  it.each([
    ['markdown', 'shop.md'],
    ['linear', 'shop.linear.md'],
    ['jira', 'shop.jira.txt'],
    ['adf', 'shop.adf.json.txt'],
    ['assistant', 'shop.assistant.txt'],
    ['playwright', 'shop.spec.ts.txt'],
    ['cypress', 'shop.cy.ts.txt'],
    ['puppeteer', 'shop.recorder.json.txt'],
    ['har', 'shop.har.txt'],
  ])('%s is what it was', async (id, file) => {
    await expect(await exported(id, { linkTo })).toMatchFileSnapshot(golden(file))
  })

  it.each(['playwright', 'cypress'])('%s is TypeScript', async (id) => {
    await expect(transformWithOxc(await exported(id), 'exported.ts')).resolves.toBeDefined()
    await expect(transformWithOxc('const = 1', 'exported.ts')).rejects.toThrow()
  })

  it('each have a name of their own', () => {
    expect(new Set(EXPORTERS.map(({ id }) => id)).size).toBe(EXPORTERS.length)
    expect(new Set(EXPORTERS.map(({ extension }) => extension)).size).toBe(EXPORTERS.length)
  })

  it.each(EXPORTERS.map((exporter) => [exporter.id, exporter] as const))(
    '%s is the same bytes for the same recording',
    async (_, exporter) => {
      const once = await exportFile(exporter, inMemorySource(shopRecording()), { loadPlayer })
      const again = await exportFile(exporter, inMemorySource(shopRecording()), { loadPlayer })
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
        exportFile(exporter, inMemorySource(shopRecording()), { signal, onProgress, loadPlayer }),
      ).rejects.toThrow('Cancelled by the person')
    },
  )

  it.each(EXPORTERS.map((exporter) => [exporter.id, exporter] as const))(
    '%s tells its progress up to the end',
    async (_, exporter) => {
      const told: number[] = []
      const onProgress = (fraction: number) => told.push(fraction)
      await exportFile(exporter, inMemorySource(shopRecording()), { onProgress, loadPlayer })
      expect(told.length).toBeGreaterThan(1)
      expect(told).toEqual([...told].sort((a, b) => a - b))
      expect(told.at(-1)).toBe(1)
    },
  )

  // The others carry the whole document, and that has the button from the start.
  it.each(
    EXPORTERS.filter(({ id }) => !['archive', 'html', 'rrweb'].includes(id)).map(
      (exporter) => [exporter.id, exporter] as const,
    ),
  )('%s keeps to the span', async (_, exporter) => {
    const source = inMemorySource(shopRecording())
    const early = { fromMs: 0, toMs: 3500 }
    const { blob } = await exportFile(exporter, source, { span: early, loadPlayer })
    expect(await blob.text()).not.toContain('Buy now')
  })

  it('mask again what is written', async () => {
    const mask = (event: RecordEvent): RecordEvent =>
      event.kind === 'mark' ? { ...event, note: 'xxx' } : event
    const text = await exported('markdown', {
      tighten: (source) => ({
        ...source,
        session: async () => ({ ...(await source.session()), url: 'https://masked.example/' }),
        events: async (chunk) => (await source.events(chunk)).map(mask),
      }),
    })
    expect(text).toContain('`xxx`')
    expect(text).toContain('https://masked.example/')
    expect(text).not.toContain('The total is missing')
  })

  it('say the hashes of what they hold, also when masking changed it', async () => {
    const exporter = findExporter('archive')
    if (!exporter) throw new Error('No exporter')
    const bytes = new Uint8Array([1, 2, 3])
    const { blob } = await exportFile(exporter, inMemorySource(shopRecording()), {
      tighten: (source) => ({
        ...source,
        resource: () => Promise.resolve({ mimeType: 'image/png', bytes }),
      }),
    })
    const reopened = await openArchive(blob)
    const [kept] = (await reopened.resourceRefs()).filter(({ hash }) => hash)
    expect(kept?.hash).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect((await reopened.resource(kept?.hash ?? ''))?.bytes).toEqual(bytes)
  })

  it('are named after day and title', async () => {
    const exporter = findExporter('har')
    if (!exporter) throw new Error('No exporter')
    const recording = { ...shopRecording(), session: { title: 'Ein Schuh: größer/../als "x"?' } }
    const { fileName } = await exportFile(exporter, inMemorySource(recording))
    expect(fileName).toBe('2026-01-02-ein-schuh-gro-er-als-x.har')
    // A masked title says nothing: the site does.
    const masked = inMemorySource(recording)
    const session = {
      ...(await masked.session()),
      title: 'Xxx Xxxxx',
      url: 'https://shop.example/x',
    }
    const named = await exportFile(exporter, { ...masked, session: async () => session })
    expect(named.fileName).toBe('2026-01-02-shop-example.har')
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

describe('har of a request that was sent on', () => {
  it('has an entry for each answer', async () => {
    const url = 'https://shop.example/old'
    const redirects = [
      { status: 301, url: 'https://shop.example/new' },
      { status: 303, url: 'https://shop.example/done' },
    ]
    const request = { kind: 'network', time: 5, via: 'fetch', method: 'PUT', status: 200 } as const
    const [stream] = shopRecording().streams
    if (!stream) throw new Error('The shop has a stream')
    const events = [...stream.events.slice(0, 1), { ...request, url, redirects }]
    const exporter = findExporter('har')
    if (!exporter) throw new Error('No exporter har')
    const { blob } = await exportFile(
      exporter,
      inMemorySource({ streams: [{ ...stream, events }] }),
    )
    const { log } = JSON.parse(await blob.text())
    const told = log.entries.map(
      (each: { request: { method: string; url: string }; response: Record<string, unknown> }) => [
        each.request.method,
        each.request.url,
        each.response.status,
        each.response.redirectURL,
      ],
    )
    expect(told).toEqual([
      ['PUT', 'https://shop.example/old', 301, 'https://shop.example/new'],
      ['PUT', 'https://shop.example/new', 303, 'https://shop.example/done'],
      ['GET', 'https://shop.example/done', 200, ''],
    ])
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

describe('html', () => {
  it('carries the recording, which opens again', async () => {
    const text = await exported('html', { loadPlayer })
    const source = await openHtml(new Blob([text]))
    const original = inMemorySource(shopRecording())
    expect(await source.session()).toEqual(await original.session())
    for (const chunk of await original.chunks()) {
      expect(await source.events(chunk)).toEqual(await original.events(chunk))
    }
    for (const { hash } of await original.resourceRefs()) {
      if (hash) expect(await source.resource(hash)).toEqual(await original.resource(hash))
    }
  })

  it('holds no markup but its own', async () => {
    const hostile = '</script><script>alert(1)</script><img src=x onerror=alert(1)>"\'&'
    const recording = shopRecording()
    recording.session = {
      ...recording.session,
      title: hostile,
      url: `https://a.example/${hostile}`,
    }
    const exporter = findExporter('html')
    if (!exporter) throw new Error('No exporter')
    const { blob } = await exportFile(exporter, inMemorySource(recording), { loadPlayer })
    const text = await blob.text()
    expect(text).not.toContain('<img')
    expect(text).not.toContain('<script>alert')
    expect(text.match(/<script(?! type="application\/json")/g)).toHaveLength(1)
    expect(text.match(/<\/style>/g)).toHaveLength(1)
  })

  it('runs nothing that its policy does not name', async () => {
    const text = await exported('html', { loadPlayer })
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1] ?? ''
    const inline = /<script>([\s\S]*?)<\/script>/.exec(text)?.[1] ?? ''
    for (const script of [inline, PLAYER.script]) {
      const hash = createHash('sha256').update(script).digest('base64')
      expect(policy).toContain(`'sha256-${hash}'`)
    }
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  })

  it('is refused when it is damaged', async () => {
    const text = await exported('html', { loadPlayer })
    await expect(openHtml(new Blob(['<p>hello</p>']))).rejects.toThrow(/no recording/)
    const source = await openHtml(
      new Blob([text.replace(/"chunk-0-1">"...../, '"chunk-0-1">"AAAAA')]),
    )
    await expect(source.events({ streamId: 's0', seq: 1 })).rejects.toThrow(/damaged/)
    const other = await openHtml(new Blob([text.replace('chunk-0-1', 'chunk-0-x')]))
    await expect(other.events({ streamId: 's0', seq: 1 })).rejects.toThrow(/not complete/)
  })
})
