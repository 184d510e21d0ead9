import { useEffect, useRef, useState } from 'preact/hooks'
import type { PrivacyLevel } from '../../lib/format/settings'
import { describeError } from '../../lib/platform/describeError'
import type { RemaskProgress } from '../../lib/remask/runRemask'
import { i18n } from '../i18n'
import { useServices } from '../services'
import type { Toaster } from '../ui/Toast'

export type RemaskState =
  | { status: 'idle' }
  | { status: 'running'; progress: RemaskProgress | undefined; stop: () => void }

export interface Remask {
  state: RemaskState
  /** Writes down what is to be done, then does it. */
  start(sessionIds: string[], level?: PrivacyLevel): Promise<void>
  /** Goes on with what a page that was closed has left. */
  resume(): void
}

/** Masks stored sessions for good. A page that is closed meanwhile leaves the rest for `resume`. */
export function useRemask(toaster: Toaster): Remask {
  const services = useServices()
  const [state, setState] = useState<RemaskState>({ status: 'idle' })
  const running = useRef<AbortController | undefined>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  const run = async (prepare: Promise<void>) => {
    const abort = new AbortController()
    running.current = abort
    const stop = () => abort.abort()
    let last: RemaskProgress | undefined
    setState({ status: 'running', progress: undefined, stop })
    try {
      await prepare
      const { failed, isCancelled } = await services.runRemask({
        signal: abort.signal,
        onProgress(progress) {
          last = progress
          setState({ status: 'running', progress, stop })
        },
      })
      if (isCancelled) toaster.show(i18n.t('remask.stopped'))
      else if (failed.length > 0)
        toaster.show(i18n.t('remask.failed', [String(failed.length), failed[0]?.error ?? '']))
      else toaster.show(i18n.t('remask.done', last?.total ?? 0))
    } catch (error) {
      toaster.show(describeError(error))
    } finally {
      setState({ status: 'idle' })
    }
  }

  return {
    state,
    start: (sessionIds, level) => run(services.addRemaskWork(sessionIds, level)),
    resume: () => void run(Promise.resolve()),
  }
}
