import type { NodeMark, PrivacyLevel } from './settings'

/** A mark drawn on a picture, in CSS px of the recorded viewport. */
export type Shape =
  | { kind: 'box' | 'blur'; x: number; y: number; width: number; height: number }
  | { kind: 'arrow'; x: number; y: number; toX: number; toY: number }
  | { kind: 'text'; x: number; y: number; text: string }

export const SHAPE_KINDS = ['arrow', 'box', 'text', 'blur'] as const
export type ShapeKind = (typeof SHAPE_KINDS)[number]

/** A moment whose picture goes along. The picture itself is drawn when it is needed, under the masking of that time. */
export interface Shot {
  id: string
  /** Milliseconds since the session's start. */
  atMs: number
  caption: string
  shapes: Shape[]
}

/** A place the person masked in the replay, for this report only. */
export interface Redaction {
  selector: string
  /** Other ways to name it, narrow to broad; with `selector` among them. */
  choices: string[]
  /** The element that was clicked on: while the narrowest choice holds, it is followed by this instead of its place. */
  node?: NodeMark
}

export const REPORT_TEXTS = [
  'title',
  'description',
  'expected',
  'actual',
  'severity',
  'environment',
] as const
export type ReportTexts = Partial<Record<(typeof REPORT_TEXTS)[number], string>>

/** A bug report that is being written. Absent members are as proposed. */
export interface ReportDraft {
  sessionId: string
  /** Epoch milliseconds. */
  changedAt: number
  texts: ReportTexts
  /** Milliseconds since the session's start. */
  span?: { fromMs: number; toMs: number }
  level?: PrivacyLevel
  redactions: Redaction[]
  shots: Shot[]
  /** Id of the exporter. */
  format?: string
}
