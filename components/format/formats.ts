/** Making a format takes longer than using it a hundred times, and lists use some in every row: each is made once. */
function madeOnce<Options, Format>(
  make: (locale: string | undefined, options: Options | undefined) => Format,
): (locale?: string, options?: Options) => Format {
  const made = new Map<string, Format>()
  return (locale, options) => {
    const key = JSON.stringify([locale, options])
    const known = made.get(key)
    if (known) return known
    const format = make(locale, options)
    made.set(key, format)
    return format
  }
}

export const numberFormat = madeOnce(
  (locale, options: Intl.NumberFormatOptions | undefined) => new Intl.NumberFormat(locale, options),
)
export const dateFormat = madeOnce(
  (locale, options: Intl.DateTimeFormatOptions | undefined) =>
    new Intl.DateTimeFormat(locale, options),
)
export const pluralRules = madeOnce(
  (locale, options: Intl.PluralRulesOptions | undefined) => new Intl.PluralRules(locale, options),
)
