import { type Channel, type Owner, parse } from './channel'
import { MATRIX } from './matrix'
import { MORE } from './more'
import { SURPRISES } from './surprises'

export type { Channel, Owner }

const SHOWN = parse(
  'page',
  'body',
  `
text p | <p>$</p>
text inline | <p>a <b>b <i>$</i></b></p>
text pre | <pre>$</pre>
text code | <code>$</code>
text list | <ul><li>$</li></ul>
text cell | <table><caption>$</caption><tr><td>x</td></tr></table>
text th | <table><tr><th>$</th></tr></table>
text button | <button type=button>$</button>
text label | <label>$ <input name=l1></label>
text legend | <fieldset><legend>$</legend></fieldset>
text summary | <details><summary>$</summary></details>
text details | <details><summary>s</summary>$</details>
text option | <select><option>a</option><option>$</option></select>
text svg | <svg><text y=10>$</text></svg>
text svg title | <svg><title>$</title></svg>
text svg desc | <svg><desc>$</desc></svg>
text foreignObject | <svg><foreignObject width=9 height=9><p>$</p></foreignObject></svg>
text svg style comment | <svg><style>/* $ */ .k{fill:red}</style></svg>
text math | <math><mi>$</mi></math>
text math annotation | <math><semantics><mi>x</mi><annotation>$</annotation></semantics></math>
text noscript | <noscript>$</noscript>
text template | <template><p>$</p></template>
text comment | <!-- $ -->
text script json | <script type="application/json">{"a":"$"}</script>
text script | <script>void "$"</script>
text iframe fallback | <object><p>$</p></object>
text video fallback | <video>$</video>
text canvas fallback | <canvas width=1 height=1>$</canvas>
text ruby | <ruby>a<rt>$</rt></ruby>
text xmp | <xmp>$</xmp>
text output | <output>$</output>
text dialog | <dialog>$</dialog>
text popover | <div popover>$</div>
text hidden | <div hidden>$</div>
text display none | <div style="display:none">$</div>
text custom element | <x-card>$</x-card>
text slot | <slot>$</slot>
text rtl | <bdo dir=rtl>$</bdo>
text entity | <p>&amp;$&lt;</p>
attr title | <p title="$">x</p>
attr alt | <img alt="$">
attr placeholder | <input placeholder="$" name=l2>
attr aria-label | <p aria-label="$">x</p>
attr aria-description | <p aria-description="$">x</p>
attr aria-roledescription | <p role=group aria-roledescription="$">x</p>
attr aria-valuetext | <p role=progressbar aria-valuetext="$">x</p>
attr aria-placeholder | <p aria-placeholder="$">x</p>
attr aria-braillelabel | <p aria-braillelabel="$">x</p>
attr aria-keyshortcuts | <p aria-keyshortcuts="$">x</p>
attr aria-labelledby | <p aria-labelledby="$">x</p>
attr aria-current | <p aria-current="$">x</p>
attr id | <p id="$">x</p>
attr class | <p class="btn $">x</p>
attr class camel | <p class="user$Card">x</p>
attr name | <input name="$">
attr data | <p data-user="$">x</p>
attr data json | <p data-props='{"name":"$"}'>x</p>
attr data name | <p data-$="1">x</p>
attr made up | <p x-foo="$">x</p>
attr made up name | <p $="1">x</p>
attr custom element | <x-card user="$">x</x-card>
attr href path | <a href="/users/$">x</a>
attr href file | <a href="/docs/$.pdf">x</a>
attr href query | <a href="/p?id=$">x</a>
attr href query key | <a href="/p?$">x</a>
attr href hash | <a href="/p#$">x</a>
attr href own hash | <a href="#$">x</a>
attr href absolute | <a href="https://example.com/$?$=1#/$">x</a>
attr href encoded | <a href="/p/%41$%20b">x</a>
attr href invalid | <a href="http://[$">x</a>
attr href mailto | <a href="mailto:$@example.com?subject=$">x</a>
attr href tel | <a href="tel:$">x</a>
attr href script | <a href="javascript:void '$'">x</a>
attr href data | <a href="data:text/html,$">x</a>
attr href custom scheme | <a href="myapp:$">x</a>
attr img src | <img src="/img/$.svg">
attr img src query | <img src="/img/a.svg?u=$">
attr img src data | <img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><text>$</text></svg>">
attr img in hidden | <div style="display:none"><img src="/img/$.svg"></div>
attr srcset | <img srcset="/img/$.svg 1x, /img/$.svg?2 2x">
attr source srcset | <picture><source srcset="/img/$.svg"><img></picture>
attr lazy src | <img data-src="/img/$.svg" loading=lazy>
attr poster | <video poster="/img/$.svg"></video>
attr video src | <video src="/media/$.mp4"></video>
attr source src | <audio><source src="/media/$.mp3"></audio>
attr track | <video><track src="/t/$.vtt" label="$"></video>
attr embed | <embed src="/e/$.svg">
attr object | <object data="/o/$.svg"></object>
attr iframe src | <iframe src="/empty?u=$"></iframe>
attr iframe name | <iframe name="$"></iframe>
attr iframe srcdoc | <iframe srcdoc="<p title='$'>x</p>"></iframe>
attr form action | <form action="/f/$"></form>
attr formaction | <button type=button formaction="/f/$">x</button>
attr checkbox value | <input type=checkbox value="$">
attr radio value | <input type=radio value="$">
attr button value | <input type=button value="$">
attr submit value | <input type=submit value="$">
attr button element value | <button type=button value="$">x</button>
attr image input | <input type=image alt="$" src="/img/$.svg">
attr option value | <select><option value="$">a</option></select>
attr option label | <select><option label="$">a</option></select>
attr optgroup | <select><optgroup label="$"><option>a</option></optgroup></select>
attr datalist | <datalist id=dl><option value="$"></datalist>
attr area | <map name="$"><area href="/a/$" alt="$"></map>
attr usemap | <img usemap="#$">
attr cite | <blockquote cite="/c/$">x</blockquote>
attr datetime | <time datetime="$">x</time>
attr data value | <data value="$">x</data>
attr param | <object><param name=p value="$"></object>
attr meter | <meter title="$" value=1></meter>
attr abbr | <table><tr><th abbr="$">x</th></tr></table>
attr summary | <table summary="$"></table>
attr pattern | <input pattern="$" name=l3>
attr accept | <input type=file accept=".$">
attr list | <input list="$" name=l4>
attr min | <input type=number min="$" name=l5>
attr download | <a href="/x" download="$.pdf">x</a>
attr ping | <a href="/x" ping="/ping/$">x</a>
attr hreflang | <a href="/x" hreflang="$">x</a>
attr target | <a href="/x" target="$">x</a>
attr rel | <a href="/x" rel="$ nofollow">x</a>
attr lang | <p lang="$">x</p>
attr itemprop | <p itemscope itemtype="https://schema.org/$" itemid="/i/$" itemprop="$">x</p>
attr onclick | <p onclick="void '$'">x</p>
attr role | <p role="$">x</p>
attr type | <button type="$">x</button>
attr autocomplete | <input autocomplete="section-$ name" name=l6>
attr style url | <p style="background:url('/bg/$.svg')">x</p>
attr style custom | <p style="--$: '$'">x</p>
attr style font | <p style="font-family:'$', serif">x</p>
attr style comment | <p style="/* $ */ color: red">x</p>
attr background | <table background="/bg/$.svg"></table>
attr bgcolor | <table bgcolor="$"></table>
attr svg link | <svg><a xlink:href="/s/$"><text>x</text></a></svg>
attr svg image | <svg><image href="/img/$.svg"/></svg>
attr svg use | <svg><use href="/img/$.svg#$"/></svg>
attr svg fill | <svg><rect fill="url(#$)"/></svg>
attr svg font | <svg><text font-family="$">x</text></svg>
attr svg animate | <svg><rect><animate attributeName="$" values="$;$" begin="$.click"/></rect></svg>
attr svg path | <svg><path d="M0 0 $"/></svg>
attr math href | <math href="/m/$"><mi>x</mi></math>
attr math alttext | <math alttext="$"><mi>x</mi></math>
attr part | <p part="$" slot="$">x</p>
attr popovertarget | <button type=button popovertarget="$">x</button>
attr is | <p is="$">x</p>
attr coords | <map><area coords="$" shape=rect></map>
attr sizes | <img sizes="(min-width: $) 1px" srcset="/img/b.svg 1w">
attr xmlns | <svg xmlns:$="http://$/"></svg>
attr card number in title | <p title="card 4929 $">x</p>
`,
)

const HEAD = parse(
  'page',
  'head',
  `
title | <title>Shop $</title>
meta description | <meta name=description content="$">
meta og | <meta property="og:title" content="$">
meta refresh | <meta http-equiv="x-$" content="$">
meta theme | <meta name=theme-color content="$">
link alternate | <link rel=alternate href="/alt/$" title="$">
link preload | <link rel=prefetch href="/pre/$.js">
link icon | <link rel=icon href="/img/$.svg">
head json-ld | <script type="application/ld+json">{"name":"$"}</script>
`,
)

const STYLES = parse(
  'page',
  'style',
  `
css comment | /* $ */
css class | .$ { color: red }
css id | #$ > p { color: red }
css attribute | [data-name="$"] { color: red }
css attribute name | [data-$] { color: red }
css tag | $ { color: red }
css content | .c1::before { content: "$" }
css escape | .c1::before { content: "\\7a $" }
css custom | .c2 { --$: $; --b: "$" }
css url | .c3 { background: url("/bg/$.svg") }
css url bare | .c3 { background: url(/bg/$.svg?$) }
css image-set | .c3 { background: image-set("/bg/$.svg" 1x) }
css data url | .c3 { background: url("data:image/svg+xml,<svg>$</svg>") }
css font-face | @font-face { font-family: "$"; src: local("$"), url(/fonts/$.woff2) format("woff2") }
css font-family | .c4 { font-family: "$", $, serif }
css keyframes | @keyframes $ { from { top: 0 } to { top: 1px } }
css animation | .c5 { animation: $ 1s }
css grid | .c6 { display: grid; grid-template-areas: "$ b"; } .c7 { grid-area: $ }
css counter | .c8 { counter-reset: $; counter-increment: $ 2 }
css quotes | .c9 { quotes: "$" "$" }
css layer | @layer $ { p { color: red } }
css container | .c10 { container: $ / inline-size } @container $ (width > 1px) { p { color: red } }
css property | @property --$ { syntax: "<color>"; inherits: false; initial-value: red }
css view transition | .c11 { view-transition-name: $ }
css counter style | @counter-style $ { system: cyclic; symbols: "$" }
css media | @media ($: 1px) { p { color: red } }
css supports | @supports ($: 1px) { p { color: red } }
css part | x-card::part($) { color: red }
css lang | p:lang("$") { color: red }
css unknown property | .c12 { $: 1px }
css list style | .c13 { list-style-type: "$" }
css nested | .c14 { &.$ { color: red } }
css attr | .c15::after { content: attr(data-$) }
`,
)

const SHEETS = [
  ...parse(
    'page',
    'sheet',
    `
sheet comment | /* $ */
sheet content | .s1::before { content: "$" }
sheet class | .s2-$ { color: red }
sheet url | .s3 { background: url(bg/$.svg) }
sheet import | @import "/imported.css?$";
`,
  ),
  ...parse(
    'page',
    'foreign-sheet',
    `
foreign sheet comment | /* $ */
foreign sheet content | .s4::before { content: "$" }
foreign sheet class | .s5-$ { color: red }
foreign sheet url | .s6 { background: url(bg/$.svg) }
`,
  ),
]

const FRAMES = [
  ...parse(
    'page',
    'frame',
    `
frame text | <p>$</p>
frame attr | <p title="$" data-a="$">x</p>
frame title | <title>$</title>
frame style | <style>.f::before { content: "$" }</style>
frame nested srcdoc | <iframe srcdoc="<p>$</p>"></iframe>
`,
  ),
  ...parse(
    'page',
    'foreign-frame',
    `
foreign frame text | <p>$</p>
foreign frame attr | <p title="$">x</p>
foreign frame link | <a href="/x/$?$">x</a>
`,
  ),
  ...parse(
    'person',
    'foreign-frame',
    `
foreign frame field | <input value="$" name=ff>
`,
  ),
]

const SCRIPTED = parse(
  'page',
  'script',
  `
dynamic text | make('p').textContent = '$'
dynamic characterData | const t = make('p').appendChild(document.createTextNode('x')); later(() => { t.data = '$' })
dynamic html | make('div').innerHTML = '<p title="$"><b>$</b></p>'
dynamic attribute | const e = make('p'); later(() => { e.title = '$'; e.dataset.x = '$'; e.className = '$'; e.id = '$' })
dynamic attribute name | const e = make('p'); later(() => { e.setAttribute('data-$', '$') })
dynamic style | const e = make('p'); later(() => { e.style.setProperty('--$', '"$"'); e.style.backgroundImage = 'url(/bg/$.svg)' })
dynamic href | const e = make('a'); later(() => { e.href = '/u/$?$#$' })
dynamic src | const e = make('img'); later(() => { e.src = '/img/$.svg' })
dynamic title | later(() => { document.title = 'Shop $' })
dynamic pushState | later(() => { history.pushState(null, '', '/p/$?a=$#$') })
dynamic hash | later(() => { location.hash = '$' })
dynamic moved from allowed | const e = make('p'); e.textContent = 'x'; later(() => { document.body.append(e); e.textContent = '$' })
dynamic token added | const e = make('p'); e.setAttribute('data-recount', 'block'); e.textContent = '$'
dynamic removed | const e = make('p'); e.textContent = '$'; later(() => e.remove())
dynamic insertRule | const s = make('style'); later(() => s.sheet.insertRule('.i1::before { content: "$" }'))
dynamic rule style | const s = make('style'); s.textContent = '.i2 { color: red }'; later(() => { s.sheet.cssRules[0].style.setProperty('--a', '"$"'); s.sheet.cssRules[0].style.fontFamily = '"$"' })
dynamic selectorText | const s = make('style'); s.textContent = '.i3 { color: red }'; later(() => { s.sheet.cssRules[0].selectorText = '.$' })
dynamic adopted | const s = new CSSStyleSheet(); s.replaceSync('.i4::before { content: "$" }'); document.adoptedStyleSheets.push(s)
dynamic replaceSync | const s = new CSSStyleSheet(); document.adoptedStyleSheets.push(s); later(() => s.replaceSync('.i5::before { content: "$" } /* $ */'))
dynamic media text | const s = make('style'); s.textContent = 'p { color: red }'; later(() => { s.media = '($)' })
dynamic animation | later(() => make('p').animate([{ content: '"$"', '--x': '$' }, {}], { duration: 50, id: '$' }))
dynamic highlight | later(() => { const p = make('p'); p.textContent = 'x'; const r = new Range(); r.selectNodeContents(p); CSS.highlights?.set('$', new Highlight(r)) })
dynamic blob image | later(() => { make('img').src = URL.createObjectURL(new Blob(['<svg xmlns="http://www.w3.org/2000/svg"><text y="9">$</text></svg>'], { type: 'image/svg+xml' })) })
dynamic canvas | later(() => { const c = make('canvas'); c.getContext('2d').fillText('$', 0, 10); c.title = '$' })
dynamic selection | later(() => { const p = make('p'); p.textContent = '$'; getSelection().selectAllChildren(p) })
dynamic document.write frame | const f = make('iframe'); f.contentDocument.open(); f.contentDocument.write('<p>$</p>'); f.contentDocument.close()
dynamic frame by script | const f = make('iframe'); f.contentDocument.body.innerHTML = '<p title="$">$</p>'
dynamic blob frame | make('iframe').src = URL.createObjectURL(new Blob(['<p>$</p>'], { type: 'text/html' }))
dynamic data frame | make('iframe').src = 'data:text/html,<p>$</p>'
dynamic sandboxed frame | const f = make('iframe'); f.sandbox = ''; f.srcdoc = '<p>$</p>'
shadow open | make('div').attachShadow({ mode: 'open' }).innerHTML = '<p title="$">$</p>'
shadow closed | make('div').attachShadow({ mode: 'closed' }).innerHTML = '<p title="$">$</p>'
shadow bare text | make('div').attachShadow({ mode: 'open' }).append('$')
shadow nested | const r = make('div').attachShadow({ mode: 'open' }); r.innerHTML = '<div></div>'; r.firstChild.attachShadow({ mode: 'closed' }).append('$')
shadow style | make('div').attachShadow({ mode: 'open' }).innerHTML = '<style>p::before { content: "$" } .$ {}</style><p>x</p>'
shadow adopted | const s = new CSSStyleSheet(); s.replaceSync('p::before { content: "$" }'); make('div').attachShadow({ mode: 'closed' }).adoptedStyleSheets = [s]
shadow mutated | const r = make('div').attachShadow({ mode: 'closed' }); r.innerHTML = '<p>x</p>'; later(() => { r.firstChild.firstChild.data = '$' })
shadow declarative | make('div').setHTMLUnsafe('<div><template shadowrootmode="closed"><p>$</p></template></div>')
console log | console.log('$')
console object | console.log({ a: { b: ['$'] } })
console key | console.log({ ['$']: 1 })
console map | console.log(new Map([['$', '$']]), new Set(['$']))
console format | console.log('%s is %o', '$', { a: '$' })
console error | console.error(new Error('$'))
console cause | console.error(new Error('x', { cause: new TypeError('$') }))
console table | console.table([{ a: '$' }])
console group | console.group('$'); console.groupEnd()
console count | console.count('$')
console time | console.time('$'); console.timeEnd('$')
console assert | console.assert(false, '$')
console trace | console.trace('$')
console dir | console.dir({ a: '$' })
console element | const e = make('p'); e.id = '$'; e.textContent = '$'; console.log(e)
console symbol | console.log(Symbol('$'))
console function | console.log(function $() {})
console class | console.log(new (class $ {})())
console date url | console.log(new URL('https://x.example/$'))
error thrown | setTimeout(() => { throw new Error('$') })
error name | setTimeout(() => { const e = new Error('x'); e.name = '$'; throw e })
error rejected | Promise.reject(new Error('$'))
error rejected value | Promise.reject({ a: '$' })
error function name | setTimeout({ $() { throw new Error('x') } }.$)
error resource | make('img').src = '/missing/$.png'
fetch path | fetch('/api/$')
fetch query | fetch('/api/x?a=$')
fetch header | fetch('/api/x', { headers: { 'x-thing': '$' } })
fetch header name | fetch('/api/x', { headers: { 'x-$': '1' } })
fetch body text | fetch('/api/x', { method: 'POST', body: '$' })
fetch body json | fetch('/api/x', { method: 'POST', body: JSON.stringify({ a: { $: '$' } }) })
fetch body form | const d = new FormData(); d.set('$', '$'); d.set('f', new File(['$'], '$.txt')); fetch('/api/x', { method: 'POST', body: d })
fetch body params | fetch('/api/x', { method: 'POST', body: new URLSearchParams({ a: '$', $: '1' }) })
fetch response | fetch('/api/echo?say=$').then((r) => r.text())
fetch response json | fetch('/api/echo-json?say=$').then((r) => r.json())
fetch response header | fetch('/api/header?say=$')
fetch failed | fetch('http://127.0.0.1:9/$').catch(() => {})
xhr url | const x = new XMLHttpRequest(); x.open('GET', '/api/x?a=$'); x.send()
xhr body | const x = new XMLHttpRequest(); x.open('POST', '/api/echo'); x.setRequestHeader('x-a', '$'); x.send('a=$')
beacon | navigator.sendBeacon('/api/$', 'a=$')
websocket | const w = new WebSocket('ws://%HOST%/$?$', '$'); w.onerror = () => {}
eventsource | const s = new EventSource('/api/$'); setTimeout(() => s.close(), 100)
local storage | localStorage.setItem('$', '$')
session storage | sessionStorage.setItem('a', JSON.stringify({ a: '$' }))
cookie | document.cookie = 'a$=$'
performance mark | performance.mark('$'); performance.measure('$')
csp violation | const m = document.createElement('meta'); m.httpEquiv = 'Content-Security-Policy'; m.content = "object-src 'none'"; document.head.append(m); later(() => { make('object').data = '/csp/$' })
window name | window.name = '$'
custom state | later(() => { class E extends HTMLElement { constructor() { super(); this.attachInternals().states?.add('$') } } customElements.define('x-state', E); make('x-state') })
`,
)

const PREFILLED = parse(
  'person',
  'body',
  `
field value | <input value="$" name=a1>
field search | <input type=search value="$" name=a2>
field email | <input type=email value="$@example.com" name=a3>
field url | <input type=url value="https://example.com/$" name=a4>
field tel | <input type=tel value="$" name=a5>
field textarea | <textarea name=a6>$</textarea>
field selected | <select name=a7><option>a</option><option selected>$</option></select>
field contenteditable | <div contenteditable>$</div>
field contenteditable nested | <div contenteditable="plaintext-only"><p>a <b>$</b></p></div>
field role textbox | <div role=textbox>$</div>
field combobox | <button type=button role=combobox>$</button>
field slider text | <div role=slider aria-valuetext="$" tabindex=0></div>
field hidden | <input type=hidden name=note value="$">
field output | <output name=o>$</output>
field in rule allowed around | <div data-recount="mask"><input name=a9 value="$"></div>
field ignored | <div data-recount="ignore"><input name=a10 value="$"></div>
`,
)

const FLOOR = [
  ...parse(
    'floor',
    'body',
    `
floor password | <input type=password value="$" name=p1>
floor password allowed | <div data-recount="allow"><input type=password value="$" name=p2></div>
floor password by name | <input value="$" name="new_password">
floor card | <input autocomplete="cc-number" value="$" name=p3>
floor card name | <input autocomplete="billing cc-name" value="$" name=p4>
floor csc | <input autocomplete="cc-csc" value="$" name=p5>
floor code | <input autocomplete="one-time-code" value="$" name=p6>
floor new password | <input autocomplete="new-password" value="$" name=p7>
floor textarea | <textarea autocomplete="current-password" name=p8>$</textarea>
floor select | <select autocomplete="cc-type" name=p9><option>$</option></select>
floor hidden csrf | <input type=hidden name=csrf_token value="$">
floor hidden authenticity | <input type=hidden name="__RequestVerificationToken" value="$">
floor hidden random | <input type=hidden name=x value="$aB3dE5gH7jK9mN1p">
floor data token | <p data-csrf-token="$">x</p>
floor link token | <a href="/p?access_token=$">x</a>
floor link reset | <a href="/reset/$aB3dE5gH7jK9mN1p">x</a>
floor link userinfo | <a href="https://ann:$@example.com/">x</a>
floor image token | <img src="/img/a.svg?sig=1&token=$">
floor link hash token | <a href="/p#access_token=$&x=1">x</a>
floor jwt attr | <p data-x="eyJhbGciOiJIUzI1NiJ9.$.abc">x</p>
floor jwt text | <p>eyJhbGciOiJIUzI1NiJ9.$.abc</p>
floor srcdoc password | <iframe srcdoc="<input type=password value='$'>"></iframe>
floor template | <template><input type=password value="$"></template>
floor script nonce | <script nonce="$" type="text/plain"></script>
`,
  ),
  ...parse(
    'floor',
    'head',
    `
floor meta csrf | <meta name=csrf-token content="$">
`,
  ),
  ...parse(
    'floor',
    'frame',
    `
floor frame password | <input type=password value="$">
`,
  ),
  ...parse(
    'floor',
    'script',
    `
floor toggled | const e = make('input'); e.type = 'password'; e.value = '$'; later(() => { e.type = 'text' })
floor toggled attr | const e = make('input'); e.setAttribute('type', 'password'); e.setAttribute('value', '$'); later(() => { e.setAttribute('type', 'text') })
floor by script | const e = make('input'); e.type = 'password'; later(() => { e.value = '$'; e.setAttribute('value', '$') })
floor swapped | const e = make('input'); e.type = 'password'; e.value = '$'; later(() => { const t = document.createElement('input'); t.value = '$'; e.replaceWith(t) })
floor swapped attr | const e = make('input'); e.type = 'password'; e.setAttribute('value', '$'); later(() => { const t = document.createElement('input'); t.setAttribute('value', '$'); e.replaceWith(t) })
floor prefilled echoed | const e = make('input'); e.type = 'password'; e.setAttribute('value', '$'); later(() => { make('p').textContent = 'it is $'; make('p').title = '$'; console.log('$') })
floor text security | const e = make('input'); e.style.webkitTextSecurity = 'disc'; e.value = '$'
floor in closed shadow | const r = make('div').attachShadow({ mode: 'closed' }); r.innerHTML = '<input type=password>'; r.firstChild.value = '$'
floor authorization | fetch('/api/x', { headers: { authorization: 'Bearer $' } })
floor api key header | fetch('/api/x', { headers: { 'x-api-key': '$' } })
floor body password | fetch('/api/x', { method: 'POST', body: JSON.stringify({ user: 'u', password: '$' }) })
floor body form password | fetch('/api/x', { method: 'POST', body: new URLSearchParams({ password: '$' }) })
floor body form data | const d = new FormData(); d.set('password', '$'); fetch('/api/x', { method: 'POST', body: d })
floor response token | fetch('/api/token').then((r) => r.json())
floor fetch token query | fetch('/api/x?token=$')
floor xhr password | const x = new XMLHttpRequest(); x.open('GET', '/api/x', true, 'ann', '$'); x.send()
floor local token | localStorage.setItem('auth_token', '$')
floor local json | localStorage.setItem('state', JSON.stringify({ a: { accessToken: '$' } }))
floor cookie | document.cookie = 'sid=$'
floor console token | console.log({ accessToken: '$' }, 'token=$', 'Bearer $abcdef')
floor console jwt | console.log('eyJhbGciOiJIUzI1NiJ9.$.abc')
floor pushState token | later(() => { history.pushState(null, '', '/p?token=$') })
floor hash token | later(() => { location.hash = 'access_token=$&state=1' })
floor error url | setTimeout(() => { throw new Error('GET https://x.example/?api_key=$ failed') })
floor socket token | new WebSocket('ws://%HOST%/s?token=$').onerror = () => {}
`,
  ),
  ...parse(
    'floor',
    'url',
    `
floor page url token | token=$
`,
  ),
]

/** Tokens of the page, ours and vendors', around what would be kept. */
const TOKENS = [
  ...parse(
    'token',
    'body',
    `
token mask text | <div data-recount="mask"><p>$</p></div>
token mask attr | <div data-recount="mask"><p title="$" data-a="$" aria-label="$">x</p></div>
token mask id | <div data-recount="mask"><p id="$" class="$">x</p></div>
token mask link | <div data-recount="mask"><a href="/u/$?$#$">x</a></div>
token mask field | <div data-recount="mask"><input value="$"><textarea>$</textarea></div>
token mask image | <div data-recount="mask"><img src="/img/$.svg" alt="$"></div>
token mask style | <div data-recount="mask"><p style="--a: '$'; background: url(/bg/$.svg)">x</p></div>
token mask style element | <div data-recount="mask"><style>p::before { content: "$" }</style></div>
token mask own attr | <p data-recount="mask" title="$">x</p>
token mask in allow | <div data-recount="allow"><p data-recount="mask">$</p></div>
token mask and allow | <p data-recount="allow mask">$</p>
token mask frame | <div data-recount="mask"><iframe srcdoc="<p>$</p>"></iframe></div>
token block text | <div data-recount="block"><p title="$">$</p></div>
token block own attr | <p data-recount="block" title="$" data-a="$" id="$" class="$">$</p>
token block allow | <div data-recount="block"><p data-recount="allow">$</p></div>
token block frame | <div data-recount="block"><iframe srcdoc="<p>$</p>"></iframe></div>
token block field | <div data-recount="block"><input value="$"></div>
token ignore field | <div data-recount="ignore"><input value="$"></div>
token datadog | <p data-dd-privacy="mask">$</p>
token datadog class | <p class="dd-privacy-hidden">$</p>
token dynatrace | <p data-dtrum-mask>$</p>
token sentry | <p class="sentry-mask">$</p><p data-sentry-block>$</p>
token posthog | <p class="ph-no-capture">$</p>
token openreplay | <p data-openreplay-obscured>$</p>
token clarity | <p data-clarity-mask="true">$</p>
token logrocket | <p data-private>$</p>
token fullstory | <p class="fs-mask">$</p><p class="fs-exclude">$</p>
token hotjar | <p data-hj-suppress>$</p>
token rrweb | <p class="rr-mask">$</p><p class="rr-block">$</p>
`,
  ),
  ...parse(
    'token',
    'script',
    `
token mask later text | const e = make('p'); e.setAttribute('data-recount', 'mask'); later(() => { e.textContent = '$'; e.title = '$' })
token mask shadow | const e = make('div'); e.setAttribute('data-recount', 'mask'); e.attachShadow({ mode: 'closed' }).innerHTML = '<p title="$">$</p>'
token block shadow | const e = make('div'); e.setAttribute('data-recount', 'block'); e.attachShadow({ mode: 'open' }).innerHTML = '<p title="$">$</p>'
token mask moved in | const e = make('div'); e.setAttribute('data-recount', 'mask'); later(() => { const p = document.createElement('p'); e.append(p); p.textContent = '$' })
token mask frame by script | const e = make('div'); e.setAttribute('data-recount', 'mask'); const f = e.appendChild(document.createElement('iframe')); f.contentDocument.body.innerHTML = '<p title="$">$</p>'
token block canvas | const e = make('div'); e.setAttribute('data-recount', 'block'); const c = e.appendChild(document.createElement('canvas')); c.title = '$'
`,
  ),
]

const FOREIGN_TOKENS = [
  ...parse(
    'token',
    'masked-foreign-frame',
    `
token mask foreign frame | <p>$</p><p title="$">x</p>
`,
  ),
  ...parse(
    'token',
    'blocked-foreign-frame',
    `
token block foreign frame | <p>$</p><p title="$">x</p>
`,
  ),
]

const PAGE_URL = [
  ...parse(
    'person',
    'url',
    `
url query | q=$
`,
  ),
]

/** Done by a person: see `acts.ts`. */
const ACTS = [
  ...parse(
    'person',
    'act',
    `
typed text | input
typed textarea | textarea
typed search | search
typed contenteditable | editable
typed role textbox | textbox
typed in shadow | shadow
typed in frame | frame
typed in foreign frame | foreign
typed echoed text | echo
typed echoed attribute | echo-attribute
typed echoed title | echo-title
typed echoed url | echo-url
typed echoed console | echo-console
typed echoed request | echo-request
typed echoed body | echo-body
typed echoed storage | echo-storage
typed echoed error | echo-error
typed echoed class | echo-class
typed echoed style | echo-style
typed echoed link | echo-link
typed synced value | sync
typed then reset | reset
typed then cleared | clear
typed letter by letter with echo | slow
pasted | paste
chosen option | choose
chosen option echoed | choose-echo
chosen from list | datalist
set by script | script
file name | file
dropped text | drop
`,
  ),
  ...parse(
    'floor',
    'act',
    `
typed password | password
typed password shown | password-shown
typed password echoed | password-echo
typed card | card
typed code boxes | boxes
`,
  ),
]

export const CHANNELS: readonly Channel[] = [
  ...SHOWN,
  ...HEAD,
  ...STYLES,
  ...SHEETS,
  ...FRAMES,
  ...SCRIPTED,
  ...PREFILLED,
  ...FLOOR,
  ...TOKENS,
  ...FOREIGN_TOKENS,
  ...PAGE_URL,
  ...ACTS,
  ...SURPRISES,
  // `RECOUNT_CANARIES=1`: all of them, a minute a level.
  ...(process.env.RECOUNT_CANARIES ? [...MATRIX, ...MORE] : []),
]
