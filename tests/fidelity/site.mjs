import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'

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
  '/assets/other-frame.html': ['text/html', '<!doctype html><h3 style="color:navy">Another</h3>'],
  '/assets/tall.html': [
    'text/html',
    '<!doctype html><div style="height:2000px;background:linear-gradient(red,blue)">Tall</div>',
  ],
  '/assets/form.html': [
    'text/html',
    '<!doctype html><style>:focus-visible { outline: 3px solid green }</style><input><button>Go</button>',
  ],
  '/assets/nesting.html': [
    'text/html',
    '<!doctype html><p>Nesting</p><iframe src="/assets/frame.html" width="300" height="120"></iframe>',
  ],
  '/assets/sprite.svg': [
    'image/svg+xml',
    '<svg xmlns="http://www.w3.org/2000/svg"><symbol id="dot" viewBox="0 0 10 10"><circle r="5" cx="5" cy="5" fill="green"/></symbol><symbol id="square" viewBox="0 0 10 10"><rect width="8" height="8" fill="brown"/></symbol></svg>',
  ],
}

/** Three seconds of a tone: 8,000 samples a second, 8 bits. */
function tone() {
  const samples = 24_000
  const bytes = Buffer.alloc(44 + samples)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + samples, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(8000, 24)
  bytes.writeUInt32LE(8000, 28)
  bytes.writeUInt16LE(1, 32)
  bytes.writeUInt16LE(8, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(samples, 40)
  for (let at = 0; at < samples; at++) bytes[44 + at] = 128 + 60 * Math.sin(at / 3)
  return bytes
}

/**
 * The site of one case and, on a second port, another one. `stop` ends both.
 *
 * @param {import('./cases.mjs').Case} shown
 */
export async function startSites(shown) {
  const sockets = new Set()
  const listen = async (other) => {
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://x').pathname
      void answer(path, shown, other()).then(({ type, body, headers, status = 200 }) => {
        response.writeHead(type ? status : 404, {
          'content-type': type ?? 'text/plain',
          ...(path.endsWith('.ttf') ? { 'access-control-allow-origin': '*' } : {}),
          ...headers,
        })
        response.end(body)
      })
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
    other,
    stop: async () => {
      for (const server of [first, second]) server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

async function answer(path, shown, other) {
  if (path === '/assets/probe.ttf') {
    const font = FONTS.find(existsSync)
    return font ? { type: 'font/ttf', body: await readFile(font) } : { body: 'no font' }
  }
  if (path === '/assets/tone.wav') {
    const body = tone()
    // Answered as a range, or the browser takes it for a stream in which nobody can seek.
    const range = `bytes 0-${body.length - 1}/${body.length}`
    return { type: 'audio/wav', body, status: 206, headers: { 'content-range': range } }
  }
  const asset = ASSETS[path]
  if (asset) return { type: asset[0], body: asset[1] }
  if (path !== shown.path) return { body: 'not found' }
  const body = shown.html.replaceAll('{{other}}', other)
  return { type: shown.type, body, headers: shown.headers }
}
