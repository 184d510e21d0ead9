import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const PAGE = readFileSync(new URL('bounds.html', import.meta.url), 'utf8')
const GIGABYTE = 1_000_000_000
const WEBSOCKET = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
/** One text frame of 1,000 characters. */
const FRAME = Buffer.concat([
  Buffer.from([0x81, 126, 1000 >> 8, 1000 & 255]),
  Buffer.alloc(1000, 'w'),
])

/** Pages that ask too much, an answer of 1 GB, and a socket that never stops talking. */
export async function startBoundsServer() {
  const server = createServer((request, response) => {
    if (request.url === '/gigabyte') return void sendGigabyte(response)
    response.setHeader('content-type', 'text/html')
    response.end(PAGE)
  })
  server.on('upgrade', (request, socket) => {
    const accept = createHash('sha1')
      .update(request.headers['sec-websocket-key'] + WEBSOCKET)
      .digest('base64')
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    )
    // 5,000 messages a second.
    const talking = setInterval(() => {
      for (let i = 0; i < 50; i++) socket.write(FRAME)
    }, 10)
    const end = () => clearInterval(talking)
    socket.on('close', end)
    socket.on('error', end)
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)))
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    recorded: `http://localhost:${port}`,
    control: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** @param {import('node:http').ServerResponse} response */
async function sendGigabyte(response) {
  response.setHeader('content-type', 'text/plain')
  const part = Buffer.alloc(1_000_000, 'g')
  for (let sent = 0; sent < GIGABYTE && !response.destroyed; sent += part.length) {
    if (response.write(part)) continue
    await new Promise((resolve) => {
      response.once('drain', () => resolve(undefined))
      response.once('close', () => resolve(undefined))
    })
  }
  response.end()
}
