import { toAssistantReport } from './assistantReport'
import type { Exporter, ExportInput } from './exporter'
import { toJiraDocument } from './jiraDocument'
import { toJiraWiki } from './jiraWiki'
import { toMarkdown } from './markdown'
import { buildReport, type Report } from './report'

/** Steps, errors, failed requests and environment as Markdown that GitHub and GitLab show well. */
export const markdownExporter = reportExporter({
  id: 'markdown',
  label: 'markdown',
  extension: 'md',
  mimeType: 'text/markdown',
  takesPictures: 'beside',
  write: (report) => `# ${oneLine(report.title)}\n\n${toMarkdown(report, { folds: true })}`,
})

/** Markdown without HTML, for Linear and other trackers that show tags as text. */
export const plainMarkdownExporter = reportExporter({
  id: 'linear',
  label: 'linear',
  extension: 'linear.md',
  mimeType: 'text/markdown',
  takesPictures: 'beside',
  write: (report) => toMarkdown(report, { folds: false }),
})

/** Jira's wiki markup. */
export const jiraExporter = reportExporter({
  id: 'jira',
  label: 'jira',
  extension: 'jira.txt',
  mimeType: 'text/plain',
  takesPictures: 'beside',
  write: toJiraWiki,
})

/** Atlassian's document format, for Jira's API. */
export const jiraDocumentExporter = reportExporter({
  id: 'adf',
  label: 'adf',
  extension: 'adf.json',
  mimeType: 'application/json',
  takesPictures: 'beside',
  write: toJiraDocument,
})

/** The compact form for an AI assistant. */
export const assistantExporter = reportExporter({
  id: 'assistant',
  label: 'assistant',
  extension: 'assistant.txt',
  mimeType: 'text/plain',
  write: toAssistantReport,
})

function reportExporter({
  write,
  ...about
}: Omit<Exporter, 'parts'> & { write: (report: Report) => string }): Exporter {
  return {
    ...about,
    async *parts({ source, options }: ExportInput) {
      yield write(await buildReport(source, options))
    },
  }
}

/** The title is the person's or the page's: one line, and no markup in it that could begin another block. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[<>]/g, '').trim()
}
