import { isFailedRequest, requestText } from './failures'
import { rankLocators } from './selectors'
import type { Step } from './step'
import type { Story } from './story'
import { expectedUrl } from './urlPattern'

/** Where two visits part: "it worked yesterday". Each member is absent where nothing differs. */
export interface Comparison {
  /** Steps that both have in common, from the start. */
  commonSteps: number
  step?: {
    index: number
    before: Step | undefined
    after: Step | undefined
    why: 'action' | 'outcome'
  }
  /** The first error that only the second visit has. */
  error?: { atMs: number; message: string }
  /** The first failed request that the first visit does not have. */
  request?: { atMs: number; text: string }
}

/** Compares the second visit with the first, step by step. Pairs of equal steps are what a player can play in parallel. */
export function compareStories(before: Story, after: Story): Comparison {
  const first = comparableSteps(before)
  const second = comparableSteps(after)
  const longest = Math.max(first.length, second.length)
  let common = 0
  let step: Comparison['step']
  for (; common < longest; common++) {
    const [one, other] = [first[common], second[common]]
    if (!one || !other || actionKey(one) !== actionKey(other)) {
      step = { index: common, before: one, after: other, why: 'action' }
      break
    }
    if (outcomeKey(one) !== outcomeKey(other)) {
      step = { index: common, before: one, after: other, why: 'outcome' }
      break
    }
  }
  const error = firstNewError(before, after)
  const request = firstNewFailure(before, after)
  return {
    commonSteps: common,
    ...(step ? { step } : {}),
    ...(error ? { error } : {}),
    ...(request ? { request } : {}),
  }
}

/** Window sizes and scrolling differ without anything being different. */
export function comparableSteps({ steps }: Story): Step[] {
  return steps.filter(({ action }) => action !== 'viewport' && action !== 'scroll')
}

/** The same thing done to the same element; what was entered may differ. */
export function actionKey(step: Step): string {
  if (!('target' in step))
    return JSON.stringify([step.action, 'url' in step ? place(step.url) : ''])
  const [best] = rankLocators(step.target)
  return JSON.stringify([
    step.action,
    step.frames.map(({ index }) => index),
    best ?? step.target.tag,
  ])
}

/** What the step led to, as far as it is the same on another day. */
export function outcomeKey({ expect: { url, heading } }: Step): string {
  return JSON.stringify([url === undefined ? '' : place(url), heading ?? ''])
}

/** Without what differs from run to run, and without the host: yesterday may have been on staging. */
function place(url: string): string {
  const expected = expectedUrl(url)
  const text = 'exact' in expected ? expected.exact : expected.pattern
  return text.replace(/^\^?https?:(\\?\/){2}[^/\\]*(\\\.[^/\\]*)*/, '')
}

function firstNewError(before: Story, after: Story): Comparison['error'] {
  const known = new Set(before.errors.map(({ event }) => event.message))
  const found = after.errors.find(({ event }) => !known.has(event.message))
  return found && { atMs: found.atMs, message: found.event.message }
}

function firstNewFailure(before: Story, after: Story): Comparison['request'] {
  const failed = ({ network }: Story) => network.filter(({ event }) => isFailedRequest(event))
  const known = new Set(failed(before).map(({ event }) => requestText(event)))
  const found = failed(after).find(({ event }) => !known.has(requestText(event)))
  return found && { atMs: found.atMs, text: requestText(found.event) }
}
