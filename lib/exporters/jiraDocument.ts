import type { Piece } from './describeStep'
import { environmentRows } from './markdown'
import { clockTime, type Report } from './report'

/** A node of the Atlassian Document Format, as far as we write it. */
interface Node {
  type: string
  attrs?: Record<string, unknown>
  content?: Node[]
  text?: string
  marks?: { type: string; attrs?: Record<string, unknown> }[]
}

/**
 * A bug report in the Atlassian Document Format, which version 3 of Jira's API takes as a description
 * (https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/). What comes from the page stands in
 * text nodes alone, so it can neither link nor mention.
 */
export function toJiraDocument(report: Report): string {
  const { description, severity, expected, actual, errors } = report
  const content = [
    ...(description ? [paragraph([text(description)])] : []),
    ...(severity ? [paragraph([strong('Severity: '), text(severity)])] : []),
    ...section(
      'Steps to reproduce',
      list(
        'orderedList',
        report.steps.map(({ words, outcome, atMs }) => [
          paragraph([
            ...inline([...words, ...(outcome.length > 0 ? [', then ', ...outcome] : [])]),
            ...moment(report, atMs),
          ]),
        ]),
      ),
    ),
    ...section('Expected', [paragraph([text(expected ?? '(what should have happened)')])]),
    ...section('Actual', [
      paragraph([
        actual
          ? text(actual)
          : errors[0]
            ? code(errors[0].event.message)
            : text('(what happened instead)'),
      ]),
    ]),
    ...section(
      'Pictures',
      // Media need an id that the upload gives: until then a picture goes by the name of its file.
      list(
        'bulletList',
        report.pictures.map(({ fileName, caption, atMs }) => [
          paragraph([
            text(`${clockTime(atMs)} ${caption} `),
            code(fileName),
            ...moment(report, atMs),
          ]),
        ]),
      ),
    ),
    ...section(
      'Errors',
      errors.flatMap((error) => errorNodes(report, error)),
    ),
    ...section('Failed requests', requestTable(report)),
    ...section('Noticed', list('bulletList', noticed(report))),
    ...section(
      'Environment',
      list(
        'bulletList',
        environmentRows(report).map(([name, value]) => [
          paragraph([text(`${name}: `), code(value)]),
        ]),
      ),
    ),
  ]
  return `${JSON.stringify({ version: 1, type: 'doc', content }, undefined, 2)}\n`
}

function section(title: string, content: Node[]): Node[] {
  if (content.length === 0) return []
  return [{ type: 'heading', attrs: { level: 2 }, content: [text(title)] }, ...content]
}

function list(type: 'orderedList' | 'bulletList', items: Node[][]): Node[] {
  if (items.length === 0) return []
  return [{ type, content: items.map((content) => ({ type: 'listItem', content })) }]
}

function paragraph(content: Node[]): Node {
  return { type: 'paragraph', content }
}

/** Empty text nodes are not allowed. */
function text(value: string): Node {
  return { type: 'text', text: value === '' ? '(empty)' : value }
}

function strong(value: string): Node {
  return { ...text(value), marks: [{ type: 'strong' }] }
}

function code(value: string): Node {
  return { ...text(value.replace(/\s+/g, ' ').trim()), marks: [{ type: 'code' }] }
}

function inline(pieces: Piece[]): Node[] {
  return pieces
    .filter((piece) => piece !== '')
    .map((piece) => (typeof piece === 'string' ? text(piece) : code(piece.quoted)))
}

function moment({ linkTo }: Report, atMs: number): Node[] {
  const href = linkTo(atMs)
  if (!href) return []
  return [text(' '), { ...text(clockTime(atMs)), marks: [{ type: 'link', attrs: { href } }] }]
}

function errorNodes(report: Report, { atMs, event, count }: Report['errors'][number]): Node[] {
  const times = count > 1 ? [text(` (${count} times)`)] : []
  const line = paragraph([
    text(`${clockTime(atMs)} `),
    code(event.message),
    ...times,
    ...moment(report, atMs),
  ])
  if (!event.stack) return [line]
  return [line, { type: 'codeBlock', attrs: {}, content: [text(event.stack)] }]
}

function requestTable({ requests }: Report): Node[] {
  if (requests.length === 0) return []
  const row = (type: 'tableHeader' | 'tableCell', cells: Node[]): Node => ({
    type: 'tableRow',
    content: cells.map((cell) => ({ type, attrs: {}, content: [paragraph([cell])] })),
  })
  return [
    {
      type: 'table',
      content: [
        row('tableHeader', [text('Time'), text('Request'), text('Answer')]),
        ...requests.map(({ atMs, event }) => {
          const outcome = event.error ?? `${event.status ?? ''} ${event.statusText ?? ''}`
          const request = `${event.method} ${event.url}`
          return row('tableCell', [text(clockTime(atMs)), code(request), code(outcome)])
        }),
      ],
    },
  ]
}

function noticed(report: Report): Node[][] {
  return [
    ...report.marks.map(({ atMs, note }) => ({ atMs, words: [code(note)] })),
    ...report.signals.map(({ atMs, words }) => ({ atMs, words: inline(words) })),
    ...report.gaps.map(({ atMs, reason }) => ({
      atMs,
      words: [text(`Nothing recorded: ${reason}`)],
    })),
  ]
    .sort((a, b) => a.atMs - b.atMs)
    .map(({ atMs, words }) => [
      paragraph([text(`${clockTime(atMs)} `), ...words, ...moment(report, atMs)]),
    ])
}
