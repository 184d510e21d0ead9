import type { PageAsk } from '../../messages/pageBridgeRequest'
import type { Ask } from './requests'

type Methods = Record<string, (...args: unknown[]) => unknown>

/** What a vendor's call means here; run instead of the vendor's method, or after it where the vendor is there. */
export type VendorCalls = Record<string, (args: readonly unknown[]) => void>

/** `window.recount`: ours, and as frozen as a page's guest should be. */
export function recountApi(ask: Ask, last: () => PageAsk): Methods {
  return Object.freeze<Methods>({
    enable(options) {
      const { privacy, force } = membersOf(options)
      ask({
        recording: 'on',
        force: force === true,
        ...(typeof privacy === 'string' ? { privacy } : {}),
      })
    },
    disable: () => ask({ recording: 'off' }),
    /** What this page asked for last: never whether it is being recorded, which is the person's business. */
    status: () => (last().recording === 'hold' ? 'unset' : last().recording),
  })
}

/**
 * Dynatrace: replay is off until `enableSessionReplay`, then on for the pages that follow until it is disabled.
 * `enable` only lets the vendor's own monitoring start, which does not exist here.
 */
export function dynatraceCalls(ask: Ask): VendorCalls {
  return {
    enable: () => {},
    disable: () => ask({ recording: 'off' }),
    enableSessionReplay: ([ignoreCostControl]) =>
      ask({ recording: 'on', force: ignoreCostControl === true }),
    disableSessionReplay: () => ask({ recording: 'off' }),
    endSession: () => ask({ recording: 'on', end: true }),
  }
}

/** Datadog: recorded share = sessionSampleRate x sessionReplaySampleRate (default 0), unless forced or held back. */
export function datadogCalls(ask: Ask): VendorCalls {
  return {
    init([configuration]) {
      const { startSessionReplayRecordingManually, ...rates } = membersOf(configuration)
      const sampleRate =
        share(rates.sessionSampleRate, 100) * share(rates.sessionReplaySampleRate, 0)
      const recording = startSessionReplayRecordingManually === true ? 'hold' : 'on'
      ask({ recording, sampleRate })
    },
    startSessionReplayRecording: ([options]) =>
      ask({ recording: 'on', force: membersOf(options).force === true }),
    stopSessionReplayRecording: () => ask({ recording: 'off' }),
  }
}

/** Percent to share. */
function share(percent: unknown, fallback: number): number {
  const value = typeof percent === 'number' && percent >= 0 && percent <= 100 ? percent : fallback
  return value / 100
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/**
 * An object that answers to every name: the vendor's page code goes on after its recording calls with others (actions,
 * users, errors), which do nothing here. `then` is not one of them, or `await` would hang.
 */
export function standIn(calls: VendorCalls, extras: object = {}): object {
  const nothing = () => undefined
  const known: Record<string, unknown> = { ...extras }
  for (const name of Object.keys(calls)) {
    known[name] = (...args: unknown[]) => calls[name]?.(args)
  }
  return new Proxy(known, {
    get(target, name, receiver): unknown {
      if (name === 'then' || name === 'version' || typeof name === 'symbol') return undefined
      return name in target ? Reflect.get(target, name, receiver) : nothing
    },
  })
}
