import type { ErrorEvent, NetworkEvent } from '../format/events'
import type { Session } from '../format/session'
import { describeOutcome, describeStep, nameOf, type Piece } from './describeStep'
import type { ExportOptions, ReportPicture, ReportText } from './exporter'
import { isFailedRequest } from './failures'
import { reportCard } from './reportCard'
import { isFiller } from './selectors'
import type { Step } from './step'
import { readStory, type Story } from './story'
import { shortUrl } from './urlPattern'

/** A bug report before it takes the form of one tracker. */
export interface Report extends ReportText {
  title: string
  session: Session
  durationMs: number
  steps: { atMs: number; words: Piece[]; outcome: Piece[]; step: Step }[]
  errors: { atMs: number; event: ErrorEvent; count: number }[]
  requests: { atMs: number; event: NetworkEvent }[]
  console: { atMs: number; level: string; text: string }[]
  marks: { atMs: number; note: string }[]
  signals: { atMs: number; words: Piece[] }[]
  gaps: { atMs: number; reason: string }[]
  pictures: Pick<ReportPicture, 'fileName' | 'caption' | 'atMs'>[]
  viewport?: { width: number; height: number }
  linkTo: (atMs: number) => string | undefined
}

/** Past this a list is noise: the first are what matters, and the export of the session has the rest. */
const MOST_ERRORS = 10
const MOST_REQUESTS = 20
const MOST_CONSOLE = 20
const MOST_SIGNALS = 10

/** Reads a session into a report, with what the person wrote on top. */
export async function buildReport(
  source: Parameters<typeof readStory>[0],
  options: Pick<ExportOptions, 'report' | 'linkTo' | 'pictures' | 'span'> = {},
): Promise<Report> {
  const story = await readStory(source)
  const { report = {}, linkTo = () => undefined } = options
  const viewport = story.steps.find((step) => step.action === 'viewport')
  return {
    ...report,
    title: report.title || suggestTitle(story),
    session: story.session,
    durationMs: story.durationMs,
    steps: story.steps
      .filter((step) => step !== viewport)
      .map((step) => ({
        atMs: step.atMs,
        words: describeStep(step),
        outcome: describeOutcome(step),
        step,
      })),
    errors: uniqueErrors(story).slice(0, MOST_ERRORS),
    requests: story.network.filter(({ event }) => isFailedRequest(event)).slice(0, MOST_REQUESTS),
    console: consoleLines(story).slice(0, MOST_CONSOLE),
    marks: story.marks.map(({ atMs, event }) => ({ atMs, note: event.note })),
    signals: story.signals.slice(0, MOST_SIGNALS).map((signal) => ({
      atMs: signal.atMs,
      words: [SIGNAL_WORDS[signal.kind](signal.amount), ...on(signal.target)],
    })),
    gaps: story.gaps.map(({ atMs, event }) => ({ atMs, reason: event.reason })),
    pictures: reportCard(options)?.pictures ?? [],
    ...(viewport ? { viewport: { width: viewport.width, height: viewport.height } } : {}),
    linkTo,
  }
}

/** A first line for the report: the error, or the request that failed, or the note the person left. */
export function suggestTitle({ errors, network, marks, session }: Story): string {
  const error = errors.find(({ event }) => !isFiller(event.message))
  if (error) return error.event.message.split('\n')[0]?.slice(0, 120) ?? ''
  const request = network.find(({ event }) => isFailedRequest(event))
  if (request) {
    const { method, url, status } = request.event
    return `${method} ${shortUrl(url)} ${status ? `answers ${status}` : 'fails'}`.slice(0, 120)
  }
  return marks[0]?.event.note ?? session.title ?? shortUrl(session.url)
}

/** `1:04.5` */
export function clockTime(ms: number): string {
  const tenths = Math.round(ms / 100)
  const seconds = Math.floor(tenths / 10)
  const padded = String(seconds % 60).padStart(2, '0')
  return `${Math.floor(seconds / 60)}:${padded}.${tenths % 10}`
}

/** `Chrome 156 on Linux`, as far as the user agent tells. */
export function browserName({ environment }: Session): string | undefined {
  if (!environment) return undefined
  const { userAgent, platform } = environment
  const match = /(Firefox|Edg|OPR|Chrome|Version)\/(\d+)/.exec(
    userAgent.replace(/Chrome\/\d+(?=.*(?:Edg|OPR)\/)/, ''),
  )
  if (!match) return `${userAgent} on ${platform}`
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', Version: 'Safari' }
  const [, name = '', version] = match
  return `${names[name] ?? name} ${version} on ${platform}`
}

/** What each format says about itself. */
export const LEVEL_WORDS: Record<Session['level'], string> = {
  'mask-all': 'everything masked',
  'mask-user-input': 'input masked',
  allow: 'only secrets masked',
}

const SIGNAL_WORDS = {
  'rage-click': (amount: number) => `${amount} clicks in a row`,
  'dead-click': () => 'A click without effect',
  'error-click': () => 'A click that caused an error',
  'slow-interaction': (amount: number) => `A click that took ${(amount / 1000).toFixed(1)} s`,
  'repeated-reload': (amount: number) => `The page was reloaded ${amount} times`,
  'thrash-scroll': () => 'Scrolling up and down',
}

function on(target: Parameters<typeof nameOf>[0] | undefined): Piece[] {
  return target ? [' on ', ...nameOf(target)] : []
}

/** The same error a hundred times is one line with a number. */
function uniqueErrors({ errors }: Story): Report['errors'] {
  const found = new Map<string, Report['errors'][number]>()
  for (const { atMs, event } of errors) {
    const key = `${event.what} ${event.message} ${event.source}:${event.line}`
    const known = found.get(key)
    if (known) known.count++
    else found.set(key, { atMs, event, count: 1 })
  }
  return [...found.values()]
}

function consoleLines(story: Story): Report['console'] {
  return story.console.flatMap(({ atMs, event }) => {
    if (event.level !== 'error' && event.level !== 'warn' && event.level !== 'assert') return []
    const text = event.args.map(argumentText).join(' ').slice(0, 300)
    return [{ atMs, level: event.level, text }]
  })
}

function argumentText(argument: unknown): string {
  return typeof argument === 'string' ? argument : (JSON.stringify(argument) ?? '')
}
