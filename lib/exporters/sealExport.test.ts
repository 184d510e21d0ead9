import { describe, expect, it } from 'vitest'
import { inMemorySource } from '../../tests/support/inMemorySource'
import { shopRecording } from '../../tests/support/shopRecording'
import { PASSWORD_NEEDED } from '../crypto/sealedFile'
import type { ExportOptions } from './exporter'
import { findExporter } from './exporters'
import { openRecording, unsealRecording } from './importRecording'
import { exportFile } from './runExport'

const PASSWORD = 'correct horse battery'
const loadPlayer = () => Promise.resolve({ script: 'play()', style: '', texts: {} })

async function exported(format: string, password?: string, options: ExportOptions = {}) {
  const exporter = findExporter(format)
  if (!exporter) throw new Error(`No exporter ${format}`)
  return await exportFile(exporter, inMemorySource(shopRecording()), {
    password,
    loadPlayer,
    ...options,
  })
}

describe('an export with a password', () => {
  it.each(['archive', 'html'])('is imported with it, or decrypted: %s', async (format) => {
    const plain = await exported(format)
    const sealed = await exported(format, PASSWORD)
    expect(sealed.fileName).toMatch(format === 'html' ? /\.html$/ : /\.sealed$/)
    expect(sealed.fileName).not.toContain('shop')
    const bytes = new TextDecoder('latin1').decode(await sealed.blob.arrayBuffer())
    for (const word of ['Shop', 'shop.example']) expect(bytes).not.toContain(word)
    const opened = await unsealRecording(sealed.fileName, sealed.blob, PASSWORD)
    expect(opened?.fileName).toBe(plain.fileName)
    expect(await opened?.blob.text()).toBe(await plain.blob.text())
    const source = await openRecording(sealed.fileName, sealed.blob, { password: PASSWORD })
    expect(await source.chunks()).not.toEqual([])
    const asked = openRecording(sealed.fileName, sealed.blob)
    await expect(asked).rejects.toMatchObject({ name: PASSWORD_NEEDED })
  })

  it.each(['archive', 'html'])(
    'tells how far it is, and stops when told to: %s',
    async (format) => {
      const seen: number[] = []
      await exported(format, PASSWORD, { onProgress: (fraction) => seen.push(fraction) })
      expect(seen).toEqual([...seen].sort((a, b) => a - b))
      // Writing is the first half.
      expect(seen.filter((fraction) => fraction > 0.5).length).toBeGreaterThan(0)
      expect(seen.at(-1)).toBe(1)

      const abort = new AbortController()
      const late: number[] = []
      const stopped = exported(format, PASSWORD, {
        signal: abort.signal,
        onProgress(fraction) {
          late.push(fraction)
          if (fraction >= 0.5) abort.abort(new Error('Enough'))
        },
      })
      await expect(stopped).rejects.toThrow('Enough')
      expect(late.at(-1)).toBe(0.5)
    },
  )

  it('says that what it holds is no recording', async () => {
    const { fileName, blob } = await exported('markdown', PASSWORD)
    const imported = openRecording(fileName, blob, { password: PASSWORD })
    await expect(imported).rejects.toThrow(/none of the files/)
  })
})
