import { useEffect, useState } from 'preact/hooks'
import type { MaskRule, PrivacyLevel } from '../../lib/format/settings'
import type { RecordingSource } from '../../lib/format/source'
import type { WouldBeCounts } from '../../lib/format/wouldBe'
import { type Leak, scanSession } from '../../lib/leaks/scanSession'
import { fromBase64 } from '../../lib/platform/bytes'
import { describeError } from '../../lib/platform/describeError'
import { type Services, useServices, type WouldBe } from '../services'
import { type WouldBeResource, wouldBeSource } from './wouldBeSource'

export type WouldBeState =
  | { status: 'loading' }
  | { status: 'failed'; error: string }
  | { status: 'ready'; source: RecordingSource; counts: WouldBeCounts; leaks: Leak[] }

/** Between two looks at the page, at least. A page that takes long to look at is looked at less often. */
const SHORTEST_PAUSE_MS = 800
const PAUSE_PER_COST = 10

interface Wish {
  tabId: number
  level: PrivacyLevel
  rules: readonly MaskRule[]
}

/** What a recording of the tab would hold, looked at again when the page, the level or the rules change. */
export function useWouldBe({ tabId, level, rules }: Wish): WouldBeState {
  const services = useServices()
  const [state, setState] = useState<WouldBeState>({ status: 'loading' })
  useEffect(() => {
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    let pauseMs = SHORTEST_PAUSE_MS
    const bytes = new Map<string, WouldBeResource | undefined>()
    const look = async () => {
      timer = undefined
      const started = performance.now()
      try {
        const wouldBe = await services.wouldBe(tabId)
        const next = await stateOf({ services, tabId, level, wouldBe, bytes })
        if (!isOver) setState(next)
      } catch (error) {
        if (!isOver) setState({ status: 'failed', error: describeError(error) })
      }
      pauseMs = Math.max(SHORTEST_PAUSE_MS, (performance.now() - started) * PAUSE_PER_COST)
    }
    const watch = services.watchPageChanges(tabId, () => {
      timer ??= setTimeout(look, pauseMs)
    })
    look()
    return () => {
      isOver = true
      clearTimeout(timer)
      watch.stop()
    }
  }, [services, tabId, level, rules])
  return state
}

interface Looked {
  services: Services
  tabId: number
  level: PrivacyLevel
  wouldBe: WouldBe
  /** What was fetched for an earlier look. */
  bytes: Map<string, WouldBeResource | undefined>
}

async function stateOf({ services, tabId, level, wouldBe, bytes }: Looked): Promise<WouldBeState> {
  const resources: WouldBeResource[] = []
  for (const { resources: inline } of wouldBe.documents) {
    for (const { key, mimeType, text, base64 } of inline) {
      const body = base64 === undefined ? new TextEncoder().encode(text) : fromBase64(base64)
      resources.push({ key, mimeType, bytes: body })
    }
  }
  const wanted = wouldBe.documents.flatMap((each) => each.wanted)
  const fresh = wanted.filter(({ key }) => !bytes.has(key))
  for (const { key } of fresh) bytes.set(key, undefined)
  if (fresh.length > 0) {
    for (const { key, mimeType, base64 } of await services.fetchForPreview(tabId, fresh))
      bytes.set(key, { key, mimeType, bytes: fromBase64(base64) })
  }
  for (const { key } of wanted) {
    const found = bytes.get(key)
    if (found && !resources.includes(found)) resources.push(found)
  }
  const source = wouldBeSource(wouldBe, level, resources)
  const { leaks } = await scanSession(source)
  return { status: 'ready', source, counts: sumOf(wouldBe), leaks }
}

function sumOf({ documents }: WouldBe): WouldBeCounts {
  const zero = () => ({ kept: 0, masked: 0 })
  const sum: WouldBeCounts = {
    texts: zero(),
    inputs: zero(),
    attributes: zero(),
    images: zero(),
    urls: zero(),
    blocked: 0,
  }
  for (const { counts } of documents) {
    for (const kind of ['texts', 'inputs', 'attributes', 'images', 'urls'] as const) {
      sum[kind].kept += counts[kind].kept
      sum[kind].masked += counts[kind].masked
    }
    sum.blocked += counts.blocked
  }
  return sum
}
