import { useEffect, useState } from 'preact/hooks'
import type { RecordingSource } from '../../lib/format/source'
import { type LeakReport, scanSession } from '../../lib/leaks/scanSession'
import { describeError } from '../../lib/platform/describeError'

export type LeakScan =
  | { status: 'running'; share: number }
  | { status: 'done'; report: LeakReport }
  | { status: 'failed'; error: string }

/** Looks through a session; stops looking when the component goes. */
export function useLeakScan(source: RecordingSource): LeakScan {
  const [scan, setScan] = useState<LeakScan>({ status: 'running', share: 0 })
  useEffect(() => {
    const abort = new AbortController()
    const { signal } = abort
    setScan({ status: 'running', share: 0 })
    scanSession(source, {
      signal,
      onProgress: (done, total) => {
        if (!signal.aborted) setScan({ status: 'running', share: done / total })
      },
    }).then(
      (report) => !signal.aborted && setScan({ status: 'done', report }),
      (error: unknown) =>
        !signal.aborted && setScan({ status: 'failed', error: describeError(error) }),
    )
    return () => abort.abort()
  }, [source])
  return scan
}
