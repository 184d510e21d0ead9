import { type Channel, parse } from './channel'

/** Channels that are neither one attribute nor one property: what scripts do, what fields hold, what nothing lifts. */

const SAID = parse(
  'page',
  'script',
  `
console info | console.info('$')
console warn object | console.warn({ deep: { deeper: { deepest: ['$'] } } })
console debug template | console.debug(\`a \${'$'} b\`)
console dirxml | console.dirxml('$')
console timeLog | console.time('t$'); console.timeLog('t$', '$'); console.timeEnd('t$')
console countReset | console.count('c$'); console.countReset('c$')
console groupCollapsed | console.groupCollapsed('$', '$'); console.groupEnd()
console table columns | console.table([{ $: 1 }], ['$'])
console css format | console.log('%c$', 'color: red; content: "$"')
console aggregate error | console.log(new AggregateError([new Error('$')], '$'))
console dom exception | console.log(new DOMException('$', '$'))
console error subclass | console.log(new (class $Error extends Error {})('x'))
console error own stack | { const e = new Error('x'); e.stack = 'at $ (http://x.example/$.js:1:1)'; console.log(e) }
console error members | console.log(Object.assign(new Error('x'), { code: '$', detail: { a: '$' } }))
console deep cause | console.log(new Error('x', { cause: new Error('y', { cause: '$' }) }))
console symbol key | console.log({ [Symbol('$')]: 1 })
console getter | console.log({ get a() { return '$' } })
console array members | console.log(Object.assign([1], { $: '$' }))
console regexp | console.log(/$/, new RegExp('$'))
console boxed | console.log(new String('$'), Object('$'))
console typed array | console.log(new TextEncoder().encode('$'))
console buffer | console.log(new TextEncoder().encode('$').buffer)
console file | console.log(new File(['$'], '$.txt', { type: 'text/$' }))
console url params | console.log(new URLSearchParams('$=$'))
console headers | console.log(new Headers({ 'x-$': '$' }))
console request | console.log(new Request('/r/$?$'))
console form data | { const d = new FormData(); d.set('$', '$'); console.log(d) }
console text node | console.log(document.createTextNode('$'))
console fragment | { const t = document.createElement('template'); t.innerHTML = '<p title="$">$</p>'; console.log(t.content, t.content.childNodes) }
console attr | { const p = document.createElement('p'); p.title = '$'; console.log(p.attributes, p.dataset, p.getAttributeNode('title')) }
console event | console.log(new CustomEvent('$', { detail: '$' }))
console promise | console.log(Promise.resolve('$'))
console proxy | console.log(new Proxy({ a: '$' }, {}))
console null prototype | console.log(Object.assign(Object.create(null), { $: '$' }))
console tag of object | console.log({ [Symbol.toStringTag]: '$' })
console toString | console.log({ toString() { return '$' } })
console toJSON | console.log({ toJSON() { return '$' } })
console function text | console.log(function () { return '$' })
console window | console.log({ location: new URL('http://x.example/$') })
console many | for (let i = 0; i < 30; i++) console.log(i, '$')
console long | console.log('a'.repeat(20000) + '$')
console split | console.log(...'$')
error in timer with object | setTimeout(() => { throw { message: '$', name: '$' } })
error string | setTimeout(() => { throw '$' })
error subclass name | setTimeout(() => { throw new (class $Error extends Error {})('x') })
error cause | setTimeout(() => { throw new Error('x', { cause: '$' }) })
error own stack | setTimeout(() => { const e = new Error('x'); e.stack = 'Error: x\\n at $ (http://x.example/$.js:1:1)'; throw e })
error reportError | later(() => reportError(new Error('$')))
error dom | setTimeout(() => document.querySelector('[$'))
error json | setTimeout(() => JSON.parse('$'))
error reference | setTimeout(() => window.eval('$ + 1'))
error source url | setTimeout(() => window.eval('throw new Error("x")\\n//# sourceURL=$.js'))
error rejected string | Promise.reject('$')
error rejected dom | Promise.reject(new DOMException('$', '$'))
error forged event | later(() => window.dispatchEvent(new ErrorEvent('error', { message: '$', filename: 'http://x.example/$.js', error: new Error('$') })))
error forged violation | later(() => document.dispatchEvent(new SecurityPolicyViolationEvent('securitypolicyviolation', { documentURI: 'http://x.example/$', violatedDirective: '$', effectiveDirective: '$', originalPolicy: '$', disposition: 'enforce', statusCode: 0, blockedURI: '$', sourceFile: '$', sample: '$', bubbles: true })))
error csp inline | later(() => { const s = document.createElement('script'); s.type = 'module'; s.src = '/missing/$.js'; document.body.append(s) })
error link | { const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = '/missing/$.css'; document.head.append(l) }
error worker | later(() => { try { new Worker('/missing/$.js', { name: '$' }) } catch {} })
error import | import('/missing/$.js').catch(() => {})
fetch put | fetch('/api/x/$', { method: 'PUT', body: '$', headers: { 'content-type': 'text/$' } })
fetch custom method | fetch('/api/x', { method: '$' }).catch(() => {})
fetch request object | fetch(new Request('/api/x?r=$', { method: 'POST', body: '$', headers: { 'x-r': '$' } }))
fetch blob body | fetch('/api/x', { method: 'POST', body: new Blob(['$'], { type: 'text/plain' }) })
fetch buffer body | fetch('/api/x', { method: 'POST', body: new TextEncoder().encode('$') })
fetch nested json | fetch('/api/x', { method: 'POST', body: JSON.stringify({ a: JSON.stringify({ b: '$' }) }) })
fetch base64 body | fetch('/api/x', { method: 'POST', body: JSON.stringify({ a: btoa('$') }) })
fetch xml body | fetch('/api/x', { method: 'POST', body: '<a b="$"><$>$</$></a>', headers: { 'content-type': 'application/xml' } })
fetch multipart text | fetch('/api/x', { method: 'POST', body: '--b\\r\\nContent-Disposition: form-data; name="$"; filename="$"\\r\\n\\r\\n$\\r\\n--b--', headers: { 'content-type': 'multipart/form-data; boundary=b' } })
fetch graphql | fetch('/api/graphql', { method: 'POST', body: JSON.stringify({ query: 'query $ { user(name: "$") { id } }', variables: { $: '$' } }) })
fetch encoded path | fetch('/api/' + encodeURIComponent('a b/$'))
fetch matrix path | fetch('/api/x;id=$;b=$')
fetch hash | fetch('/api/x#$')
fetch user info | fetch('http://u:$@localhost:1/').catch(() => {})
fetch data url | fetch('data:text/plain,$').catch(() => {})
fetch blob url | fetch(URL.createObjectURL(new Blob(['$']))).then((r) => r.text())
fetch referrer | fetch('/api/x', { referrer: '/from/$' })
fetch aborted | { const a = new AbortController(); fetch('/api/slow/$', { signal: a.signal }).catch(() => {}); a.abort('$') }
fetch response text after clone | fetch('/api/echo?say=$').then((r) => r.clone().text())
fetch response blob | fetch('/api/echo?say=$').then((r) => r.blob())
fetch response stream | fetch('/api/echo?say=$').then((r) => r.body.getReader().read())
xhr json | { const x = new XMLHttpRequest(); x.open('GET', '/api/echo-json?say=$'); x.responseType = 'json'; x.send() }
xhr form data | { const x = new XMLHttpRequest(); x.open('POST', '/api/x'); const d = new FormData(); d.set('$', new File(['$'], '$.png')); x.send(d) }
xhr document | { const x = new XMLHttpRequest(); x.open('POST', '/api/x'); x.send(new DOMParser().parseFromString('<p>$</p>', 'text/html')) }
xhr user | { const x = new XMLHttpRequest(); x.open('GET', '/api/x', true, '$', 'p'); x.send() }
xhr failed | { const x = new XMLHttpRequest(); x.open('GET', 'http://127.0.0.1:9/$'); x.send() }
xhr header name | { const x = new XMLHttpRequest(); x.open('GET', '/api/x'); x.setRequestHeader('x-$', '1'); x.send() }
beacon blob | navigator.sendBeacon('/api/x', new Blob(['$'], { type: 'application/json' }))
beacon form data | { const d = new FormData(); d.set('$', '$'); navigator.sendBeacon('/api/x', d) }
image request | new Image().src = '/img/$.svg?r=$'
audio request | new Audio('/media/$.mp3')
font request | new FontFace('$', 'url(/fonts/$.woff2)').load().catch(() => {})
script request | { const s = document.createElement('script'); s.src = '/api/$.js?$'; document.head.append(s) }
preload request | { const l = document.createElement('link'); l.rel = 'preload'; l.as = 'fetch'; l.href = '/api/pre/$'; document.head.append(l) }
websocket protocols | { const w = new WebSocket('ws://%HOST%/x', ['$', 'b']); w.onerror = () => {} }
eventsource query | { const s = new EventSource('/api/x?e=$'); setTimeout(() => s.close(), 100) }
broadcast | new BroadcastChannel('$').postMessage('$')
post message | window.postMessage({ $: '$' }, '*')
storage by index | localStorage['p$'] = '$'
storage removed | localStorage.setItem('r$', '$'); localStorage.removeItem('r$')
storage number key | sessionStorage.setItem('s', btoa('$'))
storage json list | localStorage.setItem('cart', JSON.stringify([{ name: '$', $: 1 }]))
cookie attributes | document.cookie = 'b=$; path=/$; max-age=9'
cookie store | window.cookieStore?.set('cs$', '$')
indexed db | indexedDB.open('$', 1)
caches | window.caches?.open('$').catch(() => {})
history state | later(() => history.replaceState({ $: '$' }, '$', location.href))
history encoded | later(() => history.pushState(null, '', '/p/' + encodeURIComponent('a $ b') + '?q=' + encodeURIComponent('é$')))
history deep hash | later(() => history.replaceState(null, '', '#/users/$?x=$'))
navigation api | later(() => { window.navigation?.addEventListener('navigate', (e) => { if (e.destination.url.includes('/n/')) e.intercept() }); window.navigation?.navigate('/n/$', { state: '$', info: '$' }).finished.catch(() => {}) })
title by element | later(() => { const t = document.createElement('title'); t.textContent = '$'; document.head.append(t) })
title in svg | make('div').innerHTML = '<svg><title>$</title><desc>$</desc><metadata>$</metadata></svg>'
selection in field | { const i = make('input'); i.value = 'x'; i.title = '$'; i.select() }
selected text | later(() => { const p = make('p'); p.textContent = 'a $ b'; const r = new Range(); r.setStart(p.firstChild, 2); r.setEnd(p.firstChild, 8); getSelection().removeAllRanges(); getSelection().addRange(r) })
copied text | later(() => { const p = make('p'); p.textContent = '$'; getSelection().selectAllChildren(p); document.execCommand('copy') })
clipboard write | later(() => navigator.clipboard?.writeText('$').catch(() => {}))
drag data | later(() => { const p = make('p'); const d = new DataTransfer(); d.setData('text/plain', '$'); d.setData('text/$', '$'); p.dispatchEvent(new DragEvent('dragstart', { dataTransfer: d, bubbles: true })); p.dispatchEvent(new DragEvent('drop', { dataTransfer: d, bubbles: true })) })
key event | later(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '$', code: '$', bubbles: true })))
notification | try { new Notification('$', { body: '$', tag: '$' }) } catch {}
media session | if (navigator.mediaSession) navigator.mediaSession.metadata = new MediaMetadata({ title: '$', artist: '$' })
performance mark detail | performance.mark('m', { detail: '$' }); performance.measure('$', { start: 0, detail: { $: '$' } })
element timing | make('div').innerHTML = '<img elementtiming="$" src="/img/$.svg"><p elementtiming="$">x</p>'
view transition | later(() => document.startViewTransition?.(() => { make('p').style.viewTransitionName = '$' }))
popover target | make('div').innerHTML = '<button popovertarget="$">x</button><div popover id="$">$</div>'
anchor names | make('div').innerHTML = '<p style="anchor-name: --$">x</p><p style="position-anchor: --$">x</p>'
trusted types | try { window.trustedTypes?.createPolicy('$', { createHTML: (x) => x }) } catch {}
worker blob | later(() => { try { new Worker(URL.createObjectURL(new Blob(['postMessage("$")'])), { name: '$' }) } catch {} })
custom element name | customElements.define('x-$', class extends HTMLElement {}); make('x-$').textContent = 'x'
unknown element name | make('$').textContent = 'x'
prefixed element name | document.body.append(document.createElementNS('http://www.w3.org/1999/xhtml', '$:b$'))
svg element name | { const s = document.createElementNS('http://www.w3.org/2000/svg', 'svg'); s.append(document.createElementNS('http://www.w3.org/2000/svg', '$')); document.body.append(s) }
foreign namespace | document.body.append(document.createElementNS('http://x.example/$', 'thing'))
doctype in frame | { const f = make('iframe'); f.srcdoc = '<!doctype html PUBLIC "-//$//x" "http://x.example/$"><p>x' }
processing instruction | document.body.append(document.createProcessingInstruction('x', '$'))
cdata | { const d = new DOMParser().parseFromString('<svg xmlns="http://www.w3.org/2000/svg"><text><![CDATA[$]]></text></svg>', 'image/svg+xml'); document.body.append(document.importNode(d.documentElement, true)) }
namespaced attribute | make('p').setAttributeNS('http://x.example/$', 'p$:a', '$')
attribute node | { const a = document.createAttribute('data-n'); a.value = '$'; make('p').setAttributeNode(a) }
form data event | make('form').innerHTML = '<input name="$" value="x" data-$="$">'
split text | { const p = make('p'); for (const c of '$') p.append(c) }
letters typed one by one | const t = make('p').appendChild(document.createTextNode('')); for (const [at, c] of [...'$'].entries()) setTimeout(() => { t.data += c }, at * 12)
wrapped letters | make('p').innerHTML = [...'$'].map((c) => '<span>' + c + '</span>').join('')
reversed by css | { const p = make('p'); p.style.direction = 'rtl'; p.textContent = '$' }
soft hyphens | make('p').textContent = '$ $'
nested shadow bare text | { let r = make('div').attachShadow({ mode: 'open' }); for (let i = 0; i < 4; i++) { const d = document.createElement('div'); r.append(d); r = d.attachShadow({ mode: i % 2 ? 'open' : 'closed' }) } r.append('$') }
slotted text | { const h = make('div'); h.attachShadow({ mode: 'open' }).innerHTML = '<slot name=a></slot>'; h.innerHTML = '<b slot=a>$</b>' }
slot fallback | make('div').attachShadow({ mode: 'closed' }).innerHTML = '<slot>$</slot>'
template cloned later | { const t = document.createElement('template'); t.innerHTML = '<p title="$">$</p>'; later(() => document.body.append(t.content.cloneNode(true))) }
adopted from elsewhere | later(() => { const d = document.implementation.createHTMLDocument('$'); d.body.innerHTML = '<p title="$">$</p>'; document.body.append(d.body.firstChild) })
range contents | later(() => { const p = make('p'); p.textContent = 'x'; const r = new Range(); r.selectNode(p); r.insertNode(r.createContextualFragment('<i title="$">$</i>')) })
outer html | later(() => { make('p').outerHTML = '<h3 title="$">$</h3>' })
insert adjacent | later(() => make('div').insertAdjacentHTML('afterbegin', '<p data-x="$">$</p>'))
replace children | later(() => make('div').replaceChildren('$'))
before after | later(() => { const p = make('p'); p.before('$'); p.after('$') })
toggle attribute | later(() => make('p').toggleAttribute('$'))
class list | later(() => make('p').classList.add('$'))
part list | later(() => make('p').part.add('$'))
aria reflection | later(() => { const p = make('p'); p.ariaLabel = '$'; p.ariaDescription = '$'; p.role = '$' })
style properties | later(() => { const p = make('p'); p.style.fontFamily = '$'; p.style.content = '"$"'; p.style.cssText += '; --z: $' })
style map | later(() => make('p').attributeStyleMap?.set('--m', '$'))
rule inserted in shadow | later(() => { const r = make('div').attachShadow({ mode: 'open' }); r.innerHTML = '<style></style>'; r.firstChild.sheet.insertRule('p::before { content: "$" }') })
rule deleted | { const s = make('style'); s.textContent = '.$ { color: red } .b {}'; later(() => s.sheet.deleteRule(0)) }
sheet replaced async | { const s = new CSSStyleSheet(); document.adoptedStyleSheets.push(s); later(() => s.replace('.$ { content: "$" }')) }
nested rule inserted | { const s = make('style'); s.textContent = '@media all { p {} }'; later(() => s.sheet.cssRules[0].insertRule('.$ { content: "$" }')) }
keyframe appended | { const s = make('style'); s.textContent = '@keyframes k { from { top: 0 } }'; later(() => s.sheet.cssRules[0].appendRule('to { content: "$" }')) }
text of style | { const s = make('style'); s.textContent = 'p {}'; later(() => { s.firstChild.data = '.a::before { content: "$" }' }) }
link swapped | { const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = '/sheet.css?$'; document.head.append(l) }
property registered | try { CSS.registerProperty({ name: '--$', syntax: '*', inherits: false, initialValue: '$' }) } catch {}
animation pseudo | later(() => make('p').animate({ backgroundImage: ['url("/bg/$")', 'none'], fontFamily: ['$', 'serif'] }, { pseudoElement: '::before', duration: 50 }))
canvas commands | later(() => { const c = make('canvas'); const x = c.getContext('2d'); x.font = '10px $'; x.fillText('$', 0, 10); x.strokeText('$', 0, 10); x.measureText('$') })
canvas fallback text | make('canvas').innerHTML = '<p>$</p>'
offscreen canvas | later(() => { const c = make('canvas'); const o = c.transferControlToOffscreen(); o.getContext('2d').fillText('$', 0, 10) })
svg blob image | later(() => { make('img').src = 'data:image/svg+xml;base64,' + btoa('<svg xmlns="http://www.w3.org/2000/svg"><text y="9">$</text></svg>') })
picture chosen | make('div').innerHTML = '<picture><source srcset="/img/$.svg 1x" type="image/svg+xml"><img src="/img/$-b.svg" alt="$"></picture>'
image in hidden | make('div').innerHTML = '<div hidden><img src="/img/$.svg"><div style="background: url(/bg/$.svg)"></div></div>'
lazy image | { const i = make('img'); i.loading = 'lazy'; i.src = '/img/$.svg' }
image map | make('div').innerHTML = '<img usemap="#$"><map name="$"><area href="/a/$" alt="$" title="$"></map>'
track cues | later(() => { const v = make('video'); v.addTextTrack('subtitles', '$', 'en').addCue(new VTTCue(0, 1, '$')) })
media fragment | make('video').src = '/media/$.mp4#t=1,$'
object fallback | make('object').innerHTML = '<embed src="/e/$"><p>$</p>'
frame by data url | make('iframe').src = 'data:text/html,<title>$</title><p>$</p>'
frame by blob url | make('iframe').src = URL.createObjectURL(new Blob(['<p title="$">$</p>'], { type: 'text/html' }))
frame srcdoc later | { const f = make('iframe'); later(() => { f.srcdoc = '<p title="$">$</p><input value="$">' }) }
frame name and hash | { const f = make('iframe'); f.name = '$'; f.src = '/empty#$' }
frame title | { const f = make('iframe'); f.title = '$'; f.srcdoc = '<title>$</title>' }
nested srcdoc | make('iframe').srcdoc = '<iframe srcdoc="&lt;p title=$&gt;$&lt;/p&gt;"></iframe>'
details name | make('div').innerHTML = '<details name="$" open><summary title="$">$</summary>$</details>'
microdata | make('div').innerHTML = '<div itemscope itemtype="http://schema.org/$" itemid="urn:$" itemref="$"><meta itemprop="name" content="$"><link itemprop="url" href="/i/$"></div>'
rdfa | make('div').innerHTML = '<div vocab="http://x.example/$" typeof="$" resource="#$" property="$" content="$" prefix="a: http://x.example/$">x</div>'
json ld later | later(() => { const s = make('script'); s.type = 'application/ld+json'; s.textContent = '{"a":"$"}' })
import map | make('div').innerHTML = '\\x3cscript type="importmap">{"imports":{"$":"/$.js"}}\\x3c/script>'
speculation rules | { const s = make('script'); s.type = 'speculationrules'; s.textContent = '{"prefetch":[{"urls":["/spec/$"]}]}' }
framework data | make('div').innerHTML = '<div data-reactroot="$" ng-reflect-name="$" v-bind:title="$" x-data="{a:1,b:2,$:3}" hx-get="/h/$" wire:model="$" @click="$" :class="$">x</div>'
dialog return | later(() => { const d = make('dialog'); d.innerHTML = '<p>$</p>'; d.showModal(); d.close('$') })
`,
)

const ENTERED = parse(
  'person',
  'body',
  `
input text | <input type=text value="$">
input unknown type | <input type="made-up" value="$">
input number | <input type=number value="7$">
input with placeholder copy | <input value="$" placeholder="x" data-value="$">
input with title copy | <input value="$" aria-valuetext="$">
input in form | <form><label>Name <input value="$" name=n1></label></form>
input disabled | <input value="$" disabled>
input read only | <input value="$" readonly>
input hidden by style | <input value="$" style="display:none">
input of datalist | <input list=dl2 value="$"><datalist id=dl2><option value="$">$</option></datalist>
textarea text | <textarea>line 1
$</textarea>
textarea with markup | <textarea><b>$</b></textarea>
select options | <select><option selected value="$">$</option></select>
select multiple | <select multiple><option selected label="$">$</option><option selected>b</option></select>
select group | <select><optgroup label="$"><option selected>$</option></optgroup></select>
select data of options | <select><option data-name="$" selected>x</option></select>
editable true | <div contenteditable=true><p>a</p><p title="$">$</p></div>
editable in shadow host | <x-card contenteditable>$</x-card>
editable with link | <div contenteditable><a href="/u/$">$</a><img src="/img/$.svg" alt="$"></div>
editable quill | <div class="ql-editor"><p>$</p></div>
editable prosemirror | <div class="ProseMirror"><p>$</p></div>
editable codemirror | <div class="cm-content"><div>$</div></div>
textbox multiline | <div role=textbox aria-multiline=true><p>$</p></div>
searchbox | <div role=searchbox>$</div>
spinbutton | <div role=spinbutton aria-valuetext="$">$</div>
combobox input | <div role=combobox><input value="$"></div>
output of form | <form><output name=r for=a>$</output></form>
output nested | <output><b title="$">$</b></output>
field in fieldset | <fieldset><input value="$"></fieldset>
field in table | <table><tr><td><input value="$"></table>
field in dialog | <dialog><input value="$"></dialog>
field in details | <details><input value="$"></details>
field in label | <label><input value="$"> x</label>
field in allowed part at user level | <div data-recount="mask"><select><option selected>$</option></select></div>
field in ignored part | <div data-recount="ignore"><textarea>$</textarea></div>
hidden note | <input type=hidden value="$" name=comment>
hidden json | <input type=hidden name=state value='{"a":"$"}'>
`,
)

const ENTERED_BY_SCRIPT = parse(
  'person',
  'script',
  `
value by script | make('input').value = '$'
value by script in shadow | { const r = make('div').attachShadow({ mode: 'open' }); r.innerHTML = '<input>'; r.firstChild.value = '$' }
value by attribute later | { const i = make('input'); later(() => i.setAttribute('value', '$')) }
value then type hidden | { const i = make('input'); i.value = '$'; later(() => { i.type = 'hidden' }) }
value then removed | { const i = make('input'); i.value = '$'; later(() => i.remove()) }
value then moved | { const i = make('input'); i.value = '$'; later(() => make('form').append(i)) }
value then cloned | { const i = make('input'); i.setAttribute('value', '$'); later(() => document.body.append(i.cloneNode(true))) }
value in form reset | { const f = make('form'); f.innerHTML = '<input value="$">'; later(() => { f.firstChild.value = 'x'; f.reset() }) }
default value | { const i = make('input'); later(() => { i.defaultValue = '$' }) }
textarea by script | make('textarea').value = '$'
textarea default | { const t = make('textarea'); later(() => { t.defaultValue = '$' }) }
option chosen by script | { const s = make('select'); s.append(new Option('a'), new Option('$', '$')); later(() => { s.selectedIndex = 1 }) }
option added selected | { const s = make('select'); later(() => s.append(new Option('$', '$', true, true))) }
editable by script | { const d = make('div'); d.contentEditable = 'true'; later(() => { d.innerHTML = 'a <b>$</b>' }) }
editable turned off later | { const d = make('div'); d.contentEditable = 'true'; d.textContent = '$'; later(() => { d.contentEditable = 'false' }) }
editable text moved out | { const d = make('div'); d.contentEditable = 'true'; d.innerHTML = '<p>$</p>'; later(() => document.body.append(d.firstChild)) }
design mode frame | { const f = make('iframe'); f.contentDocument.designMode = 'on'; later(() => { f.contentDocument.body.innerHTML = '<p>$</p>' }) }
output by script | { const o = make('output'); later(() => { o.value = '$' }) }
exec command | later(() => { const d = make('div'); d.contentEditable = 'true'; d.focus(); document.execCommand('insertText', false, '$') })
custom field value | later(() => { class F extends HTMLElement { static formAssociated = true; constructor() { super(); this.attachInternals().setFormValue('$') } } customElements.define('x-field', F); make('x-field') })
file by script | later(() => { const i = make('input'); i.type = 'file'; const d = new DataTransfer(); d.items.add(new File(['$'], '$.png')); i.files = d.files; i.dispatchEvent(new Event('change', { bubbles: true })) })
aria value by script | { const d = make('div'); d.setAttribute('role', 'slider'); later(() => d.setAttribute('aria-valuetext', '$')) }
`,
)

const NEVER = [
  ...parse(
    'floor',
    'body',
    [
      'cc-name',
      'cc-given-name',
      'cc-family-name',
      'cc-exp',
      'cc-exp-month',
      'cc-csc',
      'cc-type',
      'section-a shipping cc-number',
      'current-password webauthn',
      'new-password',
      'one-time-code',
    ]
      .map((token) => `never ${token} | <input autocomplete="${token}" value="$">`)
      .join('\n'),
  ),
  ...parse(
    'floor',
    'body',
    [
      'password',
      'passwd',
      'userPassword',
      'pass-word',
      'password_confirmation',
      'old_password',
      'pwd',
      'passcode',
      'cvv',
      'cvc',
      'card_number',
      'cardNumber',
      'ssn',
    ]
      .map((name) => `never named ${name} | <input name="${name}" value="$">`)
      .join('\n'),
  ),
  ...parse(
    'floor',
    'body',
    `
never unmask rule around | <div class="rule-allow"><div><input type=password value="$"></div></div>
never unmask on it | <input type=password data-recount=allow value="$">
never upper case type | <input TYPE=PASSWORD value="$">
never spaced autocomplete | <input autocomplete="  CURRENT-PASSWORD " value="$">
never in template host | <x-card><template shadowrootmode=open><input type=password value="$"></template></x-card>
never in svg | <svg><foreignObject><input type=password value="$"></foreignObject></svg>
never in table | <table><tr><td><input type=password value="$"></table>
never title of password | <input type=password data-value="$">
never hidden session | <input type=hidden name=session_id value="$">
never hidden xsrf | <input type=hidden id=XSRF-TOKEN value="$">
never hidden api key | <input type=hidden name=api_key value="$">
never meta xsrf | <meta name="_csrf" content="$">
never data api key | <div data-api-key="$">x</div>
never data auth token | <div data-auth-token="$">x</div>
never data secret | <div data-client-secret="$">x</div>
never link key | <a href="/x?api_key=$&a=1">x</a>
never link session | <a href="/x?sessionid=$">x</a>
never link code | <a href="/cb?code=$&state=1">x</a>
never link signature | <a href="https://x.example/f?X-Amz-Signature=$">x</a>
never link in hash query | <a href="/p#/cb?id_token=$">x</a>
never form action token | <form action="/f?token=$"></form>
never frame token | <iframe src="/empty?token=$"></iframe>
never srcset token | <img srcset="/img/a.svg?token=$ 1x">
never style url token | <p style="background: url('/bg/a.svg?token=$')">x</p>
never url in text | <p>https://x.example/?access_token=$</p>
never bearer in text | <p>Authorization: Bearer $abcdefgh</p>
`,
  ),
  ...parse(
    'floor',
    'script',
    `
never xhr authorization | { const x = new XMLHttpRequest(); x.open('GET', '/api/x'); x.setRequestHeader('Authorization', 'Basic $'); x.send() }
never cookie header | fetch('/api/x', { headers: { 'x-csrf-token': '$', 'x-auth-token': '$', 'proxy-authorization': '$' } })
never body deep | fetch('/api/x', { method: 'POST', body: JSON.stringify({ a: [{ login: { pass_word: 1, password: '$', newPassword: '$' } }] }) })
never body client secret | fetch('/api/x', { method: 'POST', body: 'grant_type=x&client_secret=$&refresh_token=$' })
never body card | fetch('/api/x', { method: 'POST', body: JSON.stringify({ cardNumber: '$', cvv: '$' }) })
never graphql password | fetch('/api/x', { method: 'POST', body: JSON.stringify({ query: 'mutation', variables: { password: '$' } }) })
never url password | fetch('/api/x?password=$&user=a')
never xhr url credentials | { const x = new XMLHttpRequest(); x.open('GET', 'http://ann:$@localhost:1/'); x.send() }
never socket credentials | { const w = new WebSocket('ws://%HOST%/s?auth=1&access_token=$'); w.onerror = () => {} }
never eventsource token | { const s = new EventSource('/api/x?jwt=$'); setTimeout(() => s.close(), 50) }
never beacon token | navigator.sendBeacon('/api/x?token=$', JSON.stringify({ accessToken: '$' }))
never stored refresh | localStorage.setItem('refresh_token', '$')
never stored nested | sessionStorage.setItem('oidc', JSON.stringify({ profile: { id_token: '$', secretKey: '$' } }))
never cookie session | document.cookie = 'PHPSESSID=$'
never console header | console.log('curl -H "Authorization: Bearer $abcd"')
never console url | console.log('https://x.example/?token=$')
never console password | console.log({ password: '$', nested: { apiKey: '$' } })
never error token | setTimeout(() => { throw new Error('failed: https://x.example/?access_token=$') })
never rejection token | Promise.reject(new Error('token=$'))
never replace state token | later(() => history.replaceState(null, '', '?session_token=$'))
never hash fragment | later(() => { location.hash = '/cb?id_token=$' })
never password shown by clone | { const e = make('input'); e.type = 'password'; e.value = '$'; later(() => { const c = e.cloneNode(); c.type = 'text'; c.value = e.value; e.after(c) }) }
never password in label | { const e = make('input'); e.type = 'password'; e.value = '$'; later(() => { make('b').textContent = e.value; e.title = e.value }) }
never password in attribute | { const e = make('input'); e.type = 'password'; later(() => { e.setAttribute('value', '$'); e.setAttribute('data-x', '$') }) }
never password moved | { const e = make('input'); e.type = 'password'; e.value = '$'; later(() => { e.type = 'text'; make('form').append(e) }) }
never password toggled twice | { const e = make('input'); e.type = 'password'; e.value = '$'; later(() => { e.type = 'text'; e.type = 'password'; e.type = 'text'; e.setAttribute('value', '$') }) }
never password by attribute type | { const e = make('input'); e.setAttribute('type', 'password'); later(() => { e.value = '$'; e.removeAttribute('type') }) }
never password in form reset | { const f = make('form'); f.innerHTML = '<input type=password value="$">'; later(() => { f.firstChild.type = 'text'; f.reset() }) }
never selected password | later(() => { const e = make('input'); e.type = 'password'; e.value = '$'; e.select(); document.execCommand('copy') })
`,
  ),
]

/** Rules of the site: see the spec for what they do. */
const RULED = [
  ...parse(
    'token',
    'body',
    `
rule mask | <p class="rule-mask" title="$">$</p>
rule mask inside | <div class="rule-mask"><p data-a="$"><b>$</b></p></div>
rule mask child | <div class="rule-parent"><p title="$">$</p></div>
rule mask sibling | <i class="rule-before"></i><p title="$">$</p>
rule mask has | <section class="rule-has"><i class="rule-flag"></i><p title="$">$</p></section>
rule block | <div class="rule-block" title="$"><p>$</p></div>
rule ignore field | <div class="rule-ignore"><input value="$"></div>
rule mask beats allow | <p class="rule-mask rule-allow">$</p>
rule block in allow | <div class="rule-allow"><p class="rule-block">$</p></div>
rule mask in allow | <div class="rule-allow"><p class="rule-mask">$</p></div>
rule allow in block | <div class="rule-block"><p class="rule-allow">$</p></div>
rule mask image | <div class="rule-mask"><img src="/img/$.svg" alt="$" srcset="/img/$-2.svg 2x"></div>
rule mask field | <div class="rule-mask"><input value="$" placeholder="$"><select><option>$</option></select></div>
rule mask frame | <div class="rule-mask"><iframe srcdoc="<p>$</p>"></iframe></div>
rule block frame | <div class="rule-block"><iframe srcdoc="<p>$</p>"></iframe></div>
rule mask svg | <div class="rule-mask"><svg><text>$</text><title>$</title></svg></div>
`,
  ),
  ...parse(
    'token',
    'script',
    `
rule begins by ancestor | { const d = make('div'); d.innerHTML = '<div><p>x</p></div>'; later(() => { d.classList.add('rule-late'); setTimeout(() => { d.querySelector('p').firstChild.data = '$' }, 200) }) }
rule begins in one task | { const d = make('div'); d.innerHTML = '<div><p>x</p></div>'; later(() => { d.classList.add('rule-late'); d.querySelector('p').firstChild.data = '$' }) }
rule begins by has | { const d = make('section'); d.className = 'rule-has'; d.innerHTML = '<p>x</p>'; later(() => { d.insertAdjacentHTML('beforeend', '<i class="rule-flag"></i>'); d.querySelector('p').textContent = '$' }) }
rule ends | { const d = make('div'); d.className = 'rule-late'; d.innerHTML = '<div><p title="$">$</p></div>'; later(() => d.classList.remove('rule-late')) }
rule ends for field | { const d = make('div'); d.className = 'rule-late'; d.innerHTML = '<p><input value="$"></p>'; later(() => d.classList.remove('rule-late')) }
rule left by move | { const d = make('div'); d.className = 'rule-mask'; d.innerHTML = '<p title="$">$</p>'; later(() => document.body.append(d.firstChild)) }
rule left by text move | { const d = make('div'); d.className = 'rule-block'; d.innerHTML = '<p>$</p>'; later(() => document.body.append(d.firstChild.firstChild)) }
rule in shadow | make('div').attachShadow({ mode: 'closed' }).innerHTML = '<div class="rule-parent"><p title="$">$</p></div>'
rule in frame | { const f = make('iframe'); f.srcdoc = '<div class="rule-parent"><p title="$">$</p></div>' }
rule around frame later | { const d = make('div'); d.innerHTML = '<iframe></iframe>'; later(() => { d.className = 'rule-mask'; setTimeout(() => { d.firstChild.contentDocument.body.innerHTML = '<p title="$">$</p>' }, 250) }) }
token removed | { const d = make('div'); d.dataset.recount = 'mask'; d.innerHTML = '<p title="$">$</p>'; later(() => { delete d.dataset.recount }) }
token block removed | { const d = make('div'); d.dataset.recount = 'block'; d.innerHTML = '<p title="$">$</p>'; later(() => { delete d.dataset.recount }) }
token changed to allow | { const d = make('div'); d.dataset.recount = 'mask'; d.innerHTML = '<p title="$">$</p>'; later(() => { d.dataset.recount = 'allow' }) }
token class removed | { const d = make('div'); d.className = 'sentry-mask'; d.innerHTML = '<p>$</p>'; later(() => { d.className = '' }) }
token left by move | { const d = make('div'); d.dataset.recount = 'mask'; d.innerHTML = '<p title="$">$</p>'; later(() => document.body.prepend(d.firstChild)) }
token left by clone | { const d = make('div'); d.dataset.recount = 'block'; d.innerHTML = '<canvas width=9 height=9></canvas>'; later(() => { d.firstChild.title = '$' }) }
token mask selection | later(() => { const d = make('div'); d.dataset.recount = 'mask'; d.textContent = '$'; getSelection().selectAllChildren(d); document.execCommand('copy') })
token mask canvas text | later(() => { const d = make('div'); d.dataset.recount = 'mask'; const c = d.appendChild(document.createElement('canvas')); c.title = '$'; c.getContext('2d').fillText('$', 0, 10) })
token mask svg | { const d = make('div'); d.dataset.recount = 'mask'; d.innerHTML = '<svg><text>$</text><desc>$</desc><image href="/img/$.svg"/></svg>' }
token mask animation | later(() => { const d = make('div'); d.dataset.recount = 'mask'; d.animate([{ content: '"$"' }, {}], { id: '$', duration: 50 }) })
token on root of shadow | { const d = make('div'); d.dataset.recount = 'mask'; d.attachShadow({ mode: 'open' }).append('$') }
`,
  ),
  ...parse(
    'token',
    'body',
    `
vendor dd hidden | <div data-dd-privacy="hidden"><p title="$">$</p></div>
vendor dd class mask | <p class="dd-privacy-mask">$</p>
vendor dynatrace field | <div data-dtrum-mask><input value="$"></div>
vendor sentry attr | <p data-sentry-mask>$</p>
vendor sentry class block | <p class="sentry-block">$</p>
vendor posthog sensitive | <p class="ph-no-capture" title="$">$</p>
vendor openreplay hidden | <p data-openreplay-hidden>$</p>
vendor openreplay masked | <p data-openreplay-masked>$</p>
vendor clarity | <div data-clarity-mask="true"><p>$</p></div>
vendor logrocket redact | <p data-private="redact">$</p>
vendor logrocket lipsum | <p data-private="lipsum">$</p>
vendor fullstory exclude | <p class="fs-exclude" title="$">$</p>
vendor hotjar | <div data-hj-suppress><p title="$">$</p></div>
vendor rrweb block | <p class="rr-block" title="$">$</p>
vendor rrweb ignore | <div class="rr-ignore"><input value="$"></div>
vendor highlight | <p class="highlight-mask">$</p><p class="highlight-block">$</p>
vendor amplitude | <p class="amp-mask">$</p><p class="amp-block">$</p>
vendor mixpanel | <p class="mp-mask">$</p><p class="mp-block">$</p>
`,
  ),
]

export const MORE: readonly Channel[] = [
  ...SAID,
  ...ENTERED,
  ...ENTERED_BY_SCRIPT,
  ...NEVER,
  ...RULED,
]
