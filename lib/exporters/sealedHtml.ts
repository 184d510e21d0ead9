import { type SealedContent, type SealOptions, sealFile } from '../crypto/sealedFile'
import { fromBase64, toBase64 } from '../platform/bytes'
import { BLOCK_ATTRIBUTE, blockStart, type PlayerAssets } from './htmlFormat'
import { escapeHtml, HTML_STARTER, htmlHead, htmlPolicy } from './htmlPage'

export const SEALED_BLOCK = 'sealed'

/**
 * A single-file export that nobody can read without its password: a page that asks for it, decrypts the real file and
 * becomes it. WebCrypto is there for `file:` too, which browsers hold to be a secure context.
 */
export async function sealHtml(
  { fileName, mimeType, blob }: SealedContent,
  password: string,
  player: PlayerAssets,
  { signal, onProgress = () => {} }: Pick<SealOptions, 'signal' | 'onProgress'> = {},
): Promise<Blob> {
  // The data lies in it as base64 of gzip: unpacked again by a quarter before it becomes base64 once more.
  const packed = await through(blob, new CompressionStream('gzip'), signal)
  const content = { fileName, mimeType, blob: packed }
  const sealed = await sealFile(content, password, {
    signal,
    onProgress: (fraction) => onProgress(fraction * SEALING_SHARE),
  })
  const text = (name: string) => player.texts[`sealedFile_${name}`]?.message ?? name
  const policy = await htmlPolicy([OPENER, ...ownScripts(player)])
  const parts: (string | Blob)[] = [
    htmlHead({ title: text('title'), policy, style: STYLE }),
    form((name) => escapeHtml(text(name))),
    `${blockStart(SEALED_BLOCK)}"`,
  ]
  // Base64 in steps of three bytes, or there would be padding in the middle.
  for (let at = 0; at < sealed.size; at += STEP_BYTES) {
    const bytes = new Uint8Array(await sealed.slice(at, at + STEP_BYTES).arrayBuffer())
    parts.push(toBase64(bytes))
    signal?.throwIfAborted()
    const done = Math.min(1, (at + STEP_BYTES) / sealed.size)
    onProgress(SEALING_SHARE + (1 - SEALING_SHARE) * done)
  }
  parts.push(`"</script>\n<script>${OPENER}</script>\n</body>\n</html>\n`)
  return new Blob(parts, { type: mimeType })
}

/** What encrypting takes of the whole; the rest is base64. */
const SEALING_SHARE = 0.6

function form(text: (name: string) => string): string {
  return `<main>
<h1>${text('title')}</h1>
<p>${text('text')}</p>
<noscript><p>${text('noScript')}</p></noscript>
<form>
<label for="password">${text('password')}</label>
<input id="password" type="password" autocomplete="off" required autofocus aria-describedby="problem">
<button>${text('open')}</button>
<p id="problem" role="alert" data-wrong="${text('wrong')}" data-opening="${text('opening')}"></p>
</form>
</main>
`
}

/** The encrypted file within such a page, undefined in any other. */
export function findSealedBlock(html: string): Blob | undefined {
  const start = html.indexOf(blockStart(SEALED_BLOCK))
  if (start < 0) return undefined
  const from = start + blockStart(SEALED_BLOCK).length
  const to = html.indexOf('<', from)
  try {
    return new Blob([fromBase64(html.slice(from, to).trim().replace(/^"|"$/g, ''))])
  } catch {
    throw new Error('The encrypted part of the file is damaged.')
  }
}

/** What `openSealedFile` found in the block, as the page it is. */
export async function unpackHtml(content: SealedContent): Promise<SealedContent> {
  return { ...content, blob: await through(content.blob, new DecompressionStream('gzip')) }
}

const STEP_BYTES = 3 * 256 * 1024

async function through(
  blob: Blob,
  stream: ReadableWritablePair<Uint8Array<ArrayBuffer>, BufferSource>,
  signal?: AbortSignal,
): Promise<Blob> {
  return await new Response(blob.stream().pipeThrough(stream, { signal })).blob()
}

/** Run by the page inside as well: a policy, once there, holds for what a document becomes. */
function ownScripts(player: PlayerAssets): string[] {
  return [HTML_STARTER, player.script]
}

/** As `openSealedFile`, with nothing but what a browser has; the layout is that of `fileFormat.ts`. */
const OPENER = `(() => {
  const block = document.querySelector('script[${BLOCK_ATTRIBUTE}="${SEALED_BLOCK}"]')
  const problem = document.getElementById('problem')
  const field = document.getElementById('password')
  const open = async (password) => {
    const file = Uint8Array.from(atob(JSON.parse(block.textContent)), (char) => char.charCodeAt(0))
    const view = new DataView(file.buffer)
    const head = file.slice(0, 41)
    const secret = new TextEncoder().encode(password.normalize('NFKC'))
    const material = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveKey'])
    const key = await crypto.subtle.deriveKey(
      { name: 'PBKDF2', hash: 'SHA-256', salt: file.slice(14, 30), iterations: view.getUint32(10) },
      material, { name: 'AES-GCM', length: 256 }, false, ['decrypt'])
    const whole = view.getUint32(37) + 16
    const count = Math.max(1, Math.ceil((file.length - 41) / whole))
    const pieces = []
    for (let index = 0; index < count; index++) {
      const iv = new Uint8Array(12)
      iv.set(file.subarray(30, 37))
      new DataView(iv.buffer).setUint32(7, index)
      iv[11] = index === count - 1 ? 1 : 0
      const piece = file.subarray(41 + index * whole, 41 + (index + 1) * whole)
      pieces.push(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: head }, key, piece))
    }
    const plain = new Blob(pieces)
    const length = new DataView(await plain.slice(0, 4).arrayBuffer()).getUint32(0)
    const packed = plain.slice(4 + length).stream().pipeThrough(new DecompressionStream('gzip'))
    return await new Response(packed).text()
  }
  document.querySelector('form').addEventListener('submit', async (event) => {
    event.preventDefault()
    problem.textContent = problem.dataset.opening
    try {
      const html = await open(field.value)
      document.open()
      document.write(html)
      document.close()
    } catch {
      problem.textContent = problem.dataset.wrong
      field.select()
    }
  })
})()`

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; background: #f6f6f8; color: #1a1a21 }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 16px; box-sizing: border-box }
main { width: min(26rem, 100%); background: #fff; padding: 24px; border-radius: 10px; box-sizing: border-box; box-shadow: 0 8px 28px rgb(20 20 40 / 12%) }
h1 { font-size: 1.2rem; margin: 0 0 8px }
p { margin: 0 0 12px }
form { display: grid; gap: 8px }
label { font-weight: 600 }
input, button { font: inherit; padding: 8px 12px; border-radius: 6px; border: 1px solid #8b8b98; box-sizing: border-box; min-width: 0 }
input { background: #fff; color: inherit }
button { background: #4a4ecf; border-color: #4a4ecf; color: #fff; font-weight: 600; cursor: pointer }
:focus-visible { outline: 2px solid #4a4ecf; outline-offset: 2px }
#problem { min-height: 1.5em; margin: 0 }
@media (prefers-color-scheme: dark) {
  :root { background: #121215; color: #ededf2 }
  main { background: #1a1a1e }
  input { background: #232328; border-color: #71717f }
  button { background: #9da0ff; border-color: #9da0ff; color: #15151c }
  :focus-visible { outline-color: #9da0ff }
}`
