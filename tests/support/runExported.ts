import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OUT_DIR, ROOT } from '../../scripts/support/paths.mjs'

export interface Run {
  code: number | null
  output: string
}

/** Runs an exported script with the project's own Playwright, as whoever gets it would. */
export async function runScript(
  script: string,
  chromium: string,
  env: Record<string, string> = {},
): Promise<Run> {
  // Inside the project, so that the script finds `@playwright/test`, and where no other run empties it.
  await mkdir(OUT_DIR, { recursive: true })
  const folder = await mkdtemp(join(OUT_DIR, 'exported-'))
  await writeFile(join(folder, 'exported.spec.ts'), script)
  await writeFile(
    join(folder, 'playwright.config.ts'),
    `export default { testDir: '.', outputDir: './out', reporter: 'line', timeout: 30000, use: { launchOptions: { executablePath: ${JSON.stringify(chromium)}, args: ['--no-sandbox'] } } }`,
  )
  try {
    return await new Promise<Run>((done, fail) => {
      const child = spawn(
        process.execPath,
        [join(ROOT, 'node_modules/@playwright/test/cli.js'), 'test', '--config', folder],
        { cwd: folder, env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: '', ...env } },
      )
      let output = ''
      child.stdout.on('data', (data: Buffer) => (output += data.toString()))
      child.stderr.on('data', (data: Buffer) => (output += data.toString()))
      child.on('error', fail)
      child.on('close', (code) => done({ code, output }))
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export function textOf({ bytes }: { bytes: string }): string {
  return Buffer.from(bytes, 'base64').toString('utf8')
}
