import { useEffect, useState } from 'preact/hooks'
import type { TabState } from '../../lib/messages/protocol'
import { describeError } from '../../lib/platform/describeError'
import { useServices } from '../services'

export type TabView =
  | { status: 'loading' }
  | { status: 'ready'; tab: TabState }
  | { status: 'failed'; error: string }

const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 8000

/** The inspected tab. A worker that does not answer is asked again, by itself and when somebody says so. */
export function useTab(): { view: TabView; again: () => void } {
  const services = useServices()
  const [view, setView] = useState<TabView>({ status: 'loading' })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let retryMs = FIRST_RETRY_MS * 2 ** Math.min(attempt, 4)
    const watch = services.watchTab(
      (tab) => {
        retryMs = FIRST_RETRY_MS
        setView({ status: 'ready', tab })
      },
      (error) => {
        setView({ status: 'failed', error: describeError(error) })
        timer ??= setTimeout(() => setAttempt(attempt + 1), Math.min(retryMs, LAST_RETRY_MS))
      },
    )
    return () => {
      clearTimeout(timer)
      watch.stop()
    }
  }, [services, attempt])
  return { view, again: () => setAttempt(attempt + 1) }
}
