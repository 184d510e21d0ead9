/** What a bug report proposes before the person has written anything. */
import { describeStep, type Piece } from './describeStep'
import type { ReportText, Span } from './exporter'
import { isFailedRequest } from './failures'
import { suggestTitle } from './report'
import { isFiller } from './selectors'
import type { Story } from './story'
import { shortUrl } from './urlPattern'

/** Long enough to see how it came to it. */
const BEFORE_MS = 30_000
/** Steps that lead to what went wrong; all of them are in the list below it. */
const LAST_STEPS = 3

/** From 30 s before the last note or error to the end; the whole session where there is neither. */
export function defaultSpan({ marks, errors, durationMs }: Story): Span {
  const last = [...marks, ...errors].reduce((latest, { atMs }) => Math.max(latest, atMs), -1)
  return { fromMs: last < 0 ? 0 : Math.max(0, last - BEFORE_MS), toMs: durationMs }
}

/** The part of a story that lies in the span. */
export function storyWithin(story: Story, { fromMs, toMs }: Span): Story {
  const inside = <T extends { atMs: number }>(list: T[]) =>
    list.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
  return {
    ...story,
    steps: inside(story.steps),
    errors: inside(story.errors),
    console: inside(story.console),
    network: inside(story.network),
    sockets: inside(story.sockets),
    vitals: inside(story.vitals),
    marks: inside(story.marks),
    gaps: inside(story.gaps),
    pages: inside(story.pages),
    signals: inside(story.signals),
  }
}

/** Title, what was done, and what came of it. */
export function suggestTexts(story: Story): ReportText {
  const description = describeWay(story)
  const actual = describeEnd(story)
  return {
    title: suggestTitle(story),
    ...(description ? { description } : {}),
    ...(actual ? { actual } : {}),
  }
}

/** The notes the person left, and the last steps before it went wrong. */
function describeWay({ steps, marks, errors, network, durationMs }: Story): string {
  const failure = network.find(({ event }) => isFailedRequest(event))
  const wrongAt = errors[0]?.atMs ?? failure?.atMs ?? durationMs
  const way = steps
    .filter(({ action, atMs }) => action !== 'viewport' && atMs <= wrongAt)
    .slice(-LAST_STEPS)
    .map((step) => plain(describeStep(step)))
  const notes = marks.map(({ event }) => event.note).filter((note) => note !== '')
  const sentence = way
    .map((step, index) => (index === 0 ? step : step.charAt(0).toLowerCase() + step.slice(1)))
    .join(', then ')
  return [...notes, sentence === '' ? '' : `${sentence}.`].filter((line) => line !== '').join('\n')
}

function describeEnd({ errors, network }: Story): string {
  const error = errors.find(({ event }) => !isFiller(event.message))
  const request = network.find(({ event }) => isFailedRequest(event))
  const lines: string[] = []
  if (request) {
    const { method, url, status } = request.event
    lines.push(`${method} ${shortUrl(url)} ${status ? `answers ${status}` : 'fails'}.`)
  }
  if (error) lines.push(`${error.event.message.split('\n')[0]}`)
  return lines.join('\n')
}

function plain(pieces: Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : `"${piece.quoted}"`)).join('')
}
