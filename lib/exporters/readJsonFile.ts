import type { RecordingSource } from '../format/source'
import { openHar } from './readHar'
import { openRecorderFlow } from './readRecorderFlow'

/** Opens a recording that came as JSON, by the members that its kind cannot be without. */
export function openJson(fileName: string, text: string): RecordingSource {
  const value = parse(fileName, text)
  if (isRecord(value)) {
    if (isRecord(value.log) && Array.isArray(value.log.entries)) return openHar(fileName, value.log)
    if (Array.isArray(value.steps)) return openRecorderFlow(fileName, value)
  }
  throw new Error(`${fileName} is JSON, but neither rrweb events, a HAR nor a Recorder flow.`)
}

function parse(fileName: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${fileName} is not valid JSON, or is cut off.`)
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
