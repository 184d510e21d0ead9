/** Style sheets in all their forms, and what moves by them. */

const BOX =
  '<style>.box { width: 80px; height: 40px; background: #cde; border: 1px solid #357 }</style>'

export const cases = {
  'adopted-shared': {
    body: '<p>light</p><div id="a"></div><div id="b"></div>',
    script:
      'globalThis.sheet = new CSSStyleSheet(); sheet.replaceSync("p { color: red }"); for (const id of ["#a", "#b"]) { const root = $(id).attachShadow({ mode: "open" }); root.innerHTML = "<p>shared</p>"; root.adoptedStyleSheets = [sheet] }',
    steps: [
      'sheet.insertRule("p { font-size: 30px }")',
      'document.adoptedStyleSheets = [sheet]',
      'sheet.replaceSync("p { color: green }")',
      '$("#a").shadowRoot.adoptedStyleSheets = []',
    ],
  },
  'adopted-swapped': {
    body: '<p>swapped</p>',
    script:
      'globalThis.one = new CSSStyleSheet(); one.replaceSync("p { color: red }"); globalThis.two = new CSSStyleSheet(); two.replaceSync("p { color: blue }"); document.adoptedStyleSheets = [one, two]',
    steps: [
      'document.adoptedStyleSheets = [two, one]',
      'document.adoptedStyleSheets.push(two)',
      'document.adoptedStyleSheets.splice(0, 2)',
      'document.adoptedStyleSheets.length = 0',
    ],
  },
  'adopted-later': {
    body: '<p>later</p>',
    script:
      'globalThis.s = new CSSStyleSheet({ media: "(min-width: 100px)" }); s.insertRule("p { color: red }"); document.adoptedStyleSheets = [s]',
    steps: [
      's.cssRules[0].style.color = "blue"',
      's.cssRules[0].selectorText = "p, b"; s.insertRule("@media all { p { letter-spacing: 4px } }", 1)',
      's.cssRules[1].insertRule("p { font-weight: bold }", 1)',
      's.disabled = true',
      's.disabled = false; s.media.mediaText = "print"',
      'await s.replace("p { color: orange }"); s.media.mediaText = "all"',
    ],
  },
  'sheet-media': {
    head: '<style id="s" media="print">p { color: red }</style><link id="l" rel="stylesheet" href="/assets/plain.css" media="print">',
    body: '<p class="from-link">media</p>',
    steps: [
      '$("#s").media = "all"',
      '$("#l").media = "all"; await wait(200)',
      '$("#s").sheet.media.mediaText = "print"',
    ],
  },
  'sheet-alternate': {
    head: '<link rel="stylesheet" title="one" href="/assets/plain.css"><link id="l" rel="alternate stylesheet" title="two" href="/assets/second.css">',
    body: '<p class="from-link">alternate</p>',
    steps: ['$("#l").sheet.disabled = false; document.styleSheets[0].disabled = true'],
  },
  'link-swapped': {
    head: '<link id="l" rel="stylesheet" href="/assets/plain.css">',
    body: '<p class="from-link">link</p>',
    steps: [
      '$("#l").href = "/assets/second.css"; await wait(300)',
      '$("#l").disabled = true',
      '$("#l").disabled = false; await wait(300)',
      '$("#l").remove()',
    ],
  },
  'link-blob': {
    body: '<p class="b">blob</p>',
    steps: [
      'const l = document.createElement("link"); l.rel = "stylesheet"; l.href = URL.createObjectURL(new Blob([".b { color: red; font-size: 30px }"], { type: "text/css" })); document.head.append(l); await wait(300); URL.revokeObjectURL(l.href)',
    ],
  },
  'link-data': {
    head: '<link rel="stylesheet" href="data:text/css,p%7Bcolor:red%7D">',
    body: '<p>data</p>',
    steps: [],
  },
  'link-mutated': {
    head: '<link rel="stylesheet" href="/assets/plain.css">',
    body: '<p class="from-link">rules</p>',
    steps: [
      'document.styleSheets[0].insertRule(".from-link { font-size: 40px }", 1)',
      'document.styleSheets[0].deleteRule(0)',
      'document.styleSheets[0].cssRules[0].style.color = "teal"',
    ],
  },
  'cross-origin-import': {
    head: '<style>@import url("{{other}}/assets/importing.css");</style>',
    body: '<p class="imported">imported</p><p class="pictured" style="height:50px">pictured</p>',
    steps: [],
  },
  'import-layers': {
    head: '<style>@import url("/assets/plain.css") layer(low); @layer high { .from-link { color: red } }</style>',
    body: '<p class="from-link">layers</p>',
    steps: ['document.styleSheets[0].insertRule("@layer top { .from-link { color: blue } }", 2)'],
  },
  'style-text-node': {
    head: '<style id="s">p { color: red }</style>',
    body: '<p>text</p>',
    steps: [
      '$("#s").firstChild.data = "p { color: blue }"',
      '$("#s").append(" p { font-size: 30px }")',
      '$("#s").textContent = ""',
      '$("#s").sheet.insertRule("p { color: green }")',
    ],
  },
  'style-moved': {
    head: '<style id="s">p { color: red }</style>',
    body: '<p>moved</p><style id="t">p { color: blue }</style>',
    steps: [
      '$("#s").sheet.insertRule("p { font-size: 30px }"); document.body.append($("#s"))',
      '$("#t").remove()',
    ],
  },
  'rules-then-moved': {
    head: '<style id="s"></style>',
    body: '<p>css in js</p>',
    script:
      'for (let i = 0; i < 50; i++) $("#s").sheet.insertRule(`.c${i} { padding-left: ${i}px }`, i)',
    steps: [
      '$("p").className = "c40"',
      'for (let i = 0; i < 20; i++) $("#s").sheet.deleteRule(0)',
      '$("#s").sheet.cssRules[20].style.setProperty("color", "red", "important")',
    ],
  },
  'nested-rules': {
    head: '<style id="s">.a { color: red; & b { color: blue } @media (min-width: 10px) { font-size: 20px } }</style>',
    body: '<p class="a">nested <b>bold</b></p>',
    steps: [
      '$("#s").sheet.cssRules[0].insertRule("& b { letter-spacing: 4px }", 0)',
      '$("#s").sheet.cssRules[0].cssRules[1].style.color = "green"',
      '$("#s").sheet.cssRules[0].style.color = "orange"',
    ],
  },
  'keyframes-changed': {
    head: `${BOX}<style id="k">@keyframes go { to { transform: translateX(100px) } } .box { animation: go 1s paused both; animation-delay: -.999s }</style>`,
    body: '<div class="box"></div>',
    steps: [
      '$("#k").sheet.cssRules[0].appendRule("from { opacity: .2 }")',
      '$("#k").sheet.cssRules[0].cssRules[0].style.transform = "translateX(200px)"',
      '$(".box").style.animationDelay = "-.5s"',
    ],
  },
  'registered-property': {
    head: '<style>@property --hue { syntax: "<color>"; inherits: true; initial-value: teal } p { color: var(--hue) }</style>',
    body: '<p>registered</p>',
    steps: ['$("p").style.setProperty("--hue", "crimson")', '$("p").style.cssText = ""'],
  },
  'register-property-api': {
    head: '<style>p { background: var(--back); width: 200px }</style>',
    body: '<p>by script</p>',
    script:
      'CSS.registerProperty({ name: "--back", syntax: "<color>", inherits: false, initialValue: "gold" })',
    steps: ['$("p").style.setProperty("--back", "pink")'],
  },
  'scope-rule': {
    head: '<style>@scope (.in) to (.out) { p { color: red } }</style>',
    body: '<div class="in"><p>in</p><div class="out"><p>out</p></div></div>',
    steps: ['$(".out").className = ""'],
  },
  'starting-style': {
    head: '<style>p { opacity: 1; transition: opacity .1s; @starting-style { opacity: 0 } }</style>',
    body: '<main></main>',
    steps: ['$("main").innerHTML = "<p>appears</p>"'],
  },
  'container-style': {
    head: '<style>div { container-name: c } @container style(--on: 1) { p { color: red } }</style>',
    body: '<div><p>query</p></div>',
    steps: ['$("div").style.setProperty("--on", "1")'],
  },
  'counter-style': {
    head: '<style>@counter-style x { system: cyclic; symbols: "*" "+"; suffix: " " } ol { list-style: x }</style>',
    body: '<ol><li>a<li>b<li>c</ol>',
    steps: ['$("li").remove()'],
  },
  'dark-mode': {
    before: (page) => page.emulateMedia({ colorScheme: 'dark' }),
    head: '<meta name="color-scheme" content="light dark"><style>@media (prefers-color-scheme: dark) { p { color: lime } }</style>',
    body: '<p>dark</p><input value="field"><button>button</button><div style="background:light-dark(white,navy)">both</div>',
    steps: [({ page }) => page.emulateMedia({ colorScheme: 'light' })],
  },
  'color-scheme-property': {
    head: '<style>:root { color-scheme: dark }</style>',
    body: '<p>dark by the page</p><input><select><option>a</select>',
    steps: ['document.documentElement.style.colorScheme = "light"'],
  },
  'reduced-motion': {
    before: (page) => page.emulateMedia({ reducedMotion: 'reduce' }),
    head: '<style>@media (prefers-reduced-motion: reduce) { p { color: red } }</style>',
    body: '<p>calm</p>',
    steps: [({ page }) => page.emulateMedia({ reducedMotion: 'no-preference' })],
  },
  'contrast-more': {
    before: (page) => page.emulateMedia({ contrast: 'more' }),
    head: '<style>@media (prefers-contrast: more) { p { outline: 3px solid } }</style>',
    body: '<p>contrast</p>',
    steps: [],
  },
  'match-media-widths': {
    head: '<style>@media (max-width: 600px) { p { color: red } } @media (orientation: portrait) { p { font-size: 30px } }</style>',
    body: '<p>narrow</p>',
    steps: [
      ({ page }) => page.setViewportSize({ width: 500, height: 600 }),
      ({ page }) => page.setViewportSize({ width: 800, height: 600 }),
    ],
  },
  'view-transition': {
    head: `${BOX}<style>::view-transition-group(*) { animation-duration: .15s }</style>`,
    body: '<div class="box" style="view-transition-name: b"></div>',
    steps: [
      'await document.startViewTransition(() => { $(".box").style.marginLeft = "200px" }).finished',
    ],
  },
  'scroll-timeline': {
    head: '<style>#s { width: 200px; height: 100px; overflow: auto } #s div { height: 600px } #b { width: 50px; height: 50px; background: red; animation: g linear both; animation-timeline: --t } #s { scroll-timeline: --t } body { timeline-scope: --t } @keyframes g { to { transform: translateX(300px); background: blue } }</style>',
    body: '<div id="s"><div>scroll</div></div><div id="b"></div>',
    steps: ['$("#s").scrollTop = 250', '$("#s").scrollTop = 500'],
  },
  'view-timeline': {
    head: '<style>#s { width: 200px; height: 200px; overflow: auto } #s p { height: 400px } #v { height: 60px; background: red; animation: f linear both; animation-timeline: view() } @keyframes f { from { opacity: 0 } 50% { opacity: 1 } to { opacity: 0 } }</style>',
    body: '<div id="s"><p>a</p><div id="v"></div><p>b</p></div>',
    steps: ['$("#s").scrollTop = 260', '$("#s").scrollTop = 400'],
  },
  'waapi-group': {
    head: BOX,
    body: '<div class="box"></div><div class="box" id="b"></div>',
    steps: [
      'for (const [i, b] of [...document.querySelectorAll(".box")].entries()) { const a = b.animate({ opacity: [0, 1], marginLeft: ["0px", "100px"] }, { duration: 1000, delay: i * 200, fill: "both", easing: "ease-in" }); a.pause(); a.currentTime = 700 }',
      'for (const a of document.getAnimations()) a.reverse(), a.pause()',
      'document.getAnimations()[0].effect.updateTiming({ duration: 4000 })',
      'document.getAnimations()[1].effect.setKeyframes({ opacity: [0.2, 0.4] })',
      'for (const a of document.getAnimations()) a.cancel()',
    ],
  },
  'waapi-commit': {
    head: BOX,
    body: '<div class="box"></div>',
    steps: [
      'const a = $(".box").animate({ transform: ["none", "translateX(150px)"] }, { duration: 50, fill: "forwards" }); await a.finished; a.commitStyles(); a.cancel()',
    ],
  },
  'waapi-pseudo': {
    head: `${BOX}<style>.box::before { content: "x"; display: block; width: 20px; background: red }</style>`,
    body: '<div class="box"></div>',
    steps: [
      'const a = $(".box").animate({ width: ["20px", "80px"] }, { duration: 1000, pseudoElement: "::before", fill: "both" }); a.pause(); a.currentTime = 500',
    ],
  },
  'animation-play-state': {
    head: `${BOX}<style>@keyframes m { to { margin-left: 300px } } .box.go { animation: m 1s linear both paused; animation-delay: -.4s }</style>`,
    body: '<div class="box"></div>',
    steps: ['$(".box").classList.add("go")', '$(".box").style.animationDelay = "-.8s"'],
  },
  'transition-reversed': {
    head: `${BOX}<style>.box { transition: all .1s } .far { margin-left: 200px; background: red }</style>`,
    body: '<div class="box"></div>',
    steps: ['$(".box").classList.add("far")', '$(".box").classList.remove("far")'],
  },
  'motion-path': {
    head: `${BOX}<style>.box { offset-path: path("M 40 40 L 300 200"); offset-distance: 0% }</style>`,
    body: '<div class="box"></div>',
    steps: ['$(".box").style.offsetDistance = "70%"'],
  },
  'svg-animate': {
    body: '<svg width="200" height="80"><rect width="40" height="40" fill="red"><animate attributeName="x" from="0" to="150" dur="0.1s" fill="freeze"/></rect></svg>',
    steps: ['await wait(200)'],
  },
  'svg-filters': {
    body: '<svg width="0" height="0"><filter id="f"><feGaussianBlur stdDeviation="3"/></filter><clipPath id="c"><circle cx="50" cy="50" r="50"/></clipPath><mask id="m"><rect width="60" height="60" fill="white"/></mask></svg><div style="filter:url(#f)">blurred</div><div id="d" style="width:100px;height:100px;background:teal;clip-path:url(#c)"></div>',
    steps: ['$("#d").style.clipPath = "none"; $("#d").style.mask = "url(#m)"'],
  },
  'svg-use-external': {
    compare: 'pixels',
    body: '<svg width="60" height="60"><use href="/assets/sprite.svg#dot"/></svg><svg width="60" height="60"><symbol id="s" viewBox="0 0 10 10"><rect width="10" height="10" fill="orange"/></symbol><use id="u" href="#s" width="50" height="50"/></svg>',
    steps: ['$("#u").setAttribute("href", "/assets/sprite.svg#square"); await wait(300)'],
  },
  'svg-gradients': {
    body: '<svg width="200" height="80"><defs><linearGradient id="g"><stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient><pattern id="p" width="10" height="10" patternUnits="userSpaceOnUse"><circle r="4" cx="5" cy="5"/></pattern></defs><rect width="90" height="80" fill="url(#g)"/><rect id="r" x="100" width="90" height="80" fill="url(#p)"/></svg>',
    steps: [
      '$("stop").setAttribute("stop-color", "lime"); $("#r").setAttribute("fill", "url(#g)")',
    ],
  },
  'svg-image-foreign': {
    body: '<svg width="300" height="100"><image href="/assets/red.svg" width="50" height="50"/><foreignObject x="60" width="200" height="90"><div xmlns="http://www.w3.org/1999/xhtml"><b>html</b> <input value="field"></div></foreignObject></svg>',
    steps: [
      '$("image").setAttribute("href", "/assets/blue.svg"); $("svg input").value = "typed"; await wait(200)',
    ],
  },
  'backgrounds-many': {
    head: '<style>#a { background: url(/assets/red.svg) no-repeat, url(/assets/blue.svg) 60px 0 no-repeat; height: 50px } #b { background-image: image-set("/assets/red.svg" 1x); height: 50px } #c { border: 10px solid; border-image: url(/assets/blue.svg) 10; height: 30px } #d { list-style-image: url(/assets/red.svg) } #e { -webkit-mask: url(/assets/red.svg); mask: url(/assets/red.svg); background: green; height: 50px; width: 50px }</style>',
    body: '<div id="a"></div><div id="b"></div><div id="c"></div><ul id="d"><li>item</ul><div id="e"></div>',
    steps: ['$("#a").style.background = "url(/assets/blue.svg)"; await wait(200)'],
  },
  'background-variable': {
    head: '<style>:root { --pic: url(/assets/red.svg) } div { height: 60px; background: var(--pic) }</style>',
    body: '<div></div>',
    steps: [
      'document.documentElement.style.setProperty("--pic", "url(/assets/blue.svg)"); await wait(200)',
    ],
  },
  'background-blob': {
    body: '<div style="height:60px"></div>',
    steps: [
      `const u = URL.createObjectURL(new Blob(['<svg xmlns="http://www.w3.org/2000/svg" width="50" height="50"><rect width="50" height="50" fill="green"/></svg>'], { type: "image/svg+xml" })); $("div").style.background = "url(" + u + ")"; await wait(300)`,
    ],
  },
  'pseudo-images': {
    head: '<style>p::before { content: url(/assets/red.svg) } p::after { content: "(" attr(data-x) ")" counter(n) } p { counter-increment: n } p::first-letter { font-size: 30px } p::first-line { color: green }</style>',
    body: '<p data-x="one">Letter</p>',
    steps: ['$("p").dataset.x = "two"'],
  },
  'font-face-added': {
    head: '<style>p { font: 30px Probe, monospace }</style>',
    body: '<p>Font face</p>',
    steps: [
      'globalThis.f = new FontFace("Probe", "url(/assets/probe.ttf)"); document.fonts.add(f); await f.load(); await wait(200)',
      'document.fonts.delete(f)',
      'const bytes = await (await fetch("/assets/probe.ttf")).arrayBuffer(); document.fonts.add(await new FontFace("Probe", bytes).load()); await wait(300)',
    ],
  },
  'font-face-rule-late': {
    body: '<p style="font: 30px Late, monospace">Late font</p>',
    steps: [
      'const s = document.createElement("style"); s.textContent = "@font-face { font-family: Late; src: url(/assets/probe.ttf) }"; document.head.append(s); await document.fonts.load("30px Late"); await wait(200)',
      '$("style").sheet.deleteRule(0)',
    ],
  },
  'font-cross-origin': {
    head: '<style>@font-face { font-family: Far; src: url({{other}}/assets/probe.ttf) } p { font: 30px Far, monospace }</style>',
    body: '<p>Far font</p>',
    steps: ['await document.fonts.ready; await wait(200)'],
  },
  'inline-styles': {
    body: '<p id="p" style="color: red !important; --x: 3px">inline</p>',
    steps: [
      '$("#p").style.setProperty("color", "blue", "important"); $("#p").style.padding = "var(--x)"',
      '$("#p").attributeStyleMap.set("opacity", CSS.number(.5)); $("#p").style.removeProperty("--x")',
      '$("#p").removeAttribute("style")',
    ],
  },
  'anchor-position': {
    head: '<style>#a { anchor-name: --a; width: 80px; background: gold; margin: 40px } #t { position: absolute; position-anchor: --a; left: anchor(right); top: anchor(bottom); background: pink }</style>',
    body: '<div id="a">anchor</div><div id="t">tip</div>',
    steps: ['$("#a").style.marginLeft = "200px"'],
  },
  'layout-modes': {
    head: '<style>.g { display: grid; grid-template: 1fr / repeat(3, subgrid); grid-template-columns: 1fr 2fr 1fr } .c { columns: 3 } .v { writing-mode: vertical-rl } .w { text-wrap: balance; width: 200px }</style>',
    body: '<div class="g"><b>1</b><b>2</b><b>3</b></div><div class="c">some words in several columns that wrap around</div><div class="v">vertical</div><div class="w">balanced words of several lines here</div>',
    steps: ['$(".g").style.gridTemplateColumns = "3fr 1fr 1fr"', '$(".c").style.columns = 2'],
  },
  'has-is-where': {
    head: '<style>section:has(> input:checked) { background: lime } :is(b, i):not(:where(.x)) { color: red } li:nth-child(2 of .y) { color: blue }</style>',
    body: '<section><input type="checkbox"> <b>b</b><i class="x">i</i></section><ul><li>0<li class="y">1<li class="y">2</ul>',
    steps: [({ page }) => page.click('input')],
  },
  'accent-and-form-styles': {
    head: '<style>:root { accent-color: crimson } input[type=checkbox].own { appearance: none; width: 20px; height: 20px; border: 2px solid } input.own:checked { background: green } ::placeholder { color: orange }</style>',
    body: '<input type="checkbox" checked><input type="radio" checked><input type="range"><progress value=".6"></progress><input class="own" type="checkbox"><input placeholder="place">',
    steps: [({ page }) => page.click('.own')],
  },
  'selection-style': {
    head: '<style>::selection { background: purple; color: white }</style>',
    body: '<p>Select this text</p>',
    steps: ['getSelection().setBaseAndExtent($("p").firstChild, 0, $("p").firstChild, 6)'],
  },
  'highlight-changed': {
    head: '<style>::highlight(a) { background: yellow } ::highlight(b) { color: red; text-decoration: underline }</style>',
    body: '<p>Highlighted words in a text</p>',
    script:
      'globalThis.range = (from, to) => { const r = new Range(); r.setStart($("p").firstChild, from); r.setEnd($("p").firstChild, to); return r }',
    steps: [
      'globalThis.h = new Highlight(range(0, 11)); CSS.highlights.set("a", h)',
      'h.add(range(18, 20)); CSS.highlights.set("b", new Highlight(range(12, 17)))',
      'CSS.highlights.delete("a")',
    ],
  },
  'content-visibility': {
    head: '<style>section { content-visibility: auto; contain-intrinsic-size: 400px } p { height: 380px; background: #efe }</style>',
    body: '<section><p>1</p></section><section><p>2</p></section><section><p>3</p></section><section><p>4</p></section>',
    steps: ['scrollTo(0, 900)'],
  },
  'css-zoom': {
    body: '<div id="z" style="width:100px;background:gold">zoomed</div>',
    steps: ['$("#z").style.zoom = 2', 'document.documentElement.style.zoom = 1.5'],
  },
  'csp-strict': {
    headers: { 'content-security-policy': "default-src 'none'; style-src 'self'; img-src 'self'" },
    head: '<link rel="stylesheet" href="/assets/plain.css">',
    body: '<p class="from-link">strict</p><img src="/assets/red.svg" alt="">',
    steps: [
      'const s = new CSSStyleSheet(); s.replaceSync("p { background: pink }"); document.adoptedStyleSheets = [s]',
      'document.querySelector("p").style.color = "blue"',
    ],
  },
  'invalid-css': {
    head: '<style>p { color: red; colr: x; background: ; } } b { color: blue } @unknown { x } i { color: green }</style>',
    body: '<p>one <b>two</b> <i>three</i></p>',
    steps: ['document.styleSheets[0].insertRule("u { color: red")'],
  },
}
