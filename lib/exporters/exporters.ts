import type { Exporter } from './exporter'
import { rrwebExporter } from './rrwebExporter'
import { archiveExporter } from './toArchive'
import {
  assistantExporter,
  jiraDocumentExporter,
  jiraExporter,
  markdownExporter,
  plainMarkdownExporter,
} from './toBugReport'
import { cypressExporter } from './toCypress'
import { harExporter } from './toHar'
import { htmlExporter } from './toHtml'
import { playwrightExporter } from './toPlaywright'
import { recorderJsonExporter } from './toRecorderJson'

/** Every export format, in the order of the menu. */
export const EXPORTERS: readonly Exporter[] = [
  htmlExporter,
  archiveExporter,
  markdownExporter,
  plainMarkdownExporter,
  jiraExporter,
  jiraDocumentExporter,
  assistantExporter,
  playwrightExporter,
  cypressExporter,
  recorderJsonExporter,
  harExporter,
  rrwebExporter,
]

/** The exporter of that name. */
export function findExporter(id: string): Exporter | undefined {
  return EXPORTERS.find((exporter) => exporter.id === id)
}
