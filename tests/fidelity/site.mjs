import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'

const CASES = fileURLToPath(new URL('./cases/', import.meta.url))
/** Any font that differs from the default will do; Debian's fonts-liberation has this one. */
const FONTS = [
  '/usr/share/fonts/truetype/liberation/LiberationSerif-Italic.ttf',
  '/usr/share/fonts/truetype/dejavu/DejaVuSerif-Bold.ttf',
]

const svg = (color) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="50" height="50"><rect width="50" height="50" fill="${color}"/></svg>`

const ASSETS = {
  '/assets/red.svg': ['image/svg+xml', svg('red')],
  '/assets/blue.svg': ['image/svg+xml', svg('blue')],
  '/assets/plain.css': ['text/css', '.from-link { color: darkgreen; font-weight: bold }'],
  '/assets/second.css': ['text/css', '.from-link { text-decoration: underline }'],
  '/assets/importing.css': [
    'text/css',
    '@import "imported.css"; .pictured { background: url(red.svg) }',
  ],
  '/assets/imported.css': ['text/css', '.imported { color: rebeccapurple; letter-spacing: 3px }'],
  '/assets/frame.html': [
    'text/html',
    '<!doctype html><style>p { color: maroon }</style><p>In a frame</p><img src="/assets/blue.svg" alt="">',
  ],
}

/** The site of the cases and, on a second port, another one. `stop` ends both. */
export async function startSites() {
  const sockets = new Set()
  const listen = async (other) => {
    const server = createServer((request, response) => {
      void answer(new URL(request.url ?? '/', 'http://x').pathname, other()).then(
        ({ type, body }) => {
          response.writeHead(type ? 200 : 404, { 'content-type': type ?? 'text/plain' })
          response.end(body)
        },
      )
    })
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    })
    await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)))
    return server
  }
  let other = ''
  const first = await listen(() => other)
  const second = await listen(() => '')
  other = `http://127.0.0.1:${second.address().port}`
  return {
    origin: `http://localhost:${first.address().port}`,
    stop: async () => {
      for (const server of [first, second]) server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

async function answer(path, other) {
  if (path === '/assets/probe.ttf') {
    const font = FONTS.find(existsSync)
    return font ? { type: 'font/ttf', body: await readFile(font) } : { body: 'no font' }
  }
  const asset = ASSETS[path]
  if (asset) return { type: asset[0], body: asset[1] }
  const file = `${CASES}${path.slice(1)}`
  if (!/^\/[a-z0-9-]+\.html$/.test(path) || !existsSync(file)) return { body: 'not found' }
  const text = await readFile(file, 'utf8')
  return { type: 'text/html; charset=utf-8', body: text.replaceAll('{{other}}', other) }
}
