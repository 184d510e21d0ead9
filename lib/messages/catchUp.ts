import type { Session } from '../format/session'
import type { UiRequests } from './protocol'
import { send } from './runtime'

/** Resolves when all is stored that was recorded of the session up to now; see `recording.catchUp`. Never rejects. */
export async function catchUp({ sessionId, status }: Session): Promise<void> {
  if (status !== 'recording') return
  // What is stored can be read, whether the worker answers or not.
  await send<UiRequests, 'recording.catchUp'>('recording.catchUp', { sessionId }).catch(() => {})
}
