import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findExporter } from '../../lib/exporters/exporters'
import { exportFile } from '../../lib/exporters/runExport'
import { inMemorySource } from '../../tests/support/inMemorySource'
import { shopRecording } from '../../tests/support/shopRecording'
import { recount } from './recount'

let folder: string
let archive: string
let env: { RECOUNT_PASSWORD?: string } = {}

beforeEach(async () => {
  env = {}
  folder = await mkdtemp(join(tmpdir(), 'recount-cli-'))
  archive = join(folder, 'shop.recount.zip')
  const exporter = findExporter('archive')
  if (!exporter) throw new Error('No archive exporter')
  const { blob } = await exportFile(exporter, inMemorySource(shopRecording()))
  await writeFile(archive, new Uint8Array(await blob.arrayBuffer()))
})

afterEach(() => rm(folder, { recursive: true }))

async function run(...args: string[]) {
  const out: string[] = []
  const errors: string[] = []
  const code = await recount(args, {
    out: (text) => out.push(text),
    error: (text) => errors.push(text),
    env,
    loadPlayer: () => Promise.resolve({ script: '', style: '', texts: {} }),
  })
  return { code, out: out.join('\n'), errors: errors.join('\n') }
}

describe('recount', () => {
  it('says what is in a recording', async () => {
    const { code, out } = await run('info', archive)
    expect(code).toBe(0)
    expect(out).toContain('Title:     Shop')
    expect(out).toContain('Requests:  1, 1 failed')
    const { out: json } = await run('info', archive, '--json')
    expect(JSON.parse(json)).toMatchObject({
      steps: 6,
      errors: 1,
      documents: 2,
      status: 'complete',
    })
  })

  it('converts to every format, also a part only', async () => {
    for (const format of [
      'html',
      'har',
      'playwright',
      'markdown',
      'rrweb',
      'puppeteer',
      'archive',
    ]) {
      const out = join(folder, `out.${format}`)
      expect(await run('convert', archive, format, '-o', out)).toMatchObject({ code: 0, out })
      expect((await readFile(out)).length).toBeGreaterThan(100)
    }
    const part = join(folder, 'part.md')
    await run('convert', archive, 'markdown', '-o', part, '--until', '3.5')
    expect(await readFile(part, 'utf8')).not.toContain('Buy now')
  })

  it('reads what it wrote', async () => {
    const out = join(folder, 'again.html')
    await run('convert', archive, 'html', '-o', out)
    expect((await run('info', out)).out).toBe((await run('info', archive)).out)
  })

  it('fails a check when personal data is in a recording, without repeating it', async () => {
    expect(await run('scan', archive)).toMatchObject({ code: 0 })
    const recording = shopRecording()
    recording.streams[0]?.events.push({
      time: 9000,
      kind: 'mark',
      note: 'ask ada.quist@mail.example',
    })
    const exporter = findExporter('archive')
    if (!exporter) throw new Error('No archive exporter')
    const { blob } = await exportFile(exporter, inMemorySource(recording))
    await writeFile(archive, new Uint8Array(await blob.arrayBuffer()))
    const { code, out } = await run('scan', archive)
    expect(code).toBe(1)
    expect(out).toContain('email')
    expect(out).not.toContain('ada.quist')
  })

  it('compares two visits', async () => {
    expect(await run('compare', archive, archive)).toMatchObject({
      code: 0,
      out: 'Steps in common: 5',
    })
    const recording = shopRecording()
    const [first] = recording.streams
    if (first) first.events = first.events.filter(({ kind }) => kind !== 'error')
    const exporter = findExporter('archive')
    if (!exporter) throw new Error('No archive exporter')
    const { blob } = await exportFile(exporter, inMemorySource(recording))
    const good = join(folder, 'good.zip')
    await writeFile(good, new Uint8Array(await blob.arrayBuffer()))
    const { code, out } = await run('compare', good, archive)
    expect(code).toBe(1)
    expect(out).toContain('New error at 0:04.2: Cannot read properties')
  })

  it.each([
    [['info', 'nowhere.zip'], /cannot be read/],
    [['info'], /needs a file/],
    [['convert', 'ARCHIVE', 'docx'], /no format docx/],
    [['convert', 'ARCHIVE', 'har', '--from', 'soon'], /not a number/],
    [['compare', 'ARCHIVE'], /two files/],
    [['explode', 'ARCHIVE'], /no command explode/],
  ])('says what is wrong: %j', async (args, message) => {
    const { code, errors } = await run(...args.map((arg) => (arg === 'ARCHIVE' ? archive : arg)))
    expect(code).toBe(2)
    expect(errors).toMatch(message)
  })

  it('encrypts, reads and decrypts with the password of the environment or of a file', async () => {
    const sealed = join(folder, 'shop.sealed')
    const secret = join(folder, 'secret.txt')
    await writeFile(secret, 'correct horse battery\nnot this')
    expect(await run('convert', archive, 'archive', '--encrypt', '-o', sealed)).toMatchObject({
      code: 2,
      errors: expect.stringContaining('needs a password'),
    })
    await run('convert', archive, 'archive', '--encrypt', '-o', sealed, '--password-file', secret)
    expect(await run('info', sealed)).toMatchObject({
      code: 2,
      errors: expect.stringContaining('needs its password'),
    })
    env = { RECOUNT_PASSWORD: 'correct horse battery' }
    expect((await run('info', sealed)).out).toBe((await run('info', archive)).out)
    const out = join(folder, 'again.zip')
    expect(await run('decrypt', sealed, '-o', out)).toMatchObject({ code: 0, out })
    expect(await readFile(out)).toEqual(await readFile(archive))
    env = { RECOUNT_PASSWORD: 'correct horse batteries' }
    expect(await run('decrypt', sealed)).toMatchObject({
      code: 2,
      errors: expect.stringContaining('does not open'),
    })
    expect(await run('decrypt', archive)).toMatchObject({ code: 2 })
  })

  it('fails for a damaged file', async () => {
    const bytes = await readFile(archive)
    await writeFile(archive, bytes.subarray(0, bytes.length - 100))
    expect(await run('info', archive)).toMatchObject({ code: 2 })
  })
})
