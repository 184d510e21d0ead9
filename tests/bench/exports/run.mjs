/**
 * npm run bench:exports [-- 500 [rrweb markdown ...]]
 *
 * What exporting and importing keeps in memory, for sessions of a tenth and of all of so many MB. Each in a process of its
 * own whose heap may not grow beyond `HEAP_MB`: what needs the session's size in memory dies there.
 */
import { spawnSync } from 'node:child_process'
import { createWriteStream, openAsBlob } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'
import { ROOT } from '../../../scripts/support/paths.mjs'

const HEAP_MB = 192
/** The others read a session as `markdown` does. */
const FORMATS = ['archive', 'html', 'rrweb', 'markdown', 'playwright', 'har']
/** Files that are read a part at a time. */
const IMPORTS = ['archive', 'html', 'rrweb']
const SELF = fileURLToPath(import.meta.url)

const [role, ...args] = process.argv.slice(2)
if (role === 'work') await work(...args)
else await report(Number(role ?? 500), args)

/** @param {number} largestMb @param {string[]} only */
async function report(largestMb, only) {
  const isWanted = (/** @type {string} */ name) => only.length === 0 || only.includes(name)
  const folder = await mkdtemp(join(tmpdir(), 'recount-exports-'))
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      root: ROOT,
      build: {
        outDir: folder,
        target: 'node20',
        ssr: join(ROOT, 'tests/bench/exports/measure.ts'),
        rollupOptions: { output: { entryFileNames: 'measure.mjs' } },
      },
      ssr: { noExternal: true },
    })
    const sizes = [largestMb / 10, largestMb]
    console.log(`| | ${sizes.map((size) => `${size} MB`).join(' | ')} | file |`)
    console.log(`| --- |${' --- |'.repeat(sizes.length + 1)}`)
    for (const format of FORMATS.filter(isWanted)) row('export', format, sizes, folder)
    const imports = IMPORTS.filter((format) => isWanted(`import-${format}`))
    for (const format of imports) row('import', format, sizes, folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** @param {string} way @param {string} format @param {number[]} sizes @param {string} folder */
function row(way, format, sizes, folder) {
  const cells = []
  let file = ''
  for (const size of sizes) {
    const given = [`--max-old-space-size=${HEAP_MB}`, '--expose-gc', SELF, 'work']
    const run = spawnSync(process.execPath, [...given, way, format, String(size), folder], {
      encoding: 'utf8',
    })
    if (run.status !== 0) {
      const why = /out of memory/.test(run.stderr) ? `over ${HEAP_MB} MB` : lastLine(run.stderr)
      cells.push(why)
      continue
    }
    const { peakBytes, bytes, seconds } = JSON.parse(run.stdout)
    cells.push(`${mb(peakBytes)} MB, ${seconds} s`)
    file = `${mb(bytes)} MB`
  }
  console.log(`| ${way} ${format} | ${cells.join(' | ')} | ${file} |`)
}

/** @param {string} way @param {string} format @param {string} size @param {string} folder */
async function work(way, format, size, folder) {
  const measure = await import(pathToFileURL(join(folder, 'measure.mjs')).href)
  const collect = () => globalThis.gc?.()
  const rawBytes = Number(size) * 1e6
  const path = join(folder, `big.${format}`)
  let began = performance.now()
  let measured
  if (way === 'export') measured = await measure.measureExport(format, rawBytes, collect)
  else {
    await write(measure, { path, format, rawBytes })
    began = performance.now()
    measured = await measure.measureImport(path, await openAsBlob(path), collect)
    measured.bytes = (await stat(path)).size
    await rm(path)
  }
  const seconds = Math.round((performance.now() - began) / 100) / 10
  console.log(JSON.stringify({ ...measured, seconds }))
}

/** @param {any} measure @param {{ path: string, format: string, rawBytes: number }} what */
async function write(measure, { path, format, rawBytes }) {
  const out = createWriteStream(path)
  for await (const part of measure.partsOf(format, rawBytes)) {
    if (!out.write(part)) await new Promise((done) => out.once('drain', () => done(undefined)))
  }
  out.end()
  await finished(out)
}

/** @param {number} bytes */
function mb(bytes) {
  return (bytes / 1e6).toFixed(1)
}

/** @param {string} text */
function lastLine(text) {
  const line = text.split('\n').findLast((each) => /Error/.test(each)) ?? text.slice(-80)
  return line.replace(/^.*?Error: /, '').slice(0, 80)
}
