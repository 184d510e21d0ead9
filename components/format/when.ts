import { dateFormat } from './formats'

const DAY_MS = 24 * 60 * 60 * 1000

/** When something happened, as short as is still clear: `14:03`, `yesterday 14:03`, `Nov 12, 14:03`, `Nov 12, 2025`. */
export function formatWhen(epochMs: number, nowMs: number, locale?: string): string {
  const date = new Date(epochMs)
  const days = dayNumber(new Date(nowMs)) - dayNumber(date)
  const time = dateFormat(locale, { timeStyle: 'short' }).format(date)
  if (days === 0) return time
  if (days === 1) {
    const yesterday = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-1, 'day')
    return `${capitalize(yesterday, locale)} ${time}`
  }
  if (date.getFullYear() === new Date(nowMs).getFullYear()) {
    const day = dateFormat(locale, { month: 'short', day: 'numeric' }).format(date)
    return `${day}, ${time}`
  }
  return dateFormat(locale, { dateStyle: 'medium' }).format(date)
}

/** Date and time in full, for tooltips and details. */
export function formatMoment(epochMs: number, locale?: string): string {
  return dateFormat(locale, { dateStyle: 'full', timeStyle: 'medium' }).format(new Date(epochMs))
}

/** Local calendar days are compared, not spans of 24 hours: 23:50 is yesterday at 00:10. */
function dayNumber(date: Date): number {
  return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS)
}

function capitalize(text: string, locale?: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}
