import { createServer } from 'node:http'
import { constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'

/** Answers as the vendors' back ends would, and keeps every byte they are sent, unpacked. */
export async function startCollector(page) {
  const texts = []
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
    response.setHeader('access-control-allow-credentials', 'true')
    response.setHeader(
      'access-control-allow-headers',
      request.headers['access-control-request-headers'] ?? '*',
    )
    if (path === '/page') {
      response.setHeader('content-type', 'text/html')
      return response.end(page())
    }
    const parts = []
    request.on('data', (part) => parts.push(part))
    request.on('end', () => {
      if (request.method === 'POST') texts.push(...unpack(Buffer.concat(parts)))
      if (path.endsWith('.gif')) {
        response.setHeader('content-type', 'image/gif')
        return response.end(
          Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
        )
      }
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(answer(path)))
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://localhost:${server.address().port}`,
    text: () => texts.join('\n'),
    bytes: () => texts.reduce((sum, text) => sum + text.length, 0),
    clear: () => texts.splice(0),
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}

/** A body as it is, and everything in it that is compressed, wherever it begins (multipart, envelopes). */
function unpack(body) {
  const found = [body.toString('utf8')]
  const isHead = (at) =>
    (body[at] === 0x1f && body[at + 1] === 0x8b) ||
    (body[at] === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(body[at + 1] ?? 0))
  for (let at = 0; at + 2 < body.length; at++) {
    if (!isHead(at)) continue
    for (const open of [gunzipSync, inflateSync]) {
      try {
        found.push(
          open(body.subarray(at), { finishFlush: constants.Z_SYNC_FLUSH }).toString('utf8'),
        )
        break
      } catch {
        // Not compressed after all.
      }
    }
  }
  try {
    found.push(inflateRawSync(body).toString('utf8'))
  } catch {}
  return found
}

function answer(path) {
  if (path.includes('/openreplay') && path.endsWith('/start')) {
    return {
      token: 't',
      sessionID: '1',
      startTimestamp: Date.now(),
      userUUID: 'u',
      projectID: '1',
      beaconSizeLimit: 1_000_000,
      compressionThreshold: 2_000_000,
      delay: 0,
      canvasEnabled: false,
      canvasQuality: 'low',
      canvasFPS: 1,
      lockCanvasStatus: true,
      conditions: [],
      features: {},
    }
  }
  if (path.includes('/posthog'))
    return { sessionRecording: { endpoint: '/s/' }, supportedCompression: [], featureFlags: {} }
  if (path.includes('/mixpanel')) return { code: 200, status: 'OK' }
  return {}
}
