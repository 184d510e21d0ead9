/** What the recorder reads from commands. */
import type { EndReason } from '../format/session'
import type { Policy } from '../format/settings'
import type { SeenRequest } from '../messages/seenRequest'

export function mintId(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))]
    .map((part) => part.toString(36).padStart(7, '0'))
    .join('')
}

export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined
}

export function reasonOf(payload: unknown): EndReason {
  const reason = member(payload, 'reason')
  return typeof reason === 'string' ? (reason as EndReason) : 'user'
}

/** The worker is our own, yet a policy of an older version must not lower anything by being misread. */
export function policyOf(payload: unknown): Policy | undefined {
  const policy = member(payload, 'policy')
  const level = member(policy, 'level')
  const rules = member(policy, 'rules')
  if (level !== 'mask-all' && level !== 'mask-user-input' && level !== 'allow') return undefined
  return Array.isArray(rules) ? (policy as Policy) : undefined
}

export function parseClaim(payload: unknown) {
  const streamId = member(payload, 'streamId')
  const framePath = member(payload, 'framePath')
  const round = member(payload, 'round')
  if (typeof streamId !== 'string' || typeof round !== 'number' || !Array.isArray(framePath))
    return undefined
  return { streamId, round, framePath: framePath.map(Number) }
}

export function parseVerify(payload: unknown): { streamId: string; round: number } {
  return { streamId: String(member(payload, 'streamId')), round: Number(member(payload, 'round')) }
}

export function parseSeen(payload: unknown): SeenRequest[] {
  const requests = member(payload, 'requests')
  // The worker is our own and of the same version: what it sends is whole or absent.
  return Array.isArray(requests) ? (requests as SeenRequest[]) : []
}

/** The wall clock names the moment, the other one counts from there: it never jumps. */
export function momentNow(): { at: number; tick: number } {
  return { at: Date.now(), tick: performance.now() }
}
