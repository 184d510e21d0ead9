import type { Policy } from '../format/settings'
import type { ContentCommands } from '../messages/protocol'
import type { Handlers } from '../messages/runtime'
import type { Stoppable } from '../platform/stoppable'
import { claim } from './claimPlace'
import { member, parseClaim, parseVerify } from './commandFields'
import { maskingOfFrame } from './frameMasking'
import { framePathOf } from './frames'
import type { Recording, Request } from './recordingTypes'

const MAX_CLAIM_ROUNDS = 6

/** What the worker asks a document about the frames in it and about its own place; see `frames.ts`. */
export function frameCommands(deps: {
  window: Window & typeof globalThis
  request: Request
  /** Resolves when it is known whether this document is recorded. */
  asked(): Promise<void>
  /** Undefined: nothing is recorded. */
  now(): { recording: Recording; claims: Stoppable; policy: Policy } | undefined
}): Pick<Handlers<ContentCommands>, 'frame.masking' | 'frame.claimed' | 'frame.verify'> {
  const { window, request } = deps
  return {
    'frame.masking': async (payload) => {
      await deps.asked()
      const index = member(payload, 'index')
      const now = deps.now()
      if (!now || typeof index !== 'number') return null
      return maskingOfFrame(now.policy, window, index)
    },
    'frame.claimed': async (payload) => {
      const claimed = parseClaim(payload)
      const now = deps.now()
      if (!now || !claimed) return null
      const { stream, streamId } = now.recording
      if (stream?.frames.claimed(claimed) !== 'verify' || claimed.round >= MAX_CLAIM_ROUNDS)
        return null
      const { streamId: child, round } = claimed
      await request('frame.verify', { streamId: child, parentStreamId: streamId, round })
      return null
    },
    'frame.verify': async (payload) => {
      const { streamId, round } = parseVerify(payload)
      const now = deps.now()
      if (now?.recording.streamId !== streamId) return null
      now.claims.stop() // a parent has heard us
      claim({ streamId, framePath: framePathOf(window), round: round + 1 }, request)
      return null
    },
  }
}
