/** What a recorder would keep of a page, element by element: public, see `docs/automation.md`. */
export interface PreviewReport {
  /** Without query and fragment. */
  url: string
  /** Epoch milliseconds. */
  takenAt: number
  /** Whose rules these are. */
  profile: {
    /** `recount`, or the id of a vendor. */
    id: string
    name: string
    version: string
    confidence: 'own' | 'code' | 'documentation'
    level: string
  }
  counts: Record<PreviewState, number>
  elements: PreviewElement[]
  /** There were more elements than a report holds. */
  truncated?: true
}

export type PreviewState = 'kept' | 'masked' | 'blocked'

/** An element that shows text, a field or a picture. What it shows is not in here. */
export interface PreviewElement {
  /** Where it is: ids, test ids, tags and positions; ` >> ` goes into a frame or a shadow tree. */
  path: string
  what: 'text' | 'input' | 'image'
  state: PreviewState
  /** The rule that decided. */
  reason: { kind: string; detail: string }
}

/** One element whose state is not the same in two reports. */
export interface PreviewDifference {
  path: string
  what: PreviewElement['what']
  /** `absent`: there was no such element. */
  before: PreviewState | 'absent'
  after: PreviewState | 'absent'
  /** Of the later one, or of the earlier where the element is gone. */
  reason: { kind: string; detail: string }
}

export interface PreviewComparison {
  /** Masked or left out before, kept after: what a check on a regression looks for. */
  newlyVisible: number
  /** Kept, and not on the page before. */
  appearedVisible: number
  /** Newly visible first, then what appeared in clear, then everything else that differs. */
  differences: PreviewDifference[]
}
