import { isFailedRequest } from '../../lib/exporters/failures'
import { clockTime } from '../../lib/exporters/report'
import { readStory } from '../../lib/exporters/story'
import type { RecordingSource } from '../../lib/format/source'

export interface Summary {
  title: string
  url: string
  startedAt: string
  durationMs: number
  level: string
  status: string
  pages: number
  documents: number
  chunks: number
  events: number
  steps: number
  errors: number
  requests: number
  failedRequests: number
  signals: number
  gaps: number
  resources: { kept: number; bytes: number; missing: number }
}

/** Reads every event and every resource once: what cannot be read rejects. */
export async function summarize(source: RecordingSource): Promise<Summary> {
  const story = await readStory(source)
  const { session, streams } = story
  const chunks = await source.chunks()
  const refs = await source.resourceRefs()
  let kept = 0
  let bytes = 0
  for (const hash of new Set(refs.flatMap((ref) => ref.hash ?? []))) {
    const resource = await source.resource(hash)
    if (!resource) continue
    kept++
    bytes += resource.bytes.length
  }
  return {
    title: session.title,
    url: session.url,
    startedAt: new Date(session.startedAt).toISOString(),
    durationMs: Math.round(story.durationMs),
    level: session.level,
    status: session.status,
    pages: story.pages.length,
    documents: streams.length,
    chunks: chunks.length,
    events: chunks.reduce((sum, chunk) => sum + chunk.events, 0),
    steps: story.steps.length,
    errors: story.errors.length,
    requests: story.network.length,
    failedRequests: story.network.filter(({ event }) => isFailedRequest(event)).length,
    signals: story.signals.length,
    gaps: story.gaps.length,
    resources: { kept, bytes, missing: refs.filter(({ missing }) => missing !== undefined).length },
  }
}

/** One fact a line, for people. */
export function summaryText(summary: Summary): string {
  const { resources } = summary
  const rows: [string, string | number][] = [
    ['Title', summary.title],
    ['Page', summary.url],
    ['Recorded', summary.startedAt],
    ['Length', clockTime(summary.durationMs)],
    ['Masking', summary.level],
    ['Status', summary.status],
    ['Pages', `${summary.pages} in ${summary.documents} documents`],
    ['Events', `${summary.events} in ${summary.chunks} chunks`],
    ['Steps', summary.steps],
    ['Errors', summary.errors],
    ['Requests', `${summary.requests}, ${summary.failedRequests} failed`],
    ['Signals', summary.signals],
    ['Gaps', summary.gaps],
    ['Resources', `${resources.kept} (${resources.bytes} bytes), ${resources.missing} missing`],
  ]
  return rows.map(([name, value]) => `${`${name}:`.padEnd(11)}${value}`).join('\n')
}
