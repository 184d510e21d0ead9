import { toBase64, utf8 } from '../platform/bytes'
import { BLOCK_ATTRIBUTE, PLAYER_BLOCK, type PlayerAssets } from './htmlFormat'

/** Unpacks the player, which is two thirds smaller that way, and runs it: its hash is in the policy as well. */
export const HTML_STARTER = `(async () => {
  const block = document.querySelector('script[${BLOCK_ATTRIBUTE}="${PLAYER_BLOCK}"]')
  const bytes = Uint8Array.from(atob(JSON.parse(block.textContent)), (char) => char.charCodeAt(0))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  const script = document.createElement('script')
  script.text = await new Response(stream).text()
  document.body.append(script)
})()`

/** Nothing may be loaded or run but these scripts; pictures and fonts only from within the file. */
export async function htmlPolicy(scripts: string[]): Promise<string> {
  const hashes = await Promise.all(scripts.map(scriptHash))
  return [
    "default-src 'none'",
    `script-src ${hashes.join(' ')}`,
    "style-src 'unsafe-inline' blob: data:",
    'img-src blob: data:',
    'font-src blob: data:',
    'media-src blob: data:',
    'frame-src about: blob: data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

/** Everything up to the body, of each page that is a file of its own. */
export function htmlHead(page: { title: string; policy: string; style: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${page.policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Recount">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.title)}</title>
<style>${page.style.replaceAll('</style', '<\\/style')}</style>
</head>
<body>
`
}

/** The groups of texts that the player names. Keys are also put together at run time, so a group is kept whole. */
export function textsUsed({ script, texts }: PlayerAssets): PlayerAssets['texts'] {
  const groups = new Set(Array.from(script.matchAll(/["'`](\w+)(?=[."'`])/g), ([, name]) => name))
  return Object.fromEntries(
    Object.entries(texts).filter(([name]) => groups.has(name.split('_')[0])),
  )
}

async function scriptHash(script: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(script)))
  return `'sha256-${toBase64(digest)}'`
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
