import { SEALED_EXTENSION, SEALED_MIME_TYPE, sealFile } from '../crypto/sealedFile'
import type { ExportOptions } from './exporter'
import type { ExportedFile } from './runExport'
import { sealHtml } from './sealedHtml'

/** The file encrypted with the password of the options. What its name would tell of the recording goes inside. */
export async function sealExport(
  { fileName, blob }: ExportedFile,
  { password = '', loadPlayer, signal, onProgress }: ExportOptions,
): Promise<ExportedFile> {
  const content = { fileName, mimeType: blob.type, blob }
  const day = fileName.slice(0, 'YYYY-MM-DD'.length)
  const isPage = blob.type === 'text/html'
  const watch = { signal, onProgress }
  const sealed =
    isPage && loadPlayer
      ? { extension: 'html', blob: await sealHtml(content, password, await loadPlayer(), watch) }
      : { extension: SEALED_EXTENSION, blob: await sealFile(content, password, watch) }
  return {
    fileName: `${day}-session.${sealed.extension}`,
    blob: new Blob([sealed.blob], { type: isPage ? 'text/html' : SEALED_MIME_TYPE }),
  }
}
