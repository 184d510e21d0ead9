/** Bug reports that are being written, one per session, kept until they are discarded or the session goes. */
import type { Opener, Sealer } from '../crypto/hybrid'
import { REPORT_TEXTS, type ReportDraft, type ReportTexts, type Shot } from '../format/reportDraft'
import { type NodeMark, PRIVACY_LEVELS } from '../format/settings'
import { type DraftRow, database } from './database'
import { draftContext, openJson, sealJson } from './sealedRows'
import { openerNow, writeRows } from './vault'

export async function getDraft(sessionId: string): Promise<ReportDraft | undefined> {
  const row = await database.drafts.get(sessionId).catch(() => undefined)
  if (!row?.sealed) return parseDraft(row)
  const opener = await openerNow()
  return opener && (await openDraft(row, opener).catch(() => undefined))
}

/** Rejects when what is sealed was changed. */
export async function openDraft(row: DraftRow, opener: Opener): Promise<ReportDraft | undefined> {
  const { sealed, sessionId } = row
  if (!sealed) return parseDraft(row)
  return parseDraft(await openJson(opener, draftContext(sessionId), sealed))
}

/** As it is written now. */
export async function sealDraft(sealer: Sealer | undefined, draft: ReportDraft): Promise<DraftRow> {
  if (!sealer) return draft
  const { sessionId, changedAt } = draft
  const sealed = await sealJson(sealer, draftContext(sessionId), draft)
  return { sessionId, changedAt, texts: {}, redactions: [], shots: [], sealed }
}

/** Returns false, and keeps nothing, when the session is gone. */
export async function putDraft(draft: ReportDraft): Promise<boolean> {
  const { sessions, drafts, settings } = database
  return await writeRows(async ({ sealer, check }) => {
    const row = await sealDraft(sealer, draft)
    return await database.transaction('rw', sessions, drafts, settings, async () => {
      await check()
      if (!(await sessions.get(draft.sessionId))) return false
      await drafts.put(row)
      return true
    })
  })
}

export async function deleteDraft(sessionId: string): Promise<void> {
  await database.drafts.delete(sessionId)
}

/** What cannot be read of a row is as if it had not been written yet. */
export function parseDraft(row: unknown): ReportDraft | undefined {
  if (!isRecord(row) || typeof row.sessionId !== 'string') return undefined
  const { span, level, format } = row
  const known = PRIVACY_LEVELS.find((each) => each === level)
  return {
    sessionId: row.sessionId,
    changedAt: number(row.changedAt),
    texts: parseTexts(row.texts),
    ...(isRecord(span) ? { span: { fromMs: number(span.fromMs), toMs: number(span.toMs) } } : {}),
    ...(known ? { level: known } : {}),
    redactions: list(row.redactions).flatMap((each) => {
      if (!isRecord(each) || typeof each.selector !== 'string') return []
      const { selector, choices, node } = each
      return [
        {
          selector,
          choices: list(choices).filter(isString),
          ...(isNodeMark(node) ? { node } : {}),
        },
      ]
    }),
    shots: list(row.shots).flatMap(parseShot),
    ...(typeof format === 'string' ? { format } : {}),
  }
}

function isNodeMark(value: unknown): value is NodeMark {
  if (!isRecord(value) || !isString(value.streamId)) return false
  return Number.isFinite(value.snapshot) && Number.isInteger(value.id)
}

function parseTexts(value: unknown): ReportTexts {
  if (!isRecord(value)) return {}
  const texts: ReportTexts = {}
  for (const name of REPORT_TEXTS) {
    const text = value[name]
    if (typeof text === 'string') texts[name] = text
  }
  return texts
}

function parseShot(value: unknown): Shot[] {
  if (!isRecord(value) || typeof value.id !== 'string') return []
  const { id, atMs, caption, shapes } = value
  return [
    {
      id,
      atMs: number(atMs),
      caption: isString(caption) ? caption : '',
      shapes: list(shapes).filter(isShape),
    },
  ]
}

const MEMBERS: Record<Shot['shapes'][number]['kind'], string[]> = {
  box: ['x', 'y', 'width', 'height'],
  blur: ['x', 'y', 'width', 'height'],
  arrow: ['x', 'y', 'toX', 'toY'],
  text: ['x', 'y'],
}

function isShape(value: unknown): value is Shot['shapes'][number] {
  if (!isRecord(value) || !isString(value.kind) || !Object.hasOwn(MEMBERS, value.kind)) return false
  if (value.kind === 'text' && !isString(value.text)) return false
  const members = MEMBERS[value.kind as keyof typeof MEMBERS]
  return members.every((name) => Number.isFinite(value[name]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isString(value: unknown): value is string {
  return typeof value === 'string'
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}
