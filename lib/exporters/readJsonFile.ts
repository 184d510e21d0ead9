import type { RecordingSource } from '../format/source'
import { openHar } from './readHar'
import { openRecorderFlow } from './readRecorderFlow'
import { openRrweb } from './readRrweb'

/** Opens a recording that came as JSON, by the members that its kind cannot be without. */
export function openJson(fileName: string, text: string): RecordingSource {
  const value = parse(fileName, text)
  if (isRecord(value)) {
    if (isRecord(value.log) && Array.isArray(value.log.entries)) return openHar(fileName, value.log)
    if (Array.isArray(value.steps)) return openRecorderFlow(fileName, value)
  }
  const rrweb = openRrweb(fileName, value)
  if (rrweb) return rrweb
  throw new Error(`${fileName} is JSON, but neither rrweb events, a HAR nor a Recorder flow.`)
}

function parse(fileName: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const lines = parseLines(text)
    if (lines) return lines
    throw new Error(`${fileName} is not valid JSON, or is cut off.`)
  }
}

/** One JSON value a line, as log tools keep events. */
function parseLines(text: string): unknown[] | undefined {
  try {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    return lines.map((line): unknown => JSON.parse(line))
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
