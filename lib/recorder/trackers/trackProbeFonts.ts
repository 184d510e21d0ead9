import { isRecord, type ProbeRecord, textOf } from './trackProbeFields'

/** Descriptor of a FontFace -> its name in a style sheet. */
const DESCRIPTORS: Record<string, string> = {
  style: 'font-style',
  weight: 'font-weight',
  stretch: 'font-stretch',
  unicodeRange: 'unicode-range',
  variant: 'font-variant',
  featureSettings: 'font-feature-settings',
  display: 'font-display',
}
const MAX_SOURCE = 600_000
const MAX_FONTS = 200

export interface FontTracker {
  take(record: ProbeRecord): void
}

/**
 * Fonts and custom properties that script added: rules of one more adopted sheet of the document, which exists in the recording only. Making a
 * sheet that nobody adopts loads nothing.
 */
export function trackFonts(onChanged: (sheet: CSSStyleSheet) => void): FontTracker {
  let sheet: CSSStyleSheet | undefined
  /** Of each rule of the sheet what it was made from. */
  const texts: string[] = []

  return {
    take(record) {
      const rule = record.kind === 'property' ? propertyRule(record) : fontRule(record)
      if (record.gone === true) {
        const index = texts.indexOf(rule)
        if (index < 0 || !sheet) return
        texts.splice(index, 1)
        sheet.deleteRule(index)
        onChanged(sheet)
        return
      }
      // Said again to a new snapshot, which has the sheet already.
      if (texts.includes(rule)) {
        if (sheet) onChanged(sheet)
        return
      }
      if (texts.length >= MAX_FONTS) return
      sheet ??= new CSSStyleSheet()
      try {
        sheet.insertRule(rule, sheet.cssRules.length)
        texts.push(rule)
      } catch {
        return // no font face, whatever it was
      }
      onChanged(sheet)
    },
  }
}

function propertyRule(record: ProbeRecord): string {
  const name = textOf(record, 'name', 500)
  const initial = textOf(record, 'initialValue', 500)
  if (!/^--[\w-]+$/.test(name)) return ''
  const parts = [
    `syntax:${JSON.stringify(textOf(record, 'syntax', 500) || '*')}`,
    `inherits:${record.inherits === true}`,
  ]
  if (initial !== '' && /^[^;{}]*$/.test(initial)) parts.push(`initial-value:${initial}`)
  return `@property ${name}{${parts.join(';')}}`
}

/** Text of the @font-face rule; the parser of the browser has the last word on it. */
export function fontRule(record: ProbeRecord): string {
  const family = textOf(record, 'family', 200)
  const source = textOf(record, 'source', MAX_SOURCE)
  const given = isRecord(record.descriptors) ? record.descriptors : {}
  const parts = [`font-family:${quoted(family)}`, `src:${source}`]
  for (const [key, name] of Object.entries(DESCRIPTORS)) {
    const value = textOf(given, key, 500)
    if (value !== '' && /^[^;{}]*$/.test(value)) parts.push(`${name}:${value}`)
  }
  return `@font-face{${parts.join(';')}}`
}

/** `family` comes back from a FontFace as it was written: a string, an identifier, or words. */
function quoted(family: string): string {
  return JSON.stringify(family.replace(/^(["'])(.*)\1$/, '$2'))
}
