import fc from 'fast-check'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { inMemorySource, type TestRecording } from '../../tests/support/inMemorySource'
import { shopRecording } from '../../tests/support/shopRecording'
import type { RecordEvent } from '../format/events'
import type { RecordingSource } from '../format/source'
import { openArchive } from './readArchive'
import { exportFile } from './runExport'
import { archiveExporter } from './toArchive'

async function archived(recording: TestRecording): Promise<Blob> {
  return (await exportFile(archiveExporter, inMemorySource(recording))).blob
}

/** All that a source can tell, in an order that does not depend on how it is stored. */
async function contents(source: RecordingSource) {
  const chunks = await source.chunks()
  const refs = await source.resourceRefs()
  return {
    session: await source.session(),
    streams: byKey(await source.streams(), ({ streamId }) => streamId),
    chunks: byKey(chunks, ({ streamId, seq }) => `${streamId} ${String(seq).padStart(9)}`),
    events: await Promise.all(
      byKey(chunks, ({ streamId, seq }) => `${streamId} ${String(seq).padStart(9)}`).map((chunk) =>
        source.events(chunk),
      ),
    ),
    refs: byKey(refs, ({ key }) => key),
    resources: await Promise.all(
      byKey(refs, ({ key }) => key).map(async ({ hash }) => {
        const found = hash === undefined ? undefined : await source.resource(hash)
        return found && { mimeType: found.mimeType, bytes: [...found.bytes] }
      }),
    ),
  }
}

function byKey<T>(items: T[], key: (item: T) => string): T[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** The archive with one file replaced, or taken out. */
async function tampered(path: string, content: string | undefined): Promise<Blob> {
  const files = unzipSync(new Uint8Array(await (await archived(shopRecording())).arrayBuffer()))
  if (content === undefined) delete files[path]
  else files[path] = strToU8(content)
  return new Blob([zipSync(files) as Uint8Array<ArrayBuffer>])
}

async function manifest(): Promise<Record<string, unknown>> {
  const files = unzipSync(new Uint8Array(await (await archived(shopRecording())).arrayBuffer()))
  return JSON.parse(new TextDecoder().decode(files['manifest.json'])) as Record<string, unknown>
}

const anyEvent: fc.Arbitrary<RecordEvent> = fc.oneof(
  fc.record({
    time: fc.nat(1e6),
    kind: fc.constant('mark' as const),
    note: fc.string({ unit: 'grapheme' }),
  }),
  fc.record({
    time: fc.nat(1e6),
    kind: fc.constant('console' as const),
    level: fc.constant('log' as const),
    args: fc.array(fc.jsonValue()),
  }),
  fc.record({
    time: fc.nat(1e6),
    kind: fc.constant('mutation' as const),
    texts: fc.array(fc.tuple(fc.nat(), fc.string())),
  }),
)

describe('archive', () => {
  it('imports back to the same session', async () => {
    const source = inMemorySource(shopRecording())
    const reopened = await openArchive((await exportFile(archiveExporter, source)).blob)
    expect(await contents(reopened)).toEqual(await contents(source))
  })

  it('imports back whatever was recorded', async () => {
    const anyStreams = fc.array(
      fc.record({ events: fc.array(anyEvent, { minLength: 1, maxLength: 20 }) }),
      { minLength: 1, maxLength: 4 },
    )
    await fc.assert(
      fc.asyncProperty(anyStreams, fc.uint8Array(), async (streams, bytes) => {
        const recording = {
          streams,
          chunkSize: 3,
          resources: { a: { mimeType: 'font/woff2', bytes } },
        }
        const reopened = await openArchive(await archived(recording))
        // What JSON does to -0 and the like happened when it was first stored.
        const stored: unknown = JSON.parse(
          JSON.stringify(await contents(inMemorySource(recording))),
        )
        expect(JSON.parse(JSON.stringify(await contents(reopened)))).toEqual(stored)
      }),
      { numRuns: 50 },
    )
  })

  it('is the same bytes every time', async () => {
    const bytes = async () => new Uint8Array(await (await archived(shopRecording())).arrayBuffer())
    expect(await bytes()).toEqual(await bytes())
  })

  it('opens with any zip program', async () => {
    const files = unzipSync(new Uint8Array(await (await archived(shopRecording())).arrayBuffer()))
    expect(Object.keys(files).slice(0, 3)).toEqual([
      'manifest.json',
      'streams/0000/000000.json',
      'streams/0000/000001.json',
    ])
  })
})

describe('a hostile archive', () => {
  const refuses = async (file: Blob, message: RegExp) => {
    await expect(
      openArchive(file).then(async (source) => {
        for (const chunk of await source.chunks()) await source.events(chunk)
        for (const { hash } of await source.resourceRefs()) if (hash) await source.resource(hash)
      }),
    ).rejects.toThrow(message)
  }

  it('is refused when it is no zip at all, empty, or cut off', async () => {
    await refuses(new Blob(['hello']), /not a zip/)
    await refuses(new Blob([]), /not a zip/)
    const whole = await archived(shopRecording())
    await refuses(whole.slice(0, whole.size - 40), /not a zip/)
    await refuses(whole.slice(200), /damaged/)
  })

  it.each(['../evil.json', '/etc/passwd', 'a/../../b', 'C:\\x', 'a\u0000b', ''])(
    'is refused for a file named %j',
    async (name) => {
      const files = { 'manifest.json': strToU8('{}'), [name]: strToU8('x') }
      await refuses(new Blob([zipSync(files) as Uint8Array<ArrayBuffer>]), /with the name/)
    },
  )

  it('is refused when a file is larger than it says', async () => {
    const bytes = zipSync({ 'manifest.json': strToU8('0'.repeat(100_000)) })
    const directory = bytes.length - 22 - 46 - 'manifest.json'.length
    new DataView(bytes.buffer).setUint32(directory + 24, 1000, true)
    await refuses(new Blob([bytes as Uint8Array<ArrayBuffer>]), /larger than it says/)
  })

  it('is refused when a file is smaller than it says, or says the impossible', async () => {
    const bytes = zipSync({ 'manifest.json': strToU8('[]'.repeat(100)) })
    const directory = bytes.length - 22 - 46 - 'manifest.json'.length
    const say = (size: number) => {
      new DataView(bytes.buffer).setUint32(directory + 24, size, true)
      return new Blob([bytes as Uint8Array<ArrayBuffer>])
    }
    await refuses(say(5000), /cut off/)
    await refuses(say(60_000_000), /damaged/)
    await refuses(say(4_000_000_000), /too large/)
  })

  it('is refused when its bytes were changed', async () => {
    const bytes = new Uint8Array(await (await archived(shopRecording())).arrayBuffer())
    const name = new TextEncoder().encode('streams/0000/000001.json').length
    const at = indexOf(bytes, 'streams/0000/000001.json') + name + 10
    bytes[at] = (bytes[at] ?? 0) ^ 0xff
    await refuses(new Blob([bytes]), /damaged|larger|cut off/)
  })

  it('is refused when a part is missing or is not what it should be', async () => {
    await refuses(await tampered('streams/0000/000001.json', undefined), /not complete/)
    await refuses(await tampered('streams/0000/000001.json', '{"no": "list"}'), /damaged/)
    await refuses(await tampered('streams/0000/000001.json', 'nonsense'), /not JSON/)
    await refuses(await tampered('manifest.json', undefined), /no manifest/)
    await refuses(await tampered('manifest.json', '[]'), /not a recording/)
  })

  it.each<[string, unknown, RegExp]>([
    ['version', 2, /newer version/],
    ['eventFormat', 99, /newer version/],
    ['session', { sessionId: 'x' }, /session cannot be read/],
    ['streams', [{ streamId: '../x' }], /streams cannot be read/],
    ['streams', 'many', /streams cannot be read/],
    ['chunks', [{ streamId: 'unknown' }], /chunks cannot be read/],
    ['resources', [{ key: 'a', hash: '../../x' }], /resources cannot be read/],
  ])('is refused for its %s', async (member, value, message) => {
    const changed = { ...(await manifest()), [member]: value }
    await refuses(await tampered('manifest.json', JSON.stringify(changed)), message)
  })

  it('may hold events nobody knows, and no nonsense among them', async () => {
    const events = [
      { time: 1, kind: 'from the future' },
      5,
      null,
      { kind: 'mark' },
      { time: -1, kind: 'x' },
    ]
    const source = await openArchive(
      await tampered('streams/0000/000000.json', JSON.stringify(events)),
    )
    expect(await source.events({ streamId: 's0', seq: 0 })).toEqual([events[0]])
  })
})

function indexOf(bytes: Uint8Array, text: string): number {
  return new TextDecoder('latin1').decode(bytes).indexOf(text)
}
