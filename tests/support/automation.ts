import type { Page } from '@playwright/test'

export type PrivacyLevel = 'mask-all' | 'mask-user-input' | 'allow'
export type ExportFormat =
  | 'rrweb'
  | 'archive'
  | 'html'
  | 'playwright'
  | 'puppeteer'
  | 'markdown'
  | 'har'

export interface StartOptions {
  privacy?: PrivacyLevel
  capture?: {
    console?: boolean
    network?: boolean
    networkBodies?: boolean
    canvas?: boolean
    resources?: boolean
  }
}

export interface SessionSummary {
  sessionId: string
  title: string
  url: string
  status: 'recording' | 'complete' | 'interrupted'
  startedAt: number
  endedAt: number | null
  events: number
  frames: number
  errors: number
  rawBytes: number
  storedBytes: number
  resourceBytes: number
}

export interface RrwebEvent {
  type: number
  data: unknown
  timestamp: number
}

/**
 * The automation object as `docs/automation.md` promises it to people, written down a second time on purpose: these
 * tests use the public contract and notice when the code drifts from it.
 */
export interface Recount {
  setConsent(
    origin: string,
    consent: 'never' | 'ask' | 'always',
    options?: { privacy?: PrivacyLevel },
  ): Promise<void>
  setRules(
    origin: string,
    rules: { selector: string; effect: 'mask' | 'block' | 'allow' | 'ignore' }[],
  ): Promise<void>
  start(
    tab: { tabId: number } | { url: string },
    options?: StartOptions,
  ): Promise<{ sessionId: string }>
  stop(sessionId: string): Promise<SessionSummary>
  list(): Promise<SessionSummary[]>
  events(sessionId: string): Promise<RrwebEvent[]>
  stored(sessionId: string): Promise<string>
  export(
    sessionId: string,
    format: ExportFormat,
  ): Promise<{ fileName: string; mimeType: string; bytes: string }>
  import(fileName: string, bytes: string): Promise<{ sessionId: string }>
  open(sessionId: string, options?: { scale?: number }): Promise<{ durationMs: number }>
  remove(sessionId: string): Promise<void>
  clear(): Promise<void>
  player: {
    seek(ms: number): Promise<void>
    play(speed?: number): Promise<void>
    pause(): Promise<void>
    timeMs(): Promise<number>
  }
}

/** Drives the automation object of an open `sessions.html` from a test. */
export function driveAutomation(page: Page): Recount {
  async function call<T>(path: string, ...args: unknown[]): Promise<T> {
    return page.evaluate(
      ([path, args]) => {
        const recount = Reflect.get(globalThis, 'recount')
        const parts = path.split('.')
        const name = parts.pop() ?? ''
        const target = parts.reduce((object, part) => object[part], recount)
        return target[name](...args)
      },
      [path, args] as const,
    )
  }
  return {
    setConsent: (...args) => call('setConsent', ...args),
    setRules: (...args) => call('setRules', ...args),
    start: (...args) => call('start', ...args),
    stop: (...args) => call('stop', ...args),
    list: () => call('list'),
    events: (...args) => call('events', ...args),
    stored: (...args) => call('stored', ...args),
    export: (...args) => call('export', ...args),
    import: (...args) => call('import', ...args),
    open: (...args) => call('open', ...args),
    remove: (...args) => call('remove', ...args),
    clear: () => call('clear'),
    player: {
      seek: (...args) => call('player.seek', ...args),
      play: (...args) => call('player.play', ...args),
      pause: () => call('player.pause'),
      timeMs: () => page.evaluate(() => Reflect.get(globalThis, 'recount').player.timeMs),
    },
  }
}
