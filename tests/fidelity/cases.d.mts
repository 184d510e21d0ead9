import type { CDPSession, Page } from '@playwright/test'

export type Act = (tools: { page: Page; cdp: CDPSession }) => unknown

/** A page of the suite. */
export interface Case {
  name: string
  path: string
  html: string
  type: string
  headers: Record<string, string>
  pixelsOnly: boolean
  /** Of whole files: none, the page itself has them. */
  steps?: (string | Act)[]
  before?: (page: Page, cdp: CDPSession) => unknown
}

export function allCases(): Promise<Case[]>
export function scriptOf(step: string, sites: { other: string }): string
