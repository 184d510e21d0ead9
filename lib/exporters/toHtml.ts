import { gzipSync } from 'fflate'
import { toBase64, utf8 } from '../platform/bytes'
import { manifestOf } from './archiveManifest'
import type { Exporter, ExportInput } from './exporter'
import {
  blockStart,
  chunkBlock,
  MANIFEST_BLOCK,
  PLAYER_BLOCK,
  pictureBlock,
  REPORT_BLOCK,
  resourceBlock,
  TEXTS_BLOCK,
} from './htmlFormat'
import { escapeHtml, HTML_STARTER, htmlHead, htmlPolicy, textsUsed } from './htmlPage'
import { LEVEL_WORDS } from './report'
import { reportCard } from './reportCard'

/** One HTML file that plays the session in any browser, from disk, with no extension and no network. */
export const htmlExporter: Exporter = {
  id: 'html',
  label: 'html',
  extension: 'html',
  mimeType: 'text/html',
  takesPictures: 'inside',
  async *parts({ source, options }: ExportInput) {
    if (!options.loadPlayer)
      throw new Error('The HTML export needs the player that goes into the file.')
    const player = await options.loadPlayer()
    const manifest = await manifestOf(source)
    const { session, streams } = manifest
    const title = options.report?.title || session.title || session.url
    const policy = await htmlPolicy([HTML_STARTER, player.script])
    yield htmlHead({ title, policy, style: player.style })
    yield cover(title, session)
    yield block(TEXTS_BLOCK, JSON.stringify(textsUsed(player)))
    const card = reportCard(options)
    if (card) {
      yield block(REPORT_BLOCK, JSON.stringify(card))
      for (const { fileName, bytes } of options.pictures ?? [])
        yield block(pictureBlock(fileName), bytes)
    }
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
    yield `<script>${HTML_STARTER}</script>\n</body>\n</html>\n`
  },
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

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
