import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'

/**
 * Serves the benchmark pages and takes what the peers send, answering as their own back ends would.
 * @param {Record<string, { type: string, body: string }>} files by path
 */
export async function startServer(files) {
  let requests = 0
  let bytes = 0
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
    response.setHeader('access-control-allow-credentials', 'true')
    const wanted = request.headers['access-control-request-headers']
    if (wanted) response.setHeader('access-control-allow-headers', wanted)
    const file = files[path]
    if (file && request.method === 'GET') {
      response.setHeader('content-type', file.type)
      response.end(file.body)
      return
    }
    /** @type {Buffer[]} */
    const parts = []
    request.on('data', (part) => parts.push(part))
    request.on('end', () => {
      if (request.method === 'POST') {
        const body = Buffer.concat(parts)
        requests++
        bytes += isCompressed(request, body) ? body.length : gzipSync(body).length
      }
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(answer(path)))
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    origin: `http://localhost:${port}`,
    received: () => ({ requests, bytes }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined))
        server.closeAllConnections()
      }),
  }
}

/** @param {import('node:http').IncomingMessage} request @param {Buffer} body; Peers compress with deflate (0x78) or gzip (0x1f), some without saying so in a header. */
function isCompressed(request, body) {
  return Boolean(request.headers['content-encoding']) || body[0] === 0x78 || body[0] === 0x1f
}

/** What each peer's back end would say, so that it goes on recording. @param {string} path */
export function answer(path) {
  if (path.includes('/openreplay') && path.endsWith('/start')) {
    return {
      token: 't',
      sessionID: '1',
      startTimestamp: Date.now(),
      userUUID: 'u',
      projectID: '1',
      beaconSizeLimit: 1_000_000,
      compressionThreshold: 24_000,
      delay: 0,
      canvasEnabled: false,
      canvasQuality: 'low',
      canvasFPS: 1,
      lockCanvasStatus: true,
      conditions: [],
      features: {},
    }
  }
  if (path.includes('/posthog')) {
    return {
      sessionRecording: { endpoint: '/s/' },
      supportedCompression: ['gzip-js'],
      featureFlags: {},
    }
  }
  return {}
}
