import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { CHANNELS, type Channel } from './channels'

/**
 * Lower-case letters and digits: survives attribute names, host-like places and case folding. `RECOUNT_LETTERS=1`: letters
 * alone, as names of people are.
 */
export function secretOf(channel: Channel): string {
  const index = CHANNELS.indexOf(channel)
  const mixed = ((index + 1) * 2654435761) >>> 0
  const secret = `q${(index + 36).toString(36)}z${mixed.toString(36).padStart(7, '7')}k`
  if (!process.env.RECOUNT_LETTERS) return secret
  return secret.replace(/\d/g, (digit) => 'bcdfghjlmp'.charAt(Number(digit)))
}

export function secretOfId(id: string): string {
  const channel = CHANNELS.find((each) => each.id === id)
  if (!channel) throw new Error(`No channel ${id}`)
  return secretOf(channel)
}

function codeOf(where: Channel['where'], hosts: Hosts): string[] {
  return CHANNELS.filter((channel) => channel.where === where).map((channel) =>
    fill(channel.code, secretOf(channel), hosts),
  )
}

function fill(code: string, secret: string, hosts: Hosts): string {
  return code
    .replaceAll('$', secret)
    .replaceAll('%HOST%', hosts.own)
    .replaceAll('%ORIGIN%', hosts.foreign)
}

interface Hosts {
  own: string
  foreign: string
}

export function pageUrl(origin: string): string {
  const query = CHANNELS.filter((channel) => channel.where === 'url').map((channel) =>
    channel.code.replaceAll('$', secretOf(channel)),
  )
  return `${origin}/?${query.join('&')}`
}

function page(hosts: Hosts): string {
  const scripts = codeOf('script', hosts).map(
    (code) => `try { (() => { ${code} })() } catch (e) { failed.push(String(e)) }`,
  )
  return `<!doctype html><html><head><meta charset=utf-8>
${codeOf('head', hosts).join('\n')}
<style>.must-keep-style { grid-template-columns: 1fr 2fr }\n${codeOf('style', hosts).join('\n')}</style>
<link rel=stylesheet href="/sheet.css"><link rel=stylesheet href="${hosts.foreign}/sheet.css">
</head><body class="page layout-wide">
<main>${codeOf('body', hosts).join('\n')}</main>
<iframe id=own src="/frame"></iframe><iframe id=foreign src="${hosts.foreign}/frame"></iframe>
<div data-recount="mask"><iframe src="${hosts.foreign}/masked"></iframe></div><div data-recount="block"><iframe src="${hosts.foreign}/blocked"></iframe></div>
<section id=acts>
<form id=form><input id=a-input><textarea id=a-textarea></textarea><input id=a-search type=search><input id=a-sync><input id=a-reset><input id=a-clear>
<input id=a-slow><input id=a-paste><input id=a-list list=choices><datalist id=choices></datalist><input id=a-script><input id=a-file type=file><textarea id=a-drop></textarea>
<select id=a-choose></select><select id=a-choose-echo></select>
<input id=a-password type=password><input id=a-password-shown type=password><input id=a-password-echo type=password><input id=a-card autocomplete=cc-number>
<span id=a-boxes>${'<input maxlength=1 inputmode=numeric>'.repeat(6)}</span>
${['text', 'attribute', 'title', 'url', 'console', 'request', 'body', 'storage', 'error', 'class', 'style', 'link'].map((name) => `<input id=a-echo-${name}>`).join('')}
</form>
<div id=a-editable contenteditable></div><div id=a-textbox role=textbox contenteditable></div><div id=a-host></div><p id=echo>x</p>
</section>
<p id=must-keep class="btn btn-primary" dir=rtl>must keep this sentence</p>
<script>
const failed = [], queue = []
const make = (tag) => document.body.appendChild(document.createElement(tag))
const later = (run) => queue.push(run)
document.querySelector('#a-host').attachShadow({ mode: 'closed' }).innerHTML = '<input style="width:200px">'
addEventListener('unhandledrejection', (event) => event.preventDefault())
function dynamic() { ${scripts.join('\n')} }
async function play() {
  dynamic()
  await new Promise((done) => setTimeout(done, 300))
  for (const run of queue) { try { run() } catch (e) { failed.push(String(e)) } }
  await new Promise((done) => setTimeout(done, 300))
  return failed
}
</script></body></html>`
}

/** Answers every address a channel asks for. */
export function canaryHandler(foreign: () => string): RequestListener {
  return (request, response) => {
    const hosts = { own: request.headers.host ?? '', foreign: foreign() }
    const url = new URL(request.url ?? '/', `http://${hosts.own}`)
    const say = url.searchParams.get('say') ?? ''
    switch (url.pathname) {
      case '/':
        return html(response, page(hosts))
      case '/frame':
        return html(response, `<!doctype html>${codeOf('frame', hosts).join('\n')}<input id=typed>`)
      case '/empty':
        return html(response, '<!doctype html><p>x')
      case '/sheet.css':
        return css(
          response,
          codeOf('sheet', hosts)
            .sort((a) => (a.startsWith('@import') ? -1 : 1))
            .join('\n'),
        )
      case '/imported.css':
        return css(response, '.imported { color: green }')
      case '/api/echo':
        return text(response, say)
      case '/api/echo-json':
        return json(response, { [say]: [say] })
      case '/api/token':
        return json(response, { access_token: secretOfId('floor response token') })
      case '/api/events':
        response.setHeader('content-type', 'text/event-stream')
        response.end(`data: ${say}\n\n`)
        return
      case '/api/redirect':
        response.writeHead(302, { location: url.searchParams.get('to') ?? '/' })
        response.end()
        return
      case '/api/timing':
        response.setHeader('server-timing', `db;desc="${say}"`)
        return text(response, 'ok')
      case '/next':
        return nextPage(request, response)
      case '/api/header':
        response.setHeader('x-say', say)
        return text(response, 'ok')
      default:
        return other(url.pathname, response, request)
    }
  }
}

/** Repeats what the form of the page before it sent. */
function nextPage(request: IncomingMessage, response: ServerResponse): void {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    const sent = new URLSearchParams(Buffer.concat(parts).toString())
    const of = (name: string) => sent.get(name) ?? ''
    html(
      response,
      `<!doctype html><title>For ${of('title')}</title><p>Hello ${of('text')}</p><p title="for ${of('attribute')}" data-a="${of('attribute')}">x</p>
<p>${of('slow')}</p><p>Your password is ${of('password')}</p><script>console.log('sent', ${JSON.stringify(Object.fromEntries(sent))})</script><p id=end>end</p>`,
    )
  })
}

/** A frame of another site: shows what it is told at once, and tells what is typed in it. */
const REPEATS = `addEventListener('message', ({ data }) => {
  const shown = document.body.appendChild(document.createElement('p'))
  shown.textContent = 'You wrote ' + data
  shown.title = data
  document.title = 'For ' + data
  console.log({ [data]: [data] })
  fetch('/find/' + data)
})
document.querySelector('#typed-out').addEventListener('input', (event) => parent.postMessage(event.target.value, '*'))`

export function foreignHandler(): RequestListener {
  const hosts = { own: '', foreign: '' }
  return (request, response) => {
    if (request.url === '/masked')
      return html(response, codeOf('masked-foreign-frame', hosts).join(''))
    if (request.url === '/blocked')
      return html(response, codeOf('blocked-foreign-frame', hosts).join(''))
    if (request.url?.startsWith('/frame'))
      return html(
        response,
        `<!doctype html>${codeOf('foreign-frame', hosts).join('\n')}<input id=typed><input id=typed-out><script>${REPEATS}</script>`,
      )
    if (request.url?.startsWith('/sheet.css'))
      return css(
        response,
        `.foreign-marker { color: rgb(1, 2, 3) }\n${codeOf('foreign-sheet', hosts).join('\n')}`,
      )
    return other(request.url ?? '/', response, request)
  }
}

function other(path: string, response: ServerResponse, _: IncomingMessage): void {
  if (path.startsWith('/missing/') || path.startsWith('/media/')) {
    response.statusCode = 404
    text(response, '')
    return
  }
  if (/\.svg$/.test(path)) {
    response.setHeader('content-type', 'image/svg+xml')
    // Pictures carry the secret of their own address in their bytes as well.
    response.end(
      `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><desc>${path}</desc></svg>`,
    )
    return
  }
  text(response, 'ok')
}

function html(response: ServerResponse, body: string): void {
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(body)
}
function css(response: ServerResponse, body: string): void {
  response.setHeader('content-type', 'text/css')
  response.end(body)
}
function json(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(body))
}
function text(response: ServerResponse, body: string): void {
  response.setHeader('content-type', 'text/plain')
  response.end(body)
}
