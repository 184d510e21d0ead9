import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { inMemorySource } from '../../tests/support/inMemorySource'
import { shopRecording } from '../../tests/support/shopRecording'
import type { ReportPicture } from './exporter'
import { EXPORTERS, findExporter } from './exporters'
import { indexBlocks } from './htmlBlocks'
import { openArchive } from './readArchive'
import { openHtml, readReport } from './readHtml'
import { defaultSpan, storyWithin, suggestTexts } from './reportDefaults'
import { exportFile } from './runExport'
import { readStory } from './story'

const story = await readStory(inMemorySource(shopRecording()))

describe('what a report proposes', () => {
  it('begins 30 s before the last note or error', () => {
    const late = { ...story, durationMs: 90_000 }
    expect(defaultSpan(late)).toEqual({ fromMs: 0, toMs: 90_000 })
    const mark = story.marks[0]
    if (!mark) throw new Error('The recording has a note')
    expect(defaultSpan({ ...late, marks: [{ ...mark, atMs: 70_000 }] })).toEqual({
      fromMs: 40_000,
      toMs: 90_000,
    })
    expect(defaultSpan({ ...late, marks: [], errors: [] })).toEqual({ fromMs: 0, toMs: 90_000 })
  })

  it('says the note, the way, and what came of it', () => {
    expect(suggestTexts(story)).toEqual({
      title: "Cannot read properties of undefined (reading 'total')",
      description:
        'The total is missing\nEnter "{E_MAIL}" into the field "E-mail", then choose "Medium" in the list "Size", then click the button "Buy now".',
      actual:
        "POST /api/buy?size=m answers 500.\nCannot read properties of undefined (reading 'total')",
    })
  })

  it('speaks of nothing outside of the span', () => {
    const early = suggestTexts(storyWithin(story, { fromMs: 0, toMs: 3500 }))
    expect(early.actual).toBeUndefined()
    expect(JSON.stringify(early)).not.toMatch(/Buy now|total/)
  })
})

describe('pictures of a report', () => {
  const bytes = new Uint8Array([137, 80, 78, 71])
  const pictures: ReportPicture[] = [
    { fileName: '1.png', caption: 'The [cart]', atMs: 4300, bytes },
  ]
  const report = { title: 'It fails', environment: 'build 7' }
  const span = { fromMs: 2000, toMs: 6000 }
  const loadPlayer = () => Promise.resolve({ script: '', style: '', texts: {} })
  const exported = async (id: string, given = pictures) => {
    const exporter = findExporter(id)
    if (!exporter) throw new Error(`No exporter ${id}`)
    const options = { pictures: given, report, span, loadPlayer }
    return await exportFile(exporter, inMemorySource(shopRecording()), options)
  }

  it('lie beside a text in one zip, and the text names them at their time in the span', async () => {
    const { fileName, blob } = await exported('markdown')
    expect(fileName).toMatch(/\.md\.zip$/)
    const files = unzipSync(new Uint8Array(await blob.arrayBuffer()))
    expect(Object.keys(files)).toEqual(['report.md', '1.png'])
    expect(files['1.png']).toEqual(bytes)
    const text = strFromU8(files['report.md'] ?? new Uint8Array())
    expect(text).toContain('![0:02.3 The cart](1.png)')
    expect(text).toContain('- Also: `build 7`')
  })

  it.each(
    EXPORTERS.filter(({ takesPictures }) => takesPictures === 'beside').map(({ id }) => [id]),
  )('%s names its pictures, and is a plain text without any', async (id) => {
    const files = unzipSync(new Uint8Array(await (await exported(id)).blob.arrayBuffer()))
    const text = Object.entries(files).find(([name]) => name.startsWith('report.'))?.[1]
    expect(strFromU8(text ?? new Uint8Array())).toContain('1.png')
    const plain = await exported(id, [])
    expect(plain.fileName).not.toMatch(/\.zip$/)
    expect(await plain.blob.text()).not.toContain('.png')
  })

  it('are in an HTML file, with the words, and the file still opens as a session', async () => {
    const { blob } = await exported('html')
    const card = await readReport(await indexBlocks(blob))
    expect(card?.card.texts).toEqual(report)
    expect(card?.card.pictures).toEqual([{ fileName: '1.png', caption: 'The [cart]', atMs: 2300 }])
    const picture = await card?.picture('1.png')
    expect(new Uint8Array((await picture?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(bytes)
    expect((await (await openHtml(blob)).streams()).length).toBeGreaterThan(0)
  })

  it('are in an archive, with the words, and the archive still opens as a session', async () => {
    const { blob } = await exported('archive')
    const files = unzipSync(new Uint8Array(await blob.arrayBuffer()))
    expect(files['pictures/1.png']).toEqual(bytes)
    expect(strFromU8(files['report.json'] ?? new Uint8Array())).toContain('It fails')
    expect((await (await openArchive(blob)).streams()).length).toBeGreaterThan(0)
  })
})
