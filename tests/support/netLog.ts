/** What an extension asked the network for, by the browser's own log (`--log-net-log`). */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

export interface NetLog {
  /** Requests of the extension itself. */
  own: { method: string; url: string }[]
  /** What is wrong with some of them, one line each. */
  problems: string[]
}

interface Entry {
  type: number
  phase: number
  source: { id: number }
  params?: {
    initiator?: string
    method?: string
    network_isolation_key?: string
    url?: string
    upload_id?: string
    headers?: string[]
  }
}

const EXTENSION = 'chrome-extension://'

/** Reads a log as the browser wrote it, one event a line. One that was cut off by a kill is read as far as it goes. */
export async function readNetLog(file: string): Promise<NetLog> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity })
  return await judge(lines)
}

/**
 * An extension may fetch what the pages of its browser show (GET, no body, no referrer, from where some page has
 * fetched something itself), and a page that it shows, the player with its recorded documents included, may fetch
 * nothing at all.
 */
export async function judge(lines: AsyncIterable<string> | Iterable<string>): Promise<NetLog> {
  let types: Record<string, number> = {}
  const own = new Map<number, { method: string; url: string }>()
  const visited = new Set<string>()
  const problems: string[] = []
  for await (const line of lines) {
    const entry = parse(line)
    if (!entry) continue
    if ('constants' in entry) {
      types = entry.constants.logEventTypes
      continue
    }
    const { params = {}, source } = entry
    if (entry.type === types.URL_REQUEST_START_JOB && params.url !== undefined) {
      const { initiator = '', method = '', url, network_isolation_key: place = '' } = params
      if (initiator.startsWith(EXTENSION)) {
        own.set(source.id, { method, url })
        if (method !== 'GET' || params.upload_id !== undefined)
          problems.push(`${method} ${url} is more than fetching`)
      } else if (place.startsWith(EXTENSION)) {
        problems.push(`${method} ${url} was made by something shown in the extension's pages`)
      } else if (/^https?:/.test(url)) visited.add(new URL(url).origin)
    }
    if (entry.type === types.HTTP_TRANSACTION_SEND_REQUEST_HEADERS && own.has(source.id)) {
      const said = (params.headers ?? []).filter((header) => /^(referer|origin):/i.test(header))
      for (const header of said)
        if (!header.toLowerCase().startsWith(`origin: ${EXTENSION}`))
          problems.push(`${own.get(source.id)?.url} was asked for with ${header}`)
    }
  }
  for (const { method, url } of own.values())
    if (!/^https?:/.test(url) || !visited.has(new URL(url).origin))
      problems.push(`${method} ${url} is from where no page of this browser has been`)
  return { own: [...own.values()], problems }
}

function parse(
  line: string,
): Entry | { constants: { logEventTypes: Record<string, number> } } | undefined {
  const text = line.replace(/^"events": \[ */, '').replace(/[\],\s]+$/, '')
  if (!text.startsWith('{')) return undefined
  try {
    // The first line opens the object that holds all the others.
    return JSON.parse(text.startsWith('{"constants"') ? `${text}}` : text)
  } catch {
    return undefined
  }
}
