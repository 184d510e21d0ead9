import { gzipSync } from 'fflate'
import { toBase64, utf8 } from '../platform/bytes'
import { manifestOf } from './archiveManifest'
import type { Exporter, ExportInput } from './exporter'
import {
  BLOCK_ATTRIBUTE,
  blockStart,
  chunkBlock,
  MANIFEST_BLOCK,
  PLAYER_BLOCK,
  resourceBlock,
  TEXTS_BLOCK,
} from './htmlFormat'
import { LEVEL_WORDS } from './report'

/** One HTML file that plays the session in any browser, from disk, with no extension and no network. */
export const htmlExporter: Exporter = {
  id: 'html',
  label: 'html',
  extension: 'html',
  mimeType: 'text/html',
  async *parts({ source, options }: ExportInput) {
    if (!options.loadPlayer)
      throw new Error('The HTML export needs the player that goes into the file.')
    const player = await options.loadPlayer()
    const manifest = await manifestOf(source)
    const { session, streams } = manifest
    const title = options.report?.title || session.title || session.url
    yield head(title, player.style, await policy([STARTER, player.script]))
    yield cover(title, session)
    yield block(TEXTS_BLOCK, JSON.stringify(player.texts))
    yield block(MANIFEST_BLOCK, JSON.stringify(manifest))
    const order = new Map(streams.map(({ streamId }, index) => [streamId, index]))
    for (const chunk of manifest.chunks) {
      const name = chunkBlock(order.get(chunk.streamId) ?? 0, chunk.seq)
      yield block(name, JSON.stringify(await source.events(chunk)))
    }
    const hashes = [...new Set(manifest.resources.flatMap(({ hash }) => hash ?? []))].sort(byText)
    for (const hash of hashes) {
      const resource = await source.resource(hash)
      if (resource) yield block(resourceBlock(hash), resource.bytes)
    }
    yield block(PLAYER_BLOCK, player.script)
    // Last, when all that it reads is there.
    yield `<script>${STARTER}</script>\n</body>\n</html>\n`
  },
}

/** Unpacks the player, which is two thirds smaller that way, and runs it: its hash is in the policy as well. */
const STARTER = `(async () => {
  const block = document.querySelector('script[${BLOCK_ATTRIBUTE}="${PLAYER_BLOCK}"]')
  const bytes = Uint8Array.from(atob(JSON.parse(block.textContent)), (char) => char.charCodeAt(0))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  const script = document.createElement('script')
  script.text = await new Response(stream).text()
  document.body.append(script)
})()`

/** Nothing may be loaded or run but these scripts; pictures and fonts only from within the file. */
async function policy(scripts: string[]): Promise<string> {
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

function head(title: string, style: string, csp: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Recount">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style.replaceAll('</style', '<\\/style')}</style>
</head>
<body>
`
}

/** What the file is, for whoever opens it without scripts, and until the player has started. */
function cover(
  title: string,
  session: { url: string; startedAt: number; level: keyof typeof LEVEL_WORDS },
): string {
  const when = new Date(session.startedAt).toISOString()
  return `<div id="app"><main>
<h1>${escapeHtml(title)}</h1>
<p>A session recorded with Recount at ${escapeHtml(session.url)} on <time datetime="${when}">${when}</time>, ${LEVEL_WORDS[session.level]}. Everything is in this file; it loads nothing.</p>
<noscript><p>Playing it needs JavaScript, which is switched off.</p></noscript>
</main></div>
`
}

const GZIP_LEVEL = 6

function block(name: string, content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? utf8(content) : content
  // Time 0: equal input gives equal bytes.
  const packed = gzipSync(bytes, { level: GZIP_LEVEL, mtime: 0 })
  return `${blockStart(name)}"${toBase64(packed)}"</script>\n`
}

async function scriptHash(script: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(script)))
  return `'sha256-${toBase64(digest)}'`
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
