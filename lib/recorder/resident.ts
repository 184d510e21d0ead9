import type { CaptureOptions, Policy, UrlRule } from '../format/settings'
import type { Entries } from '../privacy/entries'

/** What the worker says where a document may be recorded. */
export interface Permission {
  sessionId: string
  policy: Policy
  capture: CaptureOptions
  urlRules?: UrlRule[]
  indicator?: string
  seesRequests?: true
}

/** Where the copies of this script in one document, and in documents of the same origin, find each other. */
export const PLACE = Symbol.for('recount.recorder')

export interface Resident {
  isAlive(): boolean
  wake(): void
  /** What was entered here; a child document of the same origin has it as well. */
  entries: Entries
  /** A child document of the same origin says which element shows it. */
  placeFrame(element: Element, streamId: string): void
}

/** Same origin: the isolated worlds of parent and child can reach each other, where the page cannot. */
export function placeDirectly(streamId: string): boolean {
  try {
    const element = window.frameElement
    const parent = window.parent as typeof window & { [PLACE]?: Resident }
    const resident = parent[PLACE]
    if (!element || !resident?.isAlive()) return false
    resident.placeFrame(element, streamId)
    return true
  } catch {
    return false // another origin
  }
}

/** What was entered in the parent, where it is of the same origin and has a recorder. */
export function entriesAround(): Entries | undefined {
  try {
    if (window.parent === window) return undefined
    return (window.parent as typeof window & { [PLACE]?: Partial<Resident> })[PLACE]?.entries
  } catch {
    return undefined // another origin
  }
}
