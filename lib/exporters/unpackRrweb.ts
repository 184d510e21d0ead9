/** Events as tools squeeze them: rrweb's `pack`, PostHog's fields. What comes out is bounded: a file can hold a bomb. */
import { Gunzip, strToU8, Unzlib } from 'fflate'
import { type Loose, loose } from './importRrwebNodes'

/** What one file may unpack to in all. A day of recording is less; a tab cannot hold much more. */
const MOST_BYTES = 384 * 1024 * 1024
/** One event: more is no page. */
const MOST_OF_ONE = 96 * 1024 * 1024
/** What goes in at a time: deflate makes at most 1032 times as much of it. */
const STEP_BYTES = 4096
const TOO_MUCH = 'The recording unpacks to more than can be read.'
/** Members of a PostHog mutation that come as gzip. */
const SQUEEZED = ['texts', 'attributes', 'removes', 'adds'] as const

/** Unpacks the events of one file, one after the other. `undefined` for what is none; throws when there is too much. */
export function createRrwebUnpacker(mostBytes = MOST_BYTES): (value: unknown) => unknown {
  let left = mostBytes

  function inflate(text: string, Stream: typeof Gunzip | typeof Unzlib): unknown {
    const bytes = strToU8(text, true)
    const decoder = new TextDecoder()
    let unpacked = ''
    const least = left - MOST_OF_ONE
    const stream = new Stream((part) => {
      left -= part.length
      if (left < least) left = -1
      if (left < 0) throw new Error(TOO_MUCH)
      unpacked += decoder.decode(part, { stream: true })
    })
    for (let at = 0; at < bytes.length; at += STEP_BYTES) {
      const isLast = at + STEP_BYTES >= bytes.length
      stream.push(bytes.subarray(at, at + STEP_BYTES), isLast)
    }
    return JSON.parse(unpacked)
  }

  function attempt(work: () => unknown): unknown {
    try {
      return work()
    } catch (error) {
      if (left < 0) throw error
      return undefined
    }
  }

  /** rrweb writes zlib bytes, one character each; some tools write each event as JSON text. */
  function unpackText(text: string): unknown {
    return attempt(() => (/^\s*[[{]/.test(text) ? JSON.parse(text) : inflate(text, Unzlib)))
  }

  /** A full snapshot is one gzip, a mutation has one in each list. */
  function unpackPostHog(event: Loose): Loose {
    const { data } = event
    if (typeof data === 'string') return { ...event, data: attempt(() => inflate(data, Gunzip)) }
    const members: Loose = { ...loose(data) }
    for (const name of SQUEEZED) {
      const squeezed = members[name]
      if (typeof squeezed === 'string') {
        members[name] = squeezed === '' ? [] : attempt(() => inflate(squeezed, Gunzip))
      }
    }
    return { ...event, data: members }
  }

  return (value) => {
    const event = typeof value === 'string' ? unpackText(value) : value
    return typeof loose(event).cv === 'string' ? unpackPostHog(loose(event)) : event
  }
}
