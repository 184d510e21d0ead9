import type { Case } from './cases.mjs'

/** The site of one case and, on a second port, another one. */
export function startSites(
  shown: Case,
): Promise<{ origin: string; other: string; stop(): Promise<void> }>
