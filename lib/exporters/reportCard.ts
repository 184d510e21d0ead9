import type { ExportOptions, ReportText } from './exporter'

/** What the person wrote, beside the recording: `report.json` of an archive, and the report of an HTML file. */
export interface ReportCard {
  texts: ReportText
  pictures: { fileName: string; caption: string; atMs: number }[]
}

const TEXTS = ['title', 'description', 'expected', 'actual', 'severity', 'environment'] as const
const MOST_PICTURES = 100

/** Undefined where the person wrote nothing and took no picture. Times are those of the exported span. */
export function reportCard({
  report = {},
  pictures = [],
  span,
}: Pick<ExportOptions, 'report' | 'pictures' | 'span'>): ReportCard | undefined {
  const texts: ReportText = {}
  for (const name of TEXTS) if (report[name]) texts[name] = report[name]
  if (pictures.length === 0 && Object.keys(texts).length === 0) return undefined
  const fromMs = span?.fromMs ?? 0
  return {
    texts,
    pictures: pictures.map(({ fileName, caption, atMs }) => ({
      fileName,
      caption,
      atMs: Math.max(0, atMs - Math.max(0, fromMs)),
    })),
  }
}

/** From a file: what is not as it must be is left out. */
export function parseReportCard(value: unknown): ReportCard | undefined {
  if (!isRecord(value)) return undefined
  const texts: ReportText = {}
  const given = isRecord(value.texts) ? value.texts : {}
  for (const name of TEXTS) {
    const text = given[name]
    if (typeof text === 'string') texts[name] = text
  }
  const listed = Array.isArray(value.pictures) ? value.pictures.slice(0, MOST_PICTURES) : []
  const pictures = listed.flatMap((each: unknown) => {
    if (!isRecord(each) || typeof each.fileName !== 'string') return []
    const { fileName, caption, atMs } = each
    return [
      {
        fileName,
        caption: typeof caption === 'string' ? caption : '',
        atMs: typeof atMs === 'number' && Number.isFinite(atMs) ? atMs : 0,
      },
    ]
  })
  return { texts, pictures }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
