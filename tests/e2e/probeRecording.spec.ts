import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect } from '@playwright/test'
import { test } from './fixtures'

const PAGE = `<!doctype html><title>Diagnostics</title>
<style id="sheet">p { color: red }</style><p>Text</p><input id="field"><div id="host"></div><x-late></x-late>
<script>
console.log('first words', { a: [1, { b: 2 }] }, document.body)
console.error(new TypeError('logged mistake'))
localStorage.setItem('theme', 'dark')
document.cookie = 'seen=yes'
setTimeout(() => { throw new RangeError('thrown mistake') })
Promise.reject(new Error('rejected mistake'))
fetch('/api/items?page=2', { headers: { authorization: 'Bearer abc' } }).then((r) => r.json())
fetch('/api/send', { method: 'POST', body: JSON.stringify({ name: 'x' }), headers: { 'content-type': 'application/json' } })
const request = new XMLHttpRequest(); request.open('PUT', '/api/xhr'); request.send('payload')
navigator.sendBeacon('/api/beacon', 'ping')
const socket = new WebSocket(location.origin.replace('http', 'ws') + '/socket')
document.body.append(Object.assign(new Image(), { src: '/missing.png' }))
</script>`

function serveApi(request: IncomingMessage, response: ServerResponse) {
  const { url } = request
  if (url === '/') {
    response.setHeader('content-type', 'text/html')
    response.setHeader('content-security-policy', "frame-src 'none'")
    response.end(PAGE)
  } else if (url?.startsWith('/api/')) {
    response.setHeader('content-type', 'application/json')
    response.end('{"answer":42}')
  } else {
    response.statusCode = 404
    response.end('nothing here')
  }
}

/** Every stored event of a kind, as text of the store. */
function eventsOf(stored: string, kind: string): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = []
  JSON.stringify(JSON.parse(stored), (_key, value) => {
    if (typeof value === 'object' && value !== null && value.kind === kind) found.push(value)
    return value
  })
  return found
}

test('the diagnostics of a page are recorded from its first line', async ({
  page,
  recount,
  serve,
}) => {
  const server = await serve(serveApi)
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await page.goto(server.origin)
  await page.waitForTimeout(3000)
  const [session] = await recount.list()
  await recount.stop(session?.sessionId ?? '')
  const stored = await recount.stored(session?.sessionId ?? '')
  console.log(stored.slice(0, 20000))
})
