import { describe, expect, it } from 'vitest'
import { inMemorySource } from '../../tests/support/inMemorySource'
import { shopRecording } from '../../tests/support/shopRecording'
import { findExporter } from './exporters'
import { blockStart } from './htmlFormat'
import { openRecording } from './importRecording'
import { exportFile } from './runExport'
import { SEALED_BLOCK } from './sealedHtml'
import { readStory } from './story'

const PLAYER = { script: '', style: '', texts: {} }

async function exported(id: string): Promise<Blob> {
  const exporter = findExporter(id)
  if (!exporter) throw new Error(`No exporter ${id}`)
  const loadPlayer = () => Promise.resolve(PLAYER)
  return (await exportFile(exporter, inMemorySource(shopRecording()), { loadPlayer })).blob
}

const file = (content: unknown) =>
  new Blob([typeof content === 'string' ? content : JSON.stringify(content)])
const openedNamed = (name: string, content: unknown) => openRecording(name, file(content))

describe('opening a file', () => {
  it.each(['archive', 'html'])(
    'gives the whole session back (%s), whatever it is called',
    async (id) => {
      const source = await openRecording('download(3).bin', await exported(id))
      expect(await source.session()).toEqual(await inMemorySource(shopRecording()).session())
      expect((await readStory(source)).steps).toHaveLength(6)
    },
  )

  it.each([
    ['events.json', '[{"type":4', /has 300 MB. Of JSON files.*up to 256 MB; archives/],
    ['page.html', `<!doctype html>${blockStart(SEALED_BLOCK)}`, /Of encrypted pages/],
  ])('refuses %s of 300 MB before it is read', async (name, start, message) => {
    const text = new Blob([start])
    // All but its start may not be touched.
    const large = {
      size: 300 * 1024 * 1024,
      slice: (from: number, to: number) => text.slice(from, to),
    } as Blob
    await expect(openRecording(name, large)).rejects.toThrow(message)
  })

  it('gives the requests of a HAR back', async () => {
    const before = await readStory(inMemorySource(shopRecording()))
    const story = await readStory(await openRecording('a.har', await exported('har')))
    const [request] = story.network
    expect(request?.event).toMatchObject({
      method: 'POST',
      url: 'https://shop.example/api/buy?size=m',
      status: 500,
      durationMs: 120,
      via: 'fetch',
    })
    expect(story.session.startedAt + (request?.atMs ?? 0)).toBe(
      before.session.startedAt + (before.network[0]?.atMs ?? 0),
    )
  })

  it('gives the steps of a Recorder flow back', async () => {
    const story = await readStory(await openRecording('a.json', await exported('puppeteer')))
    expect(story.steps).toMatchObject([
      { action: 'viewport', width: 1280 },
      { action: 'open', url: 'https://shop.example/' },
      { action: 'fill', target: { role: 'textbox', name: 'E-mail', label: 'E-mail' } },
      { action: 'fill', value: { text: 'm' } },
      { action: 'click', target: { testId: 'buy', name: 'Buy now' } },
      { action: 'press', key: 'Enter' },
    ])
  })

  it.each<[string, unknown, RegExp]>([
    ['empty.zip', '', /is empty/],
    ['photo.png', '\u0089PNG', /none of the files/],
    ['page.html', '<!doctype html><p>hello', /holds no recording/],
    ['cut.json', '{"log": {"entries": [', /not valid JSON/],
    ['other.json', { hello: 1 }, /neither rrweb events/],
    ['list.json', [1, 2, 3], /neither rrweb events/],
    ['no.har', { log: { entries: [{}, null, 5, { request: { url: 7 } }] } }, /no request/],
    ['flow.json', { title: 'x', steps: [{ type: 'click' }] }, /opens no page/],
    ['bad.zip', 'PK\u0003\u0004 and nothing', /zip/],
  ])('says what is wrong with %s', async (name, content, message) => {
    await expect(openedNamed(name, content)).rejects.toThrow(message)
  })

  it('takes what is broken in a flow as not there', async () => {
    const steps = [
      { type: 'navigate', url: 'https://a.example/' },
      { type: 'click', selectors: 'not a list', offsetX: 'x' },
      { type: 'click', selectors: [[{}], null, ['aria/Go']] },
      null,
      { type: 'customStep', name: 'x' },
    ]
    const story = await readStory(await openedNamed('flow.json', { title: 'x', steps }))
    expect(story.steps.map(({ action }) => action)).toEqual(['viewport', 'open', 'click', 'click'])
  })
})
