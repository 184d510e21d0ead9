import type { i18n as extensionI18n } from '#i18n'
import { numberFormat, pluralRules } from './format/formats'

/** Keys, substitutions and plurals are checked against `locales/en.yml`. */
type Translate = typeof extensionI18n.t

/** Texts by key, as `_locales/en/messages.json` holds them. */
export type TextTable = Record<string, { message: string }>

interface MessageApi {
  getMessage(key: string, substitutions?: string[]): string
}

let bundled: TextTable = {}

/**
 * Gives the texts to a page that has no extension API: the player inside an exported file, and the test shell.
 * Must be called before the first text is asked for.
 */
export function provideTexts(table: TextTable): void {
  bundled = table
}

function extensionMessages(): MessageApi | undefined {
  const api: unknown = Reflect.get(globalThis, 'chrome') ?? Reflect.get(globalThis, 'browser')
  if (typeof api !== 'object' || api === null || !('i18n' in api)) return undefined
  const messages = (api as { i18n?: MessageApi }).i18n
  return typeof messages?.getMessage === 'function' ? messages : undefined
}

function lookUp(key: string, substitutions: string[]): string {
  const name = key.replaceAll('.', '_')
  const api = extensionMessages()
  if (api) return api.getMessage(name, substitutions)
  const message = bundled[name]?.message ?? ''
  return message.replace(/\$(\d)/g, (_match, digit) => substitutions[Number(digit) - 1] ?? '')
}

/** Chooses the form by `Intl.PluralRules`: `one | other`, or `zero | one | other`. */
export function choosePlural(message: string, count: number): string {
  const forms = message.split(' | ')
  const isOne = pluralRules().select(count) === 'one'
  if (forms.length === 2) return forms[isOne ? 0 : 1] ?? ''
  if (forms.length === 3) return forms[count === 0 ? 0 : isOne ? 1 : 2] ?? ''
  return message
}

function translate(key: string, ...args: unknown[]): string {
  const count = args.find((arg) => typeof arg === 'number')
  const list = args.find((arg) => Array.isArray(arg))
  const substitutions =
    list?.map(String) ?? (typeof count === 'number' ? [numberFormat().format(count)] : [])
  const message = lookUp(key, substitutions)
  // A missing text must be seen in a test, not shown as nothing.
  if (message === '') return key
  return typeof count === 'number' ? choosePlural(message, count) : message
}

/** Same call as `#i18n`, but also works where there is no extension. */
export const i18n: { t: Translate } = { t: translate as Translate }

/** For keys that are put together at run time, as `reason.` plus a code. Falls back where the key does not exist. */
export function translateCode(prefix: string, code: string, fallback: string): string {
  // Names of messages may hold letters, digits and underscores only.
  const key = `${prefix}.${code.replaceAll('-', '_')}`
  const text = translate(key)
  return text === key ? fallback : text
}
