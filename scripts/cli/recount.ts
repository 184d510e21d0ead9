/** The `recount` command: reads the files that the extension writes, with the extension's own code. */
import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { parseArgs } from 'node:util'
import { isLongEnough, LEAST_PASSPHRASE } from '../../lib/crypto/passphrase'
import { compareStories } from '../../lib/exporters/compareStories'
import { describeOutcome, describeStep } from '../../lib/exporters/describeStep'
import type { ExportOptions } from '../../lib/exporters/exporter'
import { EXPORTERS, findExporter } from '../../lib/exporters/exporters'
import { openRecording, unsealRecording } from '../../lib/exporters/importRecording'
import { clockTime } from '../../lib/exporters/report'
import { exportFile, exportParts, fileName } from '../../lib/exporters/runExport'
import type { Step } from '../../lib/exporters/step'
import { readStory } from '../../lib/exporters/story'
import type { RecordingSource } from '../../lib/format/source'
import { scanSession } from '../../lib/leaks/scanSession'
import { summarize, summaryText } from './summarize'

export interface Console {
  out(text: string): void
  error(text: string): void
  /** Environment variables. */
  env: { RECOUNT_PASSWORD?: string }
  /** Reads the player that the extension was built with; for `convert file html`. */
  loadPlayer: NonNullable<ExportOptions['loadPlayer']>
}

const USAGE = `Usage:
  recount info FILE [--json]            what is in a recording; reads all of it, so a damaged file fails
  recount convert FILE FORMAT [-o OUT]  ${EXPORTERS.map(({ id }) => id).join(', ')}
      [--from SECONDS] [--until SECONDS] [--title TEXT] [--inline]
  recount compare BEFORE AFTER [--json] the first step, error and failed request that differ; exit code 1 when one does
  recount scan FILE [--json]            looks for personal data and keys; exit code 1 when it finds any
  recount decrypt FILE [-o OUT]         what is in an encrypted file, as it was before

FILE is an archive or HTML export of Recount, rrweb events, a HAR, or a flow of Chrome's Recorder. One that is encrypted
needs its password: in the environment as RECOUNT_PASSWORD, or as the first line of a file with --password-file FILE.
With --inline, rrweb events hold their pictures and fonts. With --encrypt, convert encrypts what it writes with the same password.`

/** Runs the command; answers the exit code: 0 fine, 1 something was found, 2 could not be done. */
export async function recount(args: string[], io: Console): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        out: { type: 'string', short: 'o' },
        from: { type: 'string' },
        until: { type: 'string' },
        title: { type: 'string' },
        'password-file': { type: 'string' },
        encrypt: { type: 'boolean', default: false },
        inline: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    const [command, path, format] = positionals
    if (values.help || command === undefined) {
      io.out(USAGE)
      return values.help ? 0 : 2
    }
    if (path === undefined) throw new Error(`${command} needs a file.`)
    const password = await passwordFrom(values['password-file'], io.env)
    if (command === 'decrypt') {
      io.out(await decrypt(path, { password, out: values.out }))
      return 0
    }
    const source = await open(path, password)
    switch (command) {
      case 'info': {
        const summary = await summarize(source)
        io.out(values.json ? JSON.stringify(summary, undefined, 2) : summaryText(summary))
        return 0
      }
      case 'convert':
        io.out(await convert(source, format, { ...values, password }, io))
        return 0
      case 'compare':
        if (format === undefined) throw new Error('compare needs two files.')
        return await compare(source, await open(format, password), { asJson: values.json, io })
      case 'scan':
        return await scan(source, values.json, io)
      default:
        throw new Error(`There is no command ${command}.\n\n${USAGE}`)
    }
  } catch (error) {
    io.error(error instanceof Error ? error.message : String(error))
    return 2
  }
}

async function open(path: string, password: string | undefined): Promise<RecordingSource> {
  return await openRecording(basename(path), await read(path), { password })
}

async function read(path: string): Promise<Blob> {
  const bytes = await readFile(resolve(path)).catch(() => {
    throw new Error(`${path} cannot be read.`)
  })
  return new Blob([new Uint8Array(bytes)])
}

/** Never an argument: those can be read by every program on the machine. */
async function passwordFrom(
  file: string | undefined,
  env: Console['env'],
): Promise<string | undefined> {
  if (file === undefined) return env.RECOUNT_PASSWORD
  const [line = ''] = (await (await read(file)).text()).split(/\r?\n/, 1)
  return line
}

async function decrypt(
  path: string,
  { password, out }: { password: string | undefined; out: string | undefined },
): Promise<string> {
  const content = await unsealRecording(basename(path), await read(path), password)
  if (!content) throw new Error(`${path} is not encrypted.`)
  // The name comes out of the file: only its last part, so that it cannot lead elsewhere.
  const target = out ?? (basename(content.fileName.replaceAll('\\', '/')) || 'decrypted')
  await writeBlob(content.blob, target)
  return target
}

async function writeBlob(blob: Blob, path: string): Promise<void> {
  await pipeline(
    Readable.fromWeb(blob.stream() as ReadableStream),
    createWriteStream(resolve(path)),
  )
}

interface ConvertValues {
  out?: string
  from?: string
  until?: string
  title?: string
  encrypt: boolean
  inline: boolean
  password: string | undefined
}

async function convert(
  source: RecordingSource,
  format: string | undefined,
  values: ConvertValues,
  { loadPlayer }: Console,
): Promise<string> {
  const exporter = findExporter(format ?? '')
  if (!exporter) {
    const known = EXPORTERS.map(({ id }) => id).join(', ')
    throw new Error(`There is no format ${format ?? ''}. Known: ${known}.`)
  }
  const session = await source.session()
  const { from, until, title } = values
  const wantsSpan = from !== undefined || until !== undefined
  const span = { fromMs: milliseconds(from, 0), toMs: milliseconds(until, Number.MAX_SAFE_INTEGER) }
  const out = values.out ?? fileName(exporter, session.title || session.url, session.startedAt)
  const options = {
    loadPlayer,
    inline: values.inline,
    ...(wantsSpan ? { span } : {}),
    ...(title === undefined ? {} : { report: { title } }),
  }
  if (values.encrypt) {
    const { password } = values
    if (password === undefined || !isLongEnough(password))
      throw new Error(`--encrypt needs a password of at least ${LEAST_PASSPHRASE} characters.`)
    const file = await exportFile(exporter, source, { ...options, password })
    await writeBlob(file.blob, values.out ?? file.fileName)
    return values.out ?? file.fileName
  }
  const parts = exportParts(exporter, source, options)
  await pipeline(parts, createWriteStream(resolve(out)))
  return out
}

async function compare(
  before: RecordingSource,
  after: RecordingSource,
  { asJson, io }: { asJson: boolean; io: Console },
): Promise<number> {
  const comparison = compareStories(await readStory(before), await readStory(after))
  const { commonSteps, step, error, request } = comparison
  const lines = [
    `Steps in common: ${commonSteps}`,
    ...(step ? [`Step ${step.index + 1} differs (${step.why}):`] : []),
    ...(step ? [`  before: ${stepLine(step.before)}`, `  after:  ${stepLine(step.after)}`] : []),
    ...(error ? [`New error at ${clockTime(error.atMs)}: ${error.message}`] : []),
    ...(request ? [`New failed request at ${clockTime(request.atMs)}: ${request.text}`] : []),
  ]
  io.out(asJson ? JSON.stringify(comparison, undefined, 2) : lines.join('\n'))
  return step || error || request ? 1 : 0
}

function stepLine(step: Step | undefined): string {
  if (!step) return '(nothing more)'
  const words = [...describeStep(step), ' -> ', ...describeOutcome(step)]
  return words
    .map((word) => (typeof word === 'string' ? word : JSON.stringify(word.quoted)))
    .join('')
}

async function scan(source: RecordingSource, asJson: boolean, io: Console): Promise<number> {
  const report = await scanSession(source)
  if (asJson) io.out(JSON.stringify(report, undefined, 2))
  else if (report.leaks.length === 0) io.out(`Nothing found in ${report.strings} texts.`)
  else {
    for (const { kind, where, path, count } of report.leaks) {
      io.out(`${kind}: ${count} in ${where}, ${path}`)
    }
  }
  return report.leaks.length === 0 ? 0 : 1
}

function milliseconds(seconds: string | undefined, otherwise: number): number {
  if (seconds === undefined) return otherwise
  const value = Number(seconds)
  if (!Number.isFinite(value) || value < 0)
    throw new Error(`${seconds} is not a number of seconds.`)
  return value * 1000
}
