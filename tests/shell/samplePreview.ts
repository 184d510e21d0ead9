import type { WouldBe } from '../../components/services'
import type { PreviewElement, PreviewReport, PreviewState } from '../../lib/format/previewReport'
import type { WouldBeCounts } from '../../lib/format/wouldBe'
import { TEST_EPOCH } from '../support/inMemorySource'
import { sampleSource } from './sampleRecording'

const ELEMENTS: [
  path: string,
  what: PreviewElement['what'],
  ours: PreviewState,
  theirs: PreviewState,
][] = [
  ['#title', 'text', 'masked', 'kept'],
  ['#account > p:nth-of-type(2)', 'text', 'masked', 'kept'],
  ['#search', 'input', 'masked', 'masked'],
  ['#photo', 'image', 'blocked', 'kept'],
  ['main:nth-of-type(1) > article:nth-of-type(3) > span:nth-of-type(1)', 'text', 'kept', 'masked'],
]

/** What two recorders make of a made-up page. */
export function sampleReport(profile: string): PreviewReport {
  const isOurs = profile === ''
  return {
    url: 'https://shop.example/',
    takenAt: TEST_EPOCH,
    profile: {
      id: isOurs ? 'recount' : profile,
      name: isOurs ? 'Recount' : profile,
      version: '',
      confidence: isOurs ? 'own' : 'code',
      level: 'mask-all',
    },
    counts: { kept: 1, masked: 3, blocked: 1 },
    elements: ELEMENTS.map(([path, what, ours, theirs]) => ({
      path,
      what,
      state: isOurs ? ours : theirs,
      reason: { kind: 'level', detail: isOurs ? 'mask-all' : 'mask-user-input' },
    })),
  }
}

const COUNTS: WouldBeCounts = {
  texts: { kept: 12, masked: 148 },
  inputs: { kept: 0, masked: 4 },
  attributes: { kept: 310, masked: 25 },
  images: { kept: 0, masked: 12 },
  urls: { kept: 3, masked: 41 },
  blocked: 1,
}

/** The first moment of the sample recording. */
export async function sampleWouldBe(): Promise<WouldBe> {
  const source = sampleSource({})
  const [chunk] = await source.chunks()
  const events = chunk ? await source.events(chunk) : []
  const { origin, url, title } = await source.session()
  const snapshot = events.filter(({ kind }) => kind === 'snapshot').slice(0, 1)
  return {
    origin,
    url,
    title,
    documents: [
      {
        framePath: [],
        events: [...snapshot, { kind: 'input', time: 0, id: 1, value: 'ann@greencorner.io' }],
        resources: [],
        wanted: [],
        frames: [],
        counts: COUNTS,
        tookMs: 3,
      },
    ],
  }
}
