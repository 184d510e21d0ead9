import type { Masker, Treatment } from './masker'

/**
 * A name that a page made up and that only selectors ask for, as masked style sheets have it: `x` of `:state(x)` or
 * `::highlight(x)`. Undefined for one that no selector can ask for.
 */
export function nameInSelector(
  masker: Masker,
  pseudo: ':state' | '::highlight',
  name: string,
  treatment: Treatment = masker.root,
): string | undefined {
  if (!/^[\w-]{1,100}$/.test(name)) return undefined
  // There is no address in it to be made absolute.
  return /\(([\w-]+)\)/.exec(masker.css(`${pseudo}(${name}){}`, treatment, ''))?.[1]
}
