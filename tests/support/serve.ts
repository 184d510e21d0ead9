import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { serveFolder } from '../demo/serveFolder.mjs'

/** A web site on this machine that knows who knocked. */
export interface TestServer {
  /** Without a slash at the end. */
  readonly origin: string
  /** Path and query of each request since the start, or since `goDark`. */
  readonly requests: string[]
  /** TCP connections since the start, or since `goDark`. */
  readonly connections: number
  /**
   * Plays dead: drops every connection and answers nothing more, but keeps counting who comes. A server that is
   * really stopped could not tell.
   */
  goDark(): void
  stop(): Promise<void>
}

/** Ports that were sites of an earlier test: a browser that serves many tests remembers what was decided about them. */
const used = new Set<number>()

async function listenAnew(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  if (!used.has(port)) {
    used.add(port)
    return port
  }
  await new Promise((done) => server.close(done))
  return await listenAnew(server)
}

/** Answers everything with one page. */
export function servesHtml(html: string): RequestListener {
  return (_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(html)
  }
}

/**
 * Serves a folder, several (the first that has the file wins), or what a handler says.
 *
 * @param host `localhost` and `127.0.0.1` are two sites of one machine.
 */
export async function startServer(
  content: string | string[] | RequestListener,
  host: 'localhost' | '127.0.0.1' = 'localhost',
): Promise<TestServer> {
  const handler = typeof content === 'function' ? content : serveFolder(content)
  const sockets = new Set<Socket>()
  let requests: string[] = []
  let connections = 0
  let dark = false

  const server = createServer((request, response) => {
    requests.push(request.url ?? '')
    if (dark) request.socket.destroy()
    else handler(request, response)
  })
  server.on('connection', (socket) => {
    connections += 1
    if (dark) return void socket.destroy()
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const port = await listenAnew(server)

  return {
    origin: `http://${host}:${port}`,
    get requests() {
      return requests
    },
    get connections() {
      return connections
    },
    goDark() {
      dark = true
      for (const socket of sockets) socket.destroy()
      requests = []
      connections = 0
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
