import type { Piece } from './describeStep'
import { browserName, clockTime, LEVEL_WORDS, type Report } from './report'

/** GitHub and GitLab fold long parts; Linear shows the tags as text, so there the parts stay open. */
export interface MarkdownFlavour {
  folds: boolean
}

/** A bug report in Markdown. What comes from the page stands in code spans: it can neither mention nor link nor load. */
export function toMarkdown(report: Report, { folds }: MarkdownFlavour): string {
  const { description, severity, expected, actual } = report
  return joined([
    description,
    severity && `**Severity:** ${severity}`,
    section(
      'Steps to reproduce',
      report.steps
        .map(({ words, outcome, atMs }, index) => {
          const then = outcome.length > 0 ? [', then ', ...outcome] : []
          return `${index + 1}. ${inline([...words, ...then])}${moment(report, atMs)}`
        })
        .join('\n'),
    ),
    section('Expected', expected ?? '(what should have happened)'),
    section('Actual', actual ?? actualOf(report)),
    section('Pictures', pictures(report)),
    section('Errors', report.errors.map((error) => errorText(report, error, folds)).join('\n')),
    section('Failed requests', requestTable(report)),
    section('Console', fold(consoleText(report), 'Warnings and errors', folds)),
    section('Noticed', noticed(report)),
    section('Environment', environment(report)),
  ])
}

function joined(parts: (string | undefined)[]): string {
  return `${parts.filter((part) => part).join('\n\n')}\n`
}

function section(title: string, text: string): string {
  return text === '' ? '' : `## ${title}\n\n${text}`
}

function inline(pieces: Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : code(piece.quoted))).join('')
}

/** A code span that holds any text, back-ticks included. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line === '') return '(empty)'
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${line}${pad}${fence}`
}

/** A code block that holds any text. */
function block(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}

function fold(text: string, title: string, folds: boolean): string {
  if (text === '' || !folds) return text
  return `<details>\n<summary>${title}</summary>\n\n${text}\n\n</details>`
}

function moment({ linkTo }: Report, atMs: number): string {
  const link = linkTo(atMs)
  return link ? ` ([${clockTime(atMs)}](${link}))` : ''
}

function actualOf({ errors, requests }: Report): string {
  const [error] = errors
  if (error) return code(error.event.message)
  const [request] = requests
  if (request) return `${code(`${request.event.method} ${request.event.url}`)} fails`
  return '(what happened instead)'
}

function errorText(
  report: Report,
  { atMs, event, count }: Report['errors'][number],
  folds: boolean,
): string {
  const times = count > 1 ? ` (${count} times)` : ''
  const line = `- ${clockTime(atMs)} ${code(event.message)}${times}${moment(report, atMs)}`
  return event.stack ? `${line}\n\n${fold(block(event.stack), 'Stack', folds)}\n` : line
}

/** Files of the same zip; trackers take them when they are dropped in. */
function pictures(report: Report): string {
  return report.pictures
    .map(({ fileName, caption, atMs }) => {
      const words = `${clockTime(atMs)} ${caption}`.replace(/[[\]<>`\\]/g, '').trim()
      return `![${words}](${fileName})${moment(report, atMs)}`
    })
    .join('\n\n')
}

function requestTable({ requests }: Report): string {
  if (requests.length === 0) return ''
  const rows = requests.map(({ atMs, event }) => {
    const outcome = event.error ?? `${event.status ?? ''} ${event.statusText ?? ''}`
    const cells = [`${event.method} ${event.url}`, outcome].map((cell) => tableCode(cell))
    return `| ${clockTime(atMs)} | ${cells.join(' | ')} | ${event.durationMs ?? ''} |`
  })
  return ['| Time | Request | Answer | ms |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

/** A bar ends a cell even within a code span. */
function tableCode(text: string): string {
  return code(text).replaceAll('|', '\\|')
}

function consoleText({ console }: Report): string {
  if (console.length === 0) return ''
  return block(
    console.map(({ atMs, level, text }) => `${clockTime(atMs)} ${level} ${text}`).join('\n'),
  )
}

function noticed(report: Report): string {
  return [
    ...report.marks.map(({ atMs, note }) => ({ atMs, text: code(note) })),
    ...report.signals.map(({ atMs, words }) => ({ atMs, text: inline(words) })),
    ...report.gaps.map(({ atMs, reason }) => ({ atMs, text: `Nothing recorded: ${reason}` })),
  ]
    .sort((a, b) => a.atMs - b.atMs)
    .map(({ atMs, text }) => `- ${clockTime(atMs)} ${text}${moment(report, atMs)}`)
    .join('\n')
}

function environment(report: Report): string {
  return environmentRows(report)
    .map(([name, value]) => `- ${name}: ${code(value)}`)
    .join('\n')
}

/** Where and how it was recorded, as name and value. */
export function environmentRows({
  session,
  viewport,
  durationMs,
  environment,
}: Report): [string, string][] {
  const { environment: where } = session
  const rows: [string, string | undefined][] = [
    ['Page', session.url],
    ['Recorded', new Date(session.startedAt).toISOString()],
    ['Length', clockTime(durationMs)],
    ['Masking', `${session.level} (${LEVEL_WORDS[session.level]})`],
    ['Browser', browserName(session)],
    ['Viewport', viewport && `${viewport.width} x ${viewport.height}`],
    ['Screen', where && `${where.screen.width} x ${where.screen.height}`],
    ['Language', where?.language],
    ['Time zone', where?.timezone],
    ['Also', environment],
  ]
  return rows.flatMap(([name, value]) => (value ? [[name, value]] : []))
}
