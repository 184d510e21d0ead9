import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, expect, type Page } from '@playwright/test'

/** Opens an exported file from disk, in a browser without the extension. The page may complain about nothing. */
export async function openFromDisk(
  { fileName, bytes }: { fileName: string; bytes: string },
  executablePath: string,
  look: (page: Page) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'recount-file-'))
  const file = join(folder, fileName)
  await writeFile(file, Buffer.from(bytes, 'base64'))
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
  })
  try {
    const page = await browser.newPage()
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    await page.goto(pathToFileURL(file).href)
    await look(page)
    expect(problems).toEqual([])
  } finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
}
