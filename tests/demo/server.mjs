/**
 * The demo shop: a small plant shop that README pictures, tests and benchmarks record. No dependency, no build.
 *
 * The shop is on `localhost`, its payment form on `127.0.0.1` with a port of its own: two sites, so that the browser
 * keeps the form in another process, as a real payment provider's.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { serveFolder } from './serveFolder.mjs'

const PAGES = join(import.meta.dirname, 'pages')
const PAYMENT_PAGES = join(import.meta.dirname, 'payment')

/** @typedef {{ url: string, paymentUrl: string, stop(): Promise<void> }} Demo */

/**
 * @param {{ port?: number, paymentPort?: number }} [options] Default: any free ports.
 * @returns {Promise<Demo>}
 */
export async function startDemo(options = {}) {
  const payment = createServer(serveFolder(PAYMENT_PAGES))
  const paymentPort = await listen(payment, options.paymentPort ?? 0)
  const paymentUrl = `http://127.0.0.1:${paymentPort}`
  const shop = createServer(shopHandler(paymentUrl))
  const port = await listen(shop, options.port ?? 0)
  return {
    url: `http://localhost:${port}`,
    paymentUrl,
    stop: async () => {
      await Promise.all([close(shop), close(payment)])
    },
  }
}

/**
 * The shop as a request listener, for servers that count.
 *
 * @param {string} paymentUrl
 * @returns {import('node:http').RequestListener}
 */
export function shopHandler(paymentUrl) {
  const files = serveFolder(PAGES)
  const products = JSON.parse(readFileSync(join(PAGES, 'products.json'), 'utf8'))
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/api/config') return json(response, 200, { paymentUrl })
    if (pathname === '/api/products') return json(response, 200, products)
    if (pathname === '/api/promo') return json(response, 503, { error: 'Promo service is down' })
    if (pathname === '/api/orders') return json(response, 201, { order: 'LC-20417' })
    if (/^\/account(\/|$)/.test(pathname)) request.url = '/account.html'
    return files(request, response)
  }
}

/** The payment form's pages, as a request listener. */
export function paymentHandler() {
  return serveFolder(PAYMENT_PAGES)
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {unknown} body
 */
function json(response, status, body) {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
  response.writeHead(status, headers).end(JSON.stringify(body))
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<number>}
 */
function listen(server, port) {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      done(typeof address === 'object' && address ? address.port : port)
    })
  })
}

/**
 * @param {import('node:http').Server} server
 * @returns {Promise<void>}
 */
function close(server) {
  return new Promise((done) => {
    server.close(() => done())
    server.closeAllConnections()
  })
}
