import { createServer } from 'node:http'

/** A page whose `work(pieces)` writes that many pieces of 20 kB over each other, none like the one before. */
const PAGE = `<!doctype html><title>Buffered</title><p></p><script>
  let state = 1
  function piece() {
    let text = ''
    while (text.length < 20000) { state = (state * 48271) % 2147483647; text += state.toString(36) }
    return text
  }
  async function work(pieces) {
    for (let count = 0; count < pieces; count++) {
      document.querySelector('p').textContent = piece()
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
</script>`

/** @returns {Promise<{ origin: string, stop(): void }>} */
export async function startBenchServer() {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(PAGE)
  })
  await new Promise((resolve) => server.listen(0, () => resolve(undefined)))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { origin: `http://localhost:${port}`, stop: () => server.close() }
}
