import type { Overview } from '../../lib/player/player'

/** When there is a page to be shown again, at a time for which there is none. */
export function nextPage({ pages, blanks }: Overview, timeMs: number): number | undefined {
  const isMissing = (atMs: number) =>
    blanks.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)
  return pages.find(({ atMs }) => atMs > timeMs && !isMissing(atMs))?.atMs
}
