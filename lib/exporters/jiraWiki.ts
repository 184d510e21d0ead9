import type { Piece } from './describeStep'
import { environmentRows } from './markdown'
import { clockTime, type Report } from './report'

/** A bug report in Jira's wiki markup, for descriptions pasted or sent through the version 2 API. */
export function toJiraWiki(report: Report): string {
  const { description, severity, expected, actual, errors } = report
  const parts = [
    description,
    severity && `*Severity:* ${severity}`,
    section(
      'Steps to reproduce',
      report.steps.map(({ words, outcome }) => {
        const then = outcome.length > 0 ? [', then ', ...outcome] : []
        return `# ${inline([...words, ...then])}`
      }),
    ),
    section('Expected', [expected ?? '(what should have happened)']),
    section('Actual', [
      actual ?? (errors[0] ? code(errors[0].event.message) : '(what happened instead)'),
    ]),
    section(
      'Pictures',
      report.pictures.map(
        ({ fileName, caption, atMs }) =>
          `* ${clockTime(atMs)} ${caption === '' ? '' : code(caption)} !${fileName}|thumbnail!`,
      ),
    ),
    section(
      'Errors',
      errors.map(({ atMs, event, count }) => {
        const times = count > 1 ? ` (${count} times)` : ''
        const line = `* ${clockTime(atMs)} ${code(event.message)}${times}`
        return event.stack ? `${line}\n${block(event.stack)}` : line
      }),
    ),
    section('Failed requests', requestTable(report)),
    section('Noticed', [
      ...report.marks.map(({ atMs, note }) => `* ${clockTime(atMs)} ${code(note)}`),
      ...report.signals.map(({ atMs, words }) => `* ${clockTime(atMs)} ${inline(words)}`),
    ]),
    section(
      'Environment',
      environmentRows(report).map(([name, value]) => `* ${name}: ${code(value)}`),
    ),
  ]
  return `${parts.filter((part) => part).join('\n\n')}\n`
}

function section(title: string, lines: string[]): string {
  return lines.length === 0 ? '' : `h2. ${title}\n\n${lines.join('\n')}`
}

function inline(pieces: Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : code(piece.quoted))).join('')
}

/** Characters that mean something in wiki markup: links, mentions, macros, emphasis, pictures. */
const MARKUP = /[\\{}[\]*_?+^~|!#@-]/g

/** Monospaced. The macro reads its content as markup again, so that is escaped. */
function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line === '' ? '(empty)' : `{{${line.replace(MARKUP, '\\$&')}}}`
}

/** `{noformat}` ends at the next one: text that holds it is broken up. */
function block(text: string): string {
  return `{noformat}\n${text.replaceAll('{noformat', '{ noformat')}\n{noformat}`
}

function requestTable({ requests }: Report): string[] {
  if (requests.length === 0) return []
  const rows = requests.map(({ atMs, event }) => {
    const outcome = event.error ?? `${event.status ?? ''} ${event.statusText ?? ''}`
    return `|${clockTime(atMs)}|${code(`${event.method} ${event.url}`)}|${code(outcome)}|`
  })
  return ['||Time||Request||Answer||', ...rows]
}
