import { type Channel, parse } from './channel'

/**
 * Channels that leaked once, here or elsewhere, and that no list of attributes or properties would have brought up: the
 * same value in another writing, another document, another sense of the word "entered".
 */

const PAGE = [
  ...parse(
    'page',
    'body',
    `
text in video poster label | <video aria-label="$" title="$"></video>
unknown element fails | <$ src="/missing/$.png" onload></$>
`,
  ),
  ...parse(
    'page',
    'frame',
    `
text behind forms with fields named like members | <form><input name=nextSibling><input name=firstChild><input name=nodeType></form><form><b><input name=lastChild></b></form><p>$</p>
`,
  ),
  ...parse(
    'page',
    'script',
    `
made-up element fails | { const e = make('u$'); e.setAttribute('src', '/missing/$'); later(() => e.dispatchEvent(new Event('error'))) }
sheet media by script | const s = make('style'); s.textContent = 'p {}'; later(() => { s.sheet.media.mediaText = '$'; s.sheet.insertRule('b {}') })
adopted media by script | const s = new CSSStyleSheet({ media: '$' }); s.replaceSync('p {}'); document.adoptedStyleSheets.push(s); later(() => s.insertRule('b {}'))
shadow adopted media | const s = new CSSStyleSheet(); s.replaceSync('p {}'); make('div').attachShadow({ mode: 'open' }).adoptedStyleSheets = [s]; later(() => { s.media.mediaText = '$'; s.insertRule('b {}') })
fetch redirected | fetch('/api/redirect?to=/api/x/$')
eventsource message | { const s = new EventSource('/api/events?say=$'); s.onmessage = () => s.close() }
fetch abort reason word | { const a = new AbortController(); fetch('/api/x', { signal: a.signal }).catch(() => {}); a.abort('$') }
fetch server timing | fetch('/api/timing?say=$')
validity message | { const i = make('input'); i.setCustomValidity('$'); later(() => i.reportValidity()) }
`,
  ),
  ...parse(
    'page',
    'act',
    [
      'labelledby',
      'aria-label',
      'title',
      'alt',
      'testid',
      'text',
      'generated',
      'made-up',
      'name',
      'placeholder',
      'label',
      'href',
      'slot',
    ]
      .map((name) => `clicked ${name} | click-${name}`)
      .join('\n'),
  ),
]

const PERSON = parse(
  'person',
  'act',
  `
typed sent in base64 | more-base64
typed sent in hex | more-hex
typed sent encoded twice | more-twice
typed shown in groups | more-groups
typed shown in capitals | more-capitals
typed in editor shown before it | more-editor
typed in frame shown around it | more-frame
typed shown in frame | more-into-frame
typed in ignored shown | more-ignored
typed in blocked shown | more-blocked
typed to no field | more-keys
pasted to no field | more-paste
dropped on no field | more-drop
file name shown | more-file-name
file name sent | more-file-sent
picture chosen, shown as data | more-picture-data
picture chosen, shown as blob | more-picture-blob
typed shown on next page | more-next
typed shown in title of next page | more-next-title
typed shown in an attribute of the next page | more-next-attribute
typed letter by letter, then shown on next page | more-next-slow
typed shown in a frame of another site | more-foreign
typed letter by letter, shown in a frame of another site | more-foreign-slow
typed shown in a frame of another site as the page is left | more-next-foreign
typed in a frame of another site shown around it | more-foreign-out
answer to a prompt shown | more-prompt
answer to a prompt shown in a frame of another site | more-foreign-prompt
pasted by a button | more-clipboard
pasted as an item | more-clipboard-item
pasted as an item of markup | more-clipboard-markup
`,
)

const FLOOR = [
  ...parse(
    'floor',
    'body',
    `
floor data json | <div data-page='{"props":{"user":1,"csrf_token":"$"}}'>x</div>
floor attribute json | <div wire:snapshot='{"memo":{"id":"a"},"accessToken":"$"}'>x</div>
floor json in json attribute | <div data-state='{"a":"{\\"token\\":\\"$\\"}"}'>x</div>
floor link nested address | <a href="/login?next=%2Fcb%3Faccess_token%3D$">x</a>
floor link nested twice | <a href="/login?next=%2Fa%3Fb%3D%252Fcb%253Ftoken%253D$">x</a>
floor link matrix | <a href="/shop;jsessionid=$?a=1">x</a>
floor text security attribute | <input style="-webkit-text-security: disc" value="$">
floor shown before its field | <p>$</p><input type=password value="$">
floor title before value | <input title="$" type=password value="$">
floor hidden token shown before | <a data-x="$">x</a><input type=hidden name=csrf_token value="$">
floor in blocked, shown | <div data-recount="block"><input type=password value="$"></div><p>$</p>
floor mailto | <a href="mailto:a@example.com?body=https://x.example/?access_token=$">x</a>
floor custom scheme | <a href="myapp:cb?access_token=$">x</a>
floor javascript link | <a href="javascript:go('?token=$')">x</a>
floor form action nested | <form action="https://x.example/login?r=https%3A%2F%2Fx.example%2F%23id_token%3D$"></form>
floor style nested address | <p style="background: url('/bg/a.svg?u=%3Ftoken%3D$')">x</p>
`,
  ),
  ...parse(
    'floor',
    'script',
    `
floor body of secrets in list | fetch('/api/x', { method: 'POST', body: JSON.stringify({ passwords: ['$'], token: { value: '$' } }) })
floor body xml | fetch('/api/x', { method: 'POST', body: '<login><user>a</user><ns:password type="x">$</ns:password></login>' })
floor body xml data | fetch('/api/x', { method: 'POST', body: '<login><password><![CDATA[$]]></password></login>' })
floor stored json in json | localStorage.setItem('persist:root', JSON.stringify({ auth: JSON.stringify({ inner: JSON.stringify({ token: '$' }) }) }))
floor console json in json | console.log(JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ password: '$' }) }) }))
floor console nested address | console.log('/login?next=%2Fcb%3Faccess_token%3D$')
floor fetch nested address | fetch('/login?next=' + encodeURIComponent('/cb?access_token=$'))
floor console field | { const e = make('input'); e.type = 'password'; e.value = '$'; console.log(e, [e], { e }) }
floor console map of secrets | console.log(new Map([['password', '$']]), [['authorization', 'Bearer $']])
floor console entries | console.log(Object.entries({ password: '$' }))
floor console headers | console.log(new Headers({ authorization: '$' }), new URLSearchParams({ token: '$' }))
floor console form | { const d = new FormData(); d.set('password', '$'); console.log(d, [...d]) }
floor console escaped | console.log('{\\\\"password\\\\":\\\\"$\\\\"}')
floor console separate | console.log('password', '$')
floor error json | setTimeout(() => { throw new Error(JSON.stringify({ request: { headers: { authorization: '$' } } })) })
floor history nested address | later(() => history.replaceState(null, '', '/p?next=' + encodeURIComponent('/cb?token=$')))
floor cookie header shown | console.log('Cookie: sid=$; theme=dark', 'Set-Cookie: session=$; Path=/')
`,
  ),
  ...parse(
    'floor',
    'act',
    `
typed password in blocked shown | more-blocked-password
typed password under a plain key | more-password-plain
typed password in base64 | more-password-base64
typed password on next page | more-next-password
typed password shown in a frame of another site | more-foreign-password
`,
  ),
]

/** In a frame: what acts for the person here climbs from field to field itself, and would do so for ever. */
const CLOBBERED = parse(
  'token',
  'frame',
  `
token form with field parentNode | <form data-recount="mask"><input name=parentNode><input name=parentElement><p>$</p></form>
token form with field firstChild | <form><div data-recount="mask"><input name=firstChild><p title="$">$</p></div></form>
token form with field nextSibling | <form><div data-recount="mask"><input name=nextSibling><p title="$">$</p></div></form>
token form with field localName | <form data-recount="mask"><input name=localName><input name=getAttribute><p title="$">$</p></form>
`,
)

const TOKEN = [
  ...CLOBBERED,
  ...parse(
    'token',
    'body',
    `
token block image fails | <div data-recount="block"><img src="/missing/$.png"></div>
token mask image fails | <div data-recount="mask"><img src="/missing/$.png"></div>
token block media fails | <div data-recount="block"><video src="/missing/$.mp4"></video><object data="/missing/$"></object></div>
token mask validity | <div data-recount="mask"><input pattern="$" title="$" value="$"></div>
`,
  ),
  ...parse(
    'token',
    'script',
    `
token mask insertRule | const d = make('div'); d.dataset.recount = 'mask'; const s = d.appendChild(document.createElement('style')); s.textContent = 'i {}'; later(() => s.sheet.insertRule('.k { background: url(/bg/$.svg); content: "$" }'))
token block insertRule | const d = make('div'); d.dataset.recount = 'block'; const s = d.appendChild(document.createElement('style')); s.textContent = 'i {}'; later(() => s.sheet.insertRule('.$ { background: url(/bg/$.svg) }'))
token mask adopted | const s = new CSSStyleSheet(); s.replaceSync('p::before { content: "$"; background: url(/bg/$.svg) }'); const d = make('div'); d.dataset.recount = 'mask'; d.attachShadow({ mode: 'open' }).adoptedStyleSheets = [s]; later(() => s.insertRule('.k { background: url(/bg/$-2.svg) }'))
token block adopted | const s = new CSSStyleSheet(); s.replaceSync('p::before { content: "$" }'); const d = make('div'); d.dataset.recount = 'block'; d.attachShadow({ mode: 'open' }).adoptedStyleSheets = [s]; later(() => s.insertRule('.$ { color: red }'))
token mask states | later(() => { class T extends HTMLElement { constructor() { super(); this.attachInternals().states?.add('$') } } customElements.define('x-tstate', T); const d = make('div'); d.dataset.recount = 'mask'; d.append(document.createElement('x-tstate')) })
token console element | const d = make('div'); d.dataset.recount = 'mask'; d.innerHTML = '<p id="$" class="$">$</p>'; later(() => console.log(d.firstChild, [d.firstChild]))
token block console element | const d = make('div'); d.dataset.recount = 'block'; d.innerHTML = '<p id="$" class="$">$</p>'; later(() => console.log(d.firstChild))
token block animation | later(() => { const d = make('div'); d.dataset.recount = 'block'; d.innerHTML = '<p>x</p>'; d.firstChild.animate([{ content: '"$"' }, {}], { id: '$', duration: 50 }) })
token mask img later fails | const d = make('div'); d.dataset.recount = 'block'; later(() => { d.innerHTML = '<img src="/missing/$.png"><link rel=stylesheet href="/missing/$.css">' })
`,
  ),
  ...parse(
    'token',
    'act',
    `
token clicked by reference | token-labelledby
token clicked inside | token-inside
`,
  ),
]

export const SURPRISES: readonly Channel[] = [...PAGE, ...PERSON, ...FLOOR, ...TOKEN]
