import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const PAGE = readFileSync(new URL('page.html', import.meta.url), 'utf8')

/**
 * @typedef {object} Done
 * @property {'text' | 'attribute' | 'console'} kind
 * @property {number} n
 * @property {number} at Epoch ms by the page's clock, which is this machine's.
 */
/**
 * What one document did, by its own word.
 *
 * @typedef {object} DocumentLog
 * @property {string} doc
 * @property {number} openedAt Epoch ms.
 * @property {boolean} isTop
 * @property {Done[]} done
 */
/**
 * A chunk the worker said it has stored, as the page's side of the transport saw it.
 *
 * @typedef {object} Ack
 * @property {string} sessionId
 * @property {string} streamId
 * @property {number} seq
 * @property {number} hash Of the body, see `hashOf`.
 * @property {string[]} tokens
 */

/**
 * The log that knows nothing of Recount: a web site whose pages write here what they are about to do. The acks come
 * from the man in the middle (`middle.js`), who sits between recorder and worker.
 */
export async function startLogServer() {
  /** @type {Map<string, DocumentLog>} */
  const documents = new Map()
  /** @type {Ack[]} */
  const acks = []
  /** @type {Record<string, number>} */
  const faults = {}
  let count = 0

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('cache-control', 'no-store')
    if (request.method === 'POST' && url.pathname === '/did') {
      const { doc, kind, n, at } = Object.fromEntries(url.searchParams)
      documents
        .get(doc ?? '')
        ?.done.push({ kind: /** @type {any} */ (kind), n: Number(n), at: Number(at) })
      return response.end()
    }
    if (request.method === 'POST') return void collect(request, response, url.pathname)
    if (url.pathname !== '/page' && url.pathname !== '/frame') return response.writeHead(404).end()
    count += 1
    const doc = `d${count}`
    documents.set(doc, { doc, openedAt: Date.now(), isTop: url.pathname === '/page', done: [] })
    response.setHeader('content-type', 'text/html')
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
    const frame =
      url.pathname === '/page' ? `<iframe src="http://127.0.0.1:${port}/frame"></iframe>` : ''
    response.end(PAGE.replaceAll('DOC', doc).replace('<main>', `${frame}<main>`))
  })

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   * @param {string} path
   */
  async function collect(request, response, path) {
    let text = ''
    for await (const part of request) text += part
    if (path === '/acked') acks.push(JSON.parse(text))
    if (path === '/fault') faults[text] = (faults[text] ?? 0) + 1
    response.end()
  }

  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)))
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    port,
    origin: `http://localhost:${port}`,
    frameOrigin: `http://127.0.0.1:${port}`,
    documents,
    acks,
    /** What the man in the middle did to messages. */
    faults,
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/**
 * FNV-1a, the same in `middle.js`.
 *
 * @param {string} text
 */
export function hashOf(text) {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
