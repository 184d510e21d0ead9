import { numberFormat } from './formats'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A position on a time axis as players show it: `0:07`, `12:03`, `1:02:03`; with `tenths`, `0:07.3`. */
export function formatClock(ms: number, options: { tenths?: boolean } = {}): string {
  const whole = Math.max(0, Number.isFinite(ms) ? Math.floor(ms) : 0)
  const hours = Math.floor(whole / HOUR)
  const minutes = Math.floor((whole % HOUR) / MINUTE)
  const seconds = Math.floor((whole % MINUTE) / SECOND)
  const tenths = options.tenths ? `.${Math.floor((whole % SECOND) / 100)}` : ''
  const tail = `${String(seconds).padStart(2, '0')}${tenths}`
  if (hours === 0) return `${minutes}:${tail}`
  return `${hours}:${String(minutes).padStart(2, '0')}:${tail}`
}

/** How long something took, in its two largest units: `340ms`, `1.5s`, `48s`, `12m 3s`, `1h 2m`. */
export function formatDuration(ms: number, locale?: string): string {
  const length = Math.max(0, Number.isFinite(ms) ? ms : 0)
  if (length < SECOND) return unit(Math.round(length), 'millisecond', locale)
  const days = Math.floor(length / DAY)
  const hours = Math.floor((length % DAY) / HOUR)
  const minutes = Math.floor((length % HOUR) / MINUTE)
  const seconds = Math.floor((length % MINUTE) / SECOND)
  if (days > 0) return pair([days, 'day'], [hours, 'hour'], locale)
  if (hours > 0) return pair([hours, 'hour'], [minutes, 'minute'], locale)
  if (minutes > 0) return pair([minutes, 'minute'], [seconds, 'second'], locale)
  // Below ten seconds half a second is a difference one cares about.
  if (length < 10 * SECOND) return unit(Math.floor(length / 100) / 10, 'second', locale)
  return unit(seconds, 'second', locale)
}

/** The same as a screen reader should say it: `12 minutes 3 seconds`. */
export function spokenDuration(ms: number, locale?: string): string {
  const length = Math.max(0, Number.isFinite(ms) ? ms : 0)
  const hours = Math.floor(length / HOUR)
  const minutes = Math.floor((length % HOUR) / MINUTE)
  const seconds = Math.floor((length % MINUTE) / SECOND)
  const parts: string[] = []
  if (hours > 0) parts.push(unit(hours, 'hour', locale, 'long'))
  if (minutes > 0) parts.push(unit(minutes, 'minute', locale, 'long'))
  if (seconds > 0 || parts.length === 0) parts.push(unit(seconds, 'second', locale, 'long'))
  return parts.join(' ')
}

type Part = [value: number, unit: string]

function pair(first: Part, second: Part, locale?: string): string {
  const head = unit(first[0], first[1], locale)
  return second[0] === 0 ? head : `${head} ${unit(second[0], second[1], locale)}`
}

function unit(
  value: number,
  name: string,
  locale?: string,
  unitDisplay: 'narrow' | 'long' = 'narrow',
): string {
  return numberFormat(locale, { style: 'unit', unit: name, unitDisplay }).format(value)
}
