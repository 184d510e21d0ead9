/** The `recount` command: reads the files that the extension writes, with the extension's own code. */
import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { compareStories } from '../../lib/exporters/compareStories'
import { describeOutcome, describeStep } from '../../lib/exporters/describeStep'
import type { ExportOptions } from '../../lib/exporters/exporter'
import { EXPORTERS, findExporter } from '../../lib/exporters/exporters'
import { openRecording } from '../../lib/exporters/importRecording'
import { clockTime } from '../../lib/exporters/report'
import { exportParts, fileName } from '../../lib/exporters/runExport'
import type { Step } from '../../lib/exporters/step'
import { readStory } from '../../lib/exporters/story'
import type { RecordingSource } from '../../lib/format/source'
import { scanSession } from '../../lib/leaks/scanSession'
import { summarize, summaryText } from './summarize'

export interface Console {
  out(text: string): void
  error(text: string): void
  /** Reads the player that the extension was built with; for `convert file html`. */
  loadPlayer: NonNullable<ExportOptions['loadPlayer']>
}

const USAGE = `Usage:
  recount info FILE [--json]            what is in a recording; reads all of it, so a damaged file fails
  recount convert FILE FORMAT [-o OUT]  ${EXPORTERS.map(({ id }) => id).join(', ')}
      [--from SECONDS] [--until SECONDS] [--title TEXT]
  recount compare BEFORE AFTER [--json] the first step, error and failed request that differ; exit code 1 when one does
  recount scan FILE [--json]            looks for personal data and keys; exit code 1 when it finds any

FILE is an archive or HTML export of Recount, rrweb events, a HAR, or a flow of Chrome's Recorder.`

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
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    const [command, path, format] = positionals
    if (values.help || command === undefined) {
      io.out(USAGE)
      return values.help ? 0 : 2
    }
    if (path === undefined) throw new Error(`${command} needs a file.`)
    const source = await open(path)
    switch (command) {
      case 'info': {
        const summary = await summarize(source)
        io.out(values.json ? JSON.stringify(summary, undefined, 2) : summaryText(summary))
        return 0
      }
      case 'convert':
        io.out(await convert(source, format, values, io))
        return 0
      case 'compare':
        if (format === undefined) throw new Error('compare needs two files.')
        return await compare(source, await open(format), { asJson: values.json, io })
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

async function open(path: string): Promise<RecordingSource> {
  const bytes = await readFile(resolve(path)).catch(() => {
    throw new Error(`${path} cannot be read.`)
  })
  return await openRecording(basename(path), new Blob([new Uint8Array(bytes)]))
}

async function convert(
  source: RecordingSource,
  format: string | undefined,
  values: { out?: string; from?: string; until?: string; title?: string },
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
  const parts = exportParts(exporter, source, {
    loadPlayer,
    ...(wantsSpan ? { span } : {}),
    ...(title === undefined ? {} : { report: { title } }),
  })
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
