import { browser } from 'wxt/browser'
import type { PlayerAssets } from '../lib/exporters/htmlFormat'

/** The player as it was built for single-file exports, from the extension's own folder. */
export async function loadPlayer(): Promise<PlayerAssets> {
  const [script, style, texts] = await Promise.all([
    text('/standalone-player.js'),
    text('/assets/standalone-player.css'),
    text('/_locales/en/messages.json'),
  ])
  return { script, style, texts: plainTexts(JSON.parse(texts)) }
}

async function text(path: string): Promise<string> {
  const url = browser.runtime.getURL('/').replace(/\/$/, '') + path
  const response = await fetch(url)
  if (!response.ok) throw new Error(`The build has no ${path}`)
  return await response.text()
}

/** Descriptions are for translators. */
function plainTexts(messages: Record<string, { message: string }>): PlayerAssets['texts'] {
  return Object.fromEntries(
    Object.entries(messages).map(([name, { message }]) => [name, { message }]),
  )
}
