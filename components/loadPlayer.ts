import { browser } from 'wxt/browser'
import type { PlayerAssets } from '../lib/exporters/htmlFormat'

/** The player as it was built for single-file exports, from the extension's own folder. */
export async function loadPlayer(): Promise<PlayerAssets> {
  const [script, style, texts] = await Promise.all([
    text('/standalone-player.js'),
    text('/assets/standalone-player.css'),
    text('/_locales/en/messages.json'),
  ])
  return { script, style, texts: textsUsed(script, JSON.parse(texts)) }
}

async function text(path: string): Promise<string> {
  const url = browser.runtime.getURL('/').replace(/\/$/, '') + path
  const response = await fetch(url)
  if (!response.ok) throw new Error(`The build has no ${path}`)
  return await response.text()
}

/**
 * The groups of texts that the player names, without the descriptions, which are for translators. Keys are also put together at
 * run time, so a group is kept whole.
 */
export function textsUsed(
  script: string,
  messages: Record<string, { message: string }>,
): PlayerAssets['texts'] {
  const groups = new Set(Array.from(script.matchAll(/["'`](\w+)(?=[."'`])/g), ([, name]) => name))
  return Object.fromEntries(
    Object.entries(messages)
      .filter(([name]) => groups.has(name.split('_')[0]))
      .map(([name, { message }]) => [name, { message }]),
  )
}
