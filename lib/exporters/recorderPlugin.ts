import type { Exporter } from './exporter'
import { openRecorderFlow } from './readRecorderFlow'
import { exportParts } from './runExport'
import { markdownExporter } from './toBugReport'
import { playwrightExporter } from './toPlaywright'

/** An export plug-in of Chrome's Recorder panel (`chrome.devtools.recorder`). Both get and give text alone. */
export interface RecorderPlugin {
  name: string
  mediaType: string
  /** A whole flow, as the Recorder hands it over. */
  stringify(recording: unknown): Promise<string>
  /** One step, for "Copy step". */
  stringifyStep(step: unknown): Promise<string>
}

/** What Recount makes of a flow that was recorded in Chrome's Recorder: the same exporters as for a session. */
export const RECORDER_PLUGINS: readonly RecorderPlugin[] = [
  pluginOf('Recount: Playwright test', playwrightExporter),
  pluginOf('Recount: bug report (Markdown)', markdownExporter),
]

/** A step stands on a page; the Recorder hands it over without one. */
const SOME_PAGE = { type: 'navigate', url: 'about:blank' }

function pluginOf(name: string, exporter: Exporter): RecorderPlugin {
  return {
    name,
    mediaType: exporter.mimeType,
    stringify: (recording) => written(exporter, member(recording)),
    async stringifyStep(step) {
      const { type } = member(step)
      const alone = type === 'navigate' || type === 'setViewport'
      const steps = alone ? [step, SOME_PAGE] : [SOME_PAGE, step]
      return await written(exporter, { title: 'Step', steps })
    },
  }
}

async function written(exporter: Exporter, flow: Record<string, unknown>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  const source = openRecorderFlow('This recording', flow)
  for await (const part of exportParts(exporter, source)) text += decoder.decode(part)
  return text
}

function member(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
