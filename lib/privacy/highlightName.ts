import type { Masker } from './masker'

/**
 * Name of a custom highlight as the masked style sheets have it in `::highlight(name)`; undefined for one that no selector
 * can ask for.
 */
export function highlightName(masker: Masker, name: string, baseUrl: string): string | undefined {
  if (!/^[\w-]{1,100}$/.test(name)) return undefined
  const selector = masker.css(`::highlight(${name}){}`, masker.root, baseUrl)
  return /::highlight\(([\w-]+)\)/.exec(selector)?.[1]
}
