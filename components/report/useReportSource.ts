import { useMemo } from 'preact/hooks'
import type { ReportDraft } from '../../lib/format/reportDraft'
import type { NodeMark } from '../../lib/format/settings'
import type { RecordingSource } from '../../lib/format/source'
import { tightenSource } from '../../lib/privacy/tightenSource'
import { isSelector } from '../isSelector'
import { useServices } from '../services'

/**
 * Opens the session as the report will hold it: what was masked since, and on top of it what this report masks. Each
 * reader opens its own: masking again walks a stream from its start, and two readers at different places would send each
 * other back all the time.
 */
export type OpenSource = () => RecordingSource

export function useReportSource(
  sessionId: string,
  { level, redactions }: Pick<ReportDraft, 'level' | 'redactions'>,
): OpenSource {
  const services = useServices()
  // By what they say: a draft is a new object with every key that is pressed.
  const chosen = redactions.map(({ selector, choices, node }) => ({
    selector,
    // A broader choice is about more than the one element.
    ...(selector === choices[0] ? node : undefined),
  }))
  const said = JSON.stringify([level, chosen])
  return useMemo(() => {
    const usable = chosen.filter(({ selector }) => isSelector(selector))
    const marks = usable.filter(isMark)
    const rules = usable
      .filter((each) => !isMark(each))
      .map(({ selector }) => ({ selector, effect: 'mask' as const }))
    const key = crypto.randomUUID()
    return () => {
      const copied = services.openSource(sessionId, { isCopied: true })
      if (level === undefined && usable.length === 0) return copied
      const policy = { level: level ?? ('allow' as const), rules, marks, key }
      return tightenSource(copied, policy, document, { isCopied: true })
    }
  }, [services, sessionId, said])
}

function isMark<T extends Partial<NodeMark>>(chosen: T): chosen is T & NodeMark {
  return chosen.streamId !== undefined
}
