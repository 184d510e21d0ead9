import type { OracleDifference } from './oracle'

/** A difference from rrweb-snapshot that is meant, and why. */
export interface Justified {
  why: string
  covers(found: OracleDifference): boolean
}

const is = (found: OracleDifference, tag: string, ...facts: string[]) =>
  found.tag === tag && facts.includes(found.what)

const unquoted = (css: string | undefined) => css?.replaceAll(/url\((["'])(.*?)\1\)/g, 'url($2)')

export const JUSTIFIED: readonly Justified[] = [
  {
    why: 'Code is never kept: rrweb-snapshot puts SCRIPT_PLACEHOLDER in its place',
    covers: (found) =>
      found.tag === 'script' && found.what === 'missing' && found.theirs === 'SCRIPT_PLACEHOLDER',
  },
  {
    why: 'noscript is another face of the page, which nobody saw; what it says is not masked by anybody',
    covers: (found) => is(found, 'noscript', 'missing'),
  },
  {
    why: 'Of a comment its place is kept, never its text',
    covers: (found) => is(found, 'comment', 'text') && found.ours === undefined,
  },
  {
    why: 'A document in srcdoc is a stream of its own, masked node by node; its source would be a second copy',
    covers: (found) => is(found, 'iframe', 'srcdoc') && found.ours === '',
  },
  {
    why: 'The address of a frame stays in src; rrweb-snapshot takes it away, or moves it to rr_src',
    covers: (found) =>
      (is(found, 'iframe', 'src') && found.theirs === undefined) ||
      (is(found, 'iframe', 'rr_src') && found.ours === undefined),
  },
  {
    why: 'A sheet that imports others keeps its @import, and each of those is a resource; rrweb-snapshot copies them in',
    covers: (found) =>
      (is(found, 'link', 'rel', 'href') && found.theirs === undefined) ||
      (is(found, 'link', '_cssText') && /@import/.test(found.ours ?? '')),
  },
  {
    why: 'What a select holds is told by its options, each with its own masking',
    covers: (found) => is(found, 'select', 'value') && found.ours === undefined,
  },
  {
    why: 'A default text of a textarea stays a child, and its value is written where it differs',
    covers: (found) =>
      (is(found, 'textarea', 'value') && found.ours === undefined) ||
      (is(found, 'textarea', 'added') && found.theirs === undefined),
  },
  {
    why: 'A boolean attribute keeps the value it was written with',
    covers: (found) =>
      (is(found, 'input', 'checked') || is(found, 'option', 'selected')) &&
      found.ours === '' &&
      found.theirs === 'true',
  },
  {
    why: 'Addresses in a style are quoted, so that no character in them ends it',
    covers: (found) =>
      found.what === 'style' &&
      found.ours !== found.theirs &&
      unquoted(found.ours) === found.theirs,
  },
  {
    why: 'SVG names keep their case: linearGradient in lower case is another element, and draws nothing',
    covers: (found) => found.what === 'node' && found.ours?.toLowerCase() === found.theirs,
  },
]
