import { describe, expect, it } from 'vitest'
import type { PrivacyLevel } from '../../format/settings'
import { createMasker } from '../../privacy/createMasker'
import { consoleEvent } from './trackProbeConsole'
import { errorEvent } from './trackProbeErrors'
import { parseProbeNews } from './trackProbeFields'
import { networkEvent, socketEvent } from './trackProbeNetwork'
import { storageEvent } from './trackProbeStorage'

const maskerOf = (level: PrivacyLevel) =>
  createMasker({ level, rules: [] }, { baseUrl: () => 'https://shop.example/cart' })
const open = maskerOf('allow')
const strict = maskerOf('mask-all')

describe('news of the probe', () => {
  it('is refused where it is none', () => {
    for (const news of [undefined, null, 1, 'text', []])
      expect(parseProbeNews(news)).toBeUndefined()
  })

  it('is cut to what a probe can have said', () => {
    const news = parseProbeNews({
      state: [0, 'x', 1.5, -0, null, 2],
      records: Array.from({ length: 10_000 }, () => ({ kind: 'console' })).concat(null as never),
      dropped: { console: 3.7, error: -1, other: 'many' },
    })
    expect(news?.state).toEqual([0, -0, 2])
    expect(news?.records).toHaveLength(5_000)
    expect(news?.dropped).toEqual({ console: 3 })
  })

  it('becomes no event where a forger made it up', () => {
    expect(consoleEvent({ level: 'shout', args: [] }, 1, open)).toBeUndefined()
    expect(consoleEvent({ level: 'log', args: 'none' }, 1, open)).toBeUndefined()
    expect(errorEvent({ what: 'everything' }, 1, open)).toBeUndefined()
    expect(networkEvent({ via: 'pigeon' }, 1, open)).toBeUndefined()
    expect(socketEvent({ via: 'websocket', action: 'open' }, 1, open)).toBeUndefined()
    expect(storageEvent({ area: 'cloud', action: 'set' }, 1, open)).toBeUndefined()
  })
})

describe('a console line', () => {
  const args = [
    'hello',
    42,
    { name: 'Ada', password: 'hunter2', token: { a: 1 } },
    { $: 'date', value: '2026' },
  ]

  it('keeps what may be kept, and never what a key calls secret', () => {
    const event = consoleEvent({ level: 'log', args, repeat: 2 }, 5, open)
    expect(event).toEqual({
      kind: 'console',
      time: 5,
      level: 'log',
      repeat: 2,
      args: [
        'hello',
        42,
        { name: 'Ada', password: expect.not.stringContaining('hunter2'), token: { $: 'masked' } },
        { $: 'date', value: '2026' },
      ],
    })
  })

  it('keeps its shape and nothing of its words at mask-all', () => {
    const event = consoleEvent({ level: 'warn', args }, 5, strict)
    expect(event?.args).toHaveLength(4)
    expect(JSON.stringify(event)).not.toMatch(/hello|Ada|hunter2/)
    expect(event?.args[1]).toBe('00')
    expect(event?.args[3]).toEqual({ $: 'date', value: '0000' })
  })

  it('ends on values of any depth', () => {
    const deep = Array.from({ length: 100 }).reduce<unknown>((inner) => [inner], 'deep')
    expect(JSON.stringify(consoleEvent({ level: 'log', args: [deep] }, 0, open))).not.toContain(
      'deep',
    )
  })
})

describe('an error', () => {
  it('keeps the names of the platform and masks made-up ones', () => {
    const said = { what: 'uncaught', message: 'x is bad', line: 3 }
    expect(errorEvent({ ...said, name: 'TypeError' }, 0, strict)).toMatchObject({
      name: 'TypeError',
      line: 3,
    })
    const event = errorEvent({ ...said, name: 'CustomerAda' }, 0, strict)
    expect(JSON.stringify(event)).not.toMatch(/Ada|bad/)
  })
})

describe('a request', () => {
  const request = {
    via: 'xhr',
    method: 'post',
    url: '/api?q=1',
    status: 200,
    durationMs: 12.4,
    requestHeaders: [['Authorization', 'Bearer abc'], 'odd', ['x', 1]],
    headerText: 'content-type: application/json; charset=utf-8\r\ncontent-length: 12\r\n',
    requestBody: '{"user":"Kallisto","password":"hunter2"}',
    requestBytes: 40,
    noResponseBody: 'not-asked',
  }

  it('is told with its sizes, its type and a reason for what is left out', () => {
    const event = networkEvent(request, 7, open)
    expect(event).toMatchObject({
      method: 'POST',
      url: 'https://shop.example/api?q=1',
      status: 200,
      durationMs: 12,
      mimeType: 'application/json',
      requestBytes: 40,
      responseBytes: 12,
      omitted: { responseBody: 'not-asked' },
    })
    expect(event?.requestHeaders).toHaveLength(1)
    expect(JSON.stringify(event)).not.toMatch(/\babc\b|hunter2/)
  })

  it('says how long a body was that it cut', () => {
    const event = networkEvent({ ...request, responseBody: 'a', cutresponseBody: 90_000 }, 7, open)
    expect(event?.omitted?.responseBody).toBe('cut at 64000 of 90000 characters')
  })

  it('never keeps a method or a reason that is somebody’s words', () => {
    const event = networkEvent(
      { ...request, method: 'KALLISTO', noResponseBody: 'Kallisto said' },
      7,
      strict,
    )
    expect(event?.method).toBe('OTHER')
    // No hash of the address, which is of random letters, can be it.
    expect(JSON.stringify(event)).not.toMatch(/kallisto/i)
  })
})

describe('storage', () => {
  it('keeps a value unless its key calls it secret', () => {
    const set = { area: 'local', action: 'set' }
    expect(storageEvent({ ...set, key: 'theme', value: 'dark' }, 0, open)).toMatchObject({
      key: 'theme',
      value: 'dark',
    })
    const secret = storageEvent({ ...set, key: 'access_token', value: 'abcdef' }, 0, open)
    expect(secret?.value).not.toContain('abcdef')
    expect(storageEvent({ ...set, key: 'k', value: 'dark' }, 0, strict)?.value).not.toBe('dark')
  })
})
