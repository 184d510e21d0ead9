import { useMemo } from 'preact/hooks'
import type { ReportDraft } from '../../lib/format/reportDraft'
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
  const selectors = redactions.map(({ selector }) => selector)
  const said = JSON.stringify([level, selectors])
  return useMemo(() => {
    const rules = selectors
      .filter(isSelector)
      .map((selector) => ({ selector, effect: 'mask' as const }))
    const key = crypto.randomUUID()
    return () => {
      const copied = services.openSource(sessionId, { isCopied: true })
      if (level === undefined && rules.length === 0) return copied
      const policy = { level: level ?? ('allow' as const), rules, key }
      return tightenSource(copied, policy, document, { isCopied: true })
    }
  }, [services, sessionId, said])
}
