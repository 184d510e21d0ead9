import { numberFormat } from './formats'

const STEPS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** A size as people read it, in steps of 1000: `840 byte` is `840 B`, then `1.2 kB`, `34 MB`. */
export function formatBytes(bytes: number, locale?: string): string {
  let value = Math.max(0, Number.isFinite(bytes) ? bytes : 0)
  let step = 0
  // 999.5 and not 1000: rounding would otherwise show "1,000 kB".
  while (value >= 999.5 && step < STEPS.length - 1) {
    value /= 1000
    step += 1
  }
  const digits = step === 0 || value >= 9.95 ? 0 : 1
  if (step === 0) return `${numberFormat(locale).format(Math.round(value))} B`
  return numberFormat(locale, {
    style: 'unit',
    unit: STEPS[step],
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  }).format(value)
}

/** A count with the separators of the language: `12,400`. */
export function formatCount(value: number, locale?: string): string {
  return numberFormat(locale).format(value)
}

/** A count where there is little room: `12K`, `3.4M`. */
export function formatCompact(value: number, locale?: string): string {
  return numberFormat(locale, { notation: 'compact' }).format(value)
}
