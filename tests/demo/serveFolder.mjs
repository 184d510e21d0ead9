import { createReadStream, statSync } from 'node:fs'
import { extname, join, normalize, sep } from 'node:path'

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.pdf': 'application/pdf',
}

/**
 * A request listener for the files of a folder. Of several folders the first that has the file wins.
 *
 * @param {string | string[]} folders
 * @returns {import('node:http').RequestListener}
 */
export function serveFolder(folders) {
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = [folders].flat().map((folder) => resolveIn(folder, pathname))
    const found = file.find((path) => path !== undefined)
    if (!found) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found')
      return
    }
    response.writeHead(200, {
      'content-type': TYPES[extname(found)] ?? 'application/octet-stream',
      'cache-control': 'no-store',
    })
    createReadStream(found).pipe(response)
  }
}

/**
 * @param {string} folder
 * @param {string} pathname
 * @returns {string | undefined} The file it means, unless it lies outside or does not exist.
 */
function resolveIn(folder, pathname) {
  const path = normalize(join(folder, decodeURIComponent(pathname)))
  if (path !== normalize(folder) && !path.startsWith(normalize(folder + sep))) return undefined
  const candidates = path.endsWith(sep) ? [join(path, 'index.html')] : [path]
  return candidates.find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile())
}
