import type { Natives } from '../platform/natives'
import type { Outbox } from './outbox'

/** A request on its way: what is known of it before its answer. */
export interface PendingRequest {
  readonly startMs: number
  /** JSON members. */
  readonly members: string
}

/** Requests without an answer yet. They are told as unfinished when the recording ends before they do. */
export interface PendingRequests {
  add(request: PendingRequest): void
  /** False where it has been told already. */
  settle(request: PendingRequest): boolean
  tellUnfinished(): void
}

export function createPendingRequests(natives: Natives, outbox: Outbox): PendingRequests {
  const { setAdd, setDelete, setForEach, setClear, nowMs } = natives
  const pending: Set<PendingRequest> = new natives.Set()

  return {
    add(request) {
      setAdd(pending, request)
    },
    settle: (request) => setDelete(pending, request),
    tellUnfinished() {
      setForEach(pending, ({ members, startMs }) => {
        if (outbox.isFull('network')) return
        const durationMs = nowMs() - startMs
        outbox.say('network', `${members},"durationMs":${durationMs},"error":"unfinished"`, startMs)
      })
      setClear(pending as Set<never>)
    },
  }
}
