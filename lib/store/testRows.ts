/** Rows for tests: everything has a value, tests name only what matters to them. */
import { FORMAT_VERSION } from '../format/events'
import type { Session, Stream } from '../format/session'

export function newSession(patch: Partial<Session> = {}): Session {
  return {
    sessionId: 's1',
    formatVersion: FORMAT_VERSION,
    title: '',
    url: 'https://shop.example/',
    origin: 'https://shop.example',
    tabId: 1,
    status: 'recording',
    startedAt: 1000,
    endedAt: null,
    level: 'mask-all',
    pinned: false,
    events: 0,
    frames: 0,
    errors: 0,
    pages: 0,
    rawBytes: 0,
    storedBytes: 0,
    resourceBytes: 0,
    lastActivityAt: 0,
    startReason: 'consent',
    ...patch,
  }
}

export function newStream(patch: Partial<Stream> = {}): Stream {
  return {
    streamId: 't1',
    sessionId: 's1',
    framePath: [],
    frameId: 0,
    url: '',
    title: '',
    startedAt: 1000,
    endedAt: null,
    level: 'mask-all',
    ...patch,
  }
}
