import { describe, expect, it } from 'vitest'
import { inMemorySource } from '../../tests/support/inMemorySource'
import { shopRecording } from '../../tests/support/shopRecording'
import { PASSWORD_NEEDED } from '../crypto/sealedFile'
import { findExporter } from './exporters'
import { openRecording, unsealRecording } from './importRecording'
import { exportFile } from './runExport'

const PASSWORD = 'correct horse battery'
const loadPlayer = () => Promise.resolve({ script: 'play()', style: '', texts: {} })

async function exported(format: string, password?: string) {
  const exporter = findExporter(format)
  if (!exporter) throw new Error(`No exporter ${format}`)
  return await exportFile(exporter, inMemorySource(shopRecording()), { password, loadPlayer })
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

  it('says that what it holds is no recording', async () => {
    const { fileName, blob } = await exported('markdown', PASSWORD)
    const imported = openRecording(fileName, blob, { password: PASSWORD })
    await expect(imported).rejects.toThrow(/none of the files/)
  })
})
