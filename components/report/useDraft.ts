import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { ReportDraft } from '../../lib/format/reportDraft'
import { describeError } from '../../lib/platform/describeError'
import { useServices } from '../services'

/** Not with every key, and well before anybody has closed the tab. */
const SAVE_AFTER_MS = 400

export type DraftPatch = Partial<Omit<ReportDraft, 'sessionId' | 'changedAt'>>

export interface OpenDraft {
  draft: ReportDraft
  /** `saved`: what is shown is on the disk; `none`: there is nothing to keep. */
  state: 'none' | 'changed' | 'saved' | 'failed'
  problem: string
  change(patch: DraftPatch): void
  /** Back to what is proposed. Returns the draft that was, for undo. */
  discard(): ReportDraft
}

/** The report that is being written about a session; undefined while it is read. */
export function useDraft(sessionId: string): OpenDraft | undefined {
  const services = useServices()
  const [draft, setDraft] = useState<ReportDraft>()
  const [state, setState] = useState<OpenDraft['state']>('none')
  const [problem, setProblem] = useState('')
  const waiting = useRef<ReportDraft>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const save = useCallback(() => {
    const next = waiting.current
    waiting.current = undefined
    if (!next) return
    services.putDraft(next).then(
      () => setState((before) => (waiting.current || before === 'none' ? before : 'saved')),
      (error: unknown) => {
        setState('failed')
        setProblem(describeError(error))
      },
    )
  }, [services])

  useEffect(() => {
    let isOver = false
    services.getDraft(sessionId).then(
      (found) => {
        if (isOver) return
        setDraft(found ?? emptyDraft(sessionId))
        setState(found ? 'saved' : 'none')
      },
      // What cannot be read is begun anew.
      () => !isOver && setDraft(emptyDraft(sessionId)),
    )
    // A tab that is closed has time for one transaction, and for nothing that begins later.
    const onHide = () => document.visibilityState === 'hidden' && save()
    document.addEventListener('visibilitychange', onHide)
    return () => {
      isOver = true
      document.removeEventListener('visibilitychange', onHide)
      clearTimeout(timer.current)
      save()
    }
  }, [services, sessionId, save])

  if (!draft) return undefined
  return {
    draft,
    state,
    problem,
    change(patch) {
      const next = { ...(waiting.current ?? draft), ...patch, changedAt: services.now() }
      waiting.current = next
      setDraft(next)
      setState('changed')
      clearTimeout(timer.current)
      timer.current = setTimeout(save, SAVE_AFTER_MS)
    },
    discard() {
      clearTimeout(timer.current)
      waiting.current = undefined
      setDraft(emptyDraft(sessionId))
      setState('none')
      services.deleteDraft(sessionId).catch((error: unknown) => {
        setState('failed')
        setProblem(describeError(error))
      })
      return draft
    },
  }
}

function emptyDraft(sessionId: string): ReportDraft {
  return { sessionId, changedAt: 0, texts: {}, redactions: [], shots: [] }
}
