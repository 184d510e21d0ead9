/** Trees, top layer, shadow trees and custom elements. See `../cases.mjs` for what a case is. */

const CARD =
  'customElements.define("x-card", class extends HTMLElement { constructor() { super(); this.attachShadow({ mode: "open" }).innerHTML = "<style>b { color: crimson }</style><b><slot></slot></b>" } })'

export const cases = {
  'replace-children': {
    body: '<ul id="l"><li>1<li>2<li>3</ul>',
    steps: [
      '$("#l").replaceChildren(...[...$("#l").children].reverse())',
      '$("#l").replaceChildren("text", document.createElement("li"))',
    ],
  },
  'outer-html': {
    body: '<p id="p">old</p>',
    steps: ['$("#p").outerHTML = "<section><h2>new</h2><p>text</p></section>"'],
  },
  'range-surround': {
    body: '<p id="p">one two three</p>',
    steps: [
      'const r = new Range(); r.setStart($("#p").firstChild, 4); r.setEnd($("#p").firstChild, 7); r.surroundContents(document.createElement("mark"))',
      'const r = new Range(); r.selectNodeContents($("#p")); const f = r.extractContents(); f.append("!"); $("#p").append(f)',
    ],
  },
  'move-before': {
    body: '<div id="a"><p>one</p></div><div id="b" style="padding:4px;background:#eef"><p>two</p></div>',
    steps: [
      'const b = $("#b"); b.moveBefore ? b.moveBefore($("#a p"), b.firstChild) : b.prepend($("#a p"))',
    ],
  },
  'body-replaced': {
    body: '<p>before</p>',
    steps: [
      'const b = document.createElement("body"); b.innerHTML = "<h1>after</h1>"; b.style.background = "#ffd"; document.body.replaceWith(b)',
      'document.body.append("and more")',
    ],
  },
  'root-attributes': {
    head: '<style>html.dark { background: #222; color: #eee } html[data-wide] body { letter-spacing: 5px }</style>',
    body: '<p>Root</p>',
    steps: [
      'document.documentElement.className = "dark"',
      'document.documentElement.dataset.wide = 1; document.body.dir = "rtl"',
    ],
  },
  'xhtml-document': {
    type: 'application/xhtml+xml',
    html: '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title><style>p { color: teal }</style></head><body><p>Strict <![CDATA[<data>]]></p><svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle r="20" cx="20" cy="20" fill="teal"/></svg></body></html>',
    steps: [
      'const p = document.createElement("p"); p.textContent = "added"; document.body.append(p)',
    ],
  },
  'svg-document': {
    type: 'image/svg+xml',
    compare: 'pixels',
    html: '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect id="r" width="100" height="80" fill="orange"/><text x="20" y="150">An SVG</text></svg>',
    steps: ['document.querySelector("#r").setAttribute("fill", "purple")'],
  },
  'text-document': { type: 'text/plain', html: 'plain\n  text\n', compare: 'pixels', steps: [] },
  'image-document': {
    type: 'image/svg+xml',
    url: '/assets/red.svg',
    compare: 'pixels',
    steps: [],
  },
  'document-open-late': {
    body: '<p>before</p>',
    steps: [
      'document.open(); document.write("<!doctype html><title>n</title><style>p{color:blue}</style><p>after</p><input value=x>"); document.close()',
      '$("input").value = "typed"; $("p").append(" more")',
    ],
  },
  'document-write-chunks': {
    body: '<p>before</p>',
    steps: [
      'document.open(); document.write("<!doctype html><p>one"); await wait(150); document.write(" two</p><p>three"); await wait(150); document.write("</p>"); document.close()',
    ],
  },
  'title-and-head': {
    head: '<style id="s">p { color: red }</style>',
    body: '<p>Head</p>',
    steps: [
      'document.title = "t2"; document.head.append($("#s"))',
      'document.head.insertAdjacentHTML("beforeend", "<style>p { color: green; font-size: 30px }</style>")',
      'document.head.replaceChildren()',
    ],
  },
  'dialog-nonmodal': {
    body: '<dialog id="d">Hello</dialog><p>Text</p>',
    steps: ['$("#d").show()', '$("#d").close()'],
  },
  'dialog-stacked': {
    head: '<style>dialog::backdrop { background: rgb(0 0 90 / .4) }</style>',
    body: '<dialog id="a">First</dialog><dialog id="b" style="margin-top:200px">Second</dialog>',
    steps: ['$("#a").showModal()', '$("#b").showModal()', '$("#a").close()', '$("#b").close()'],
  },
  'dialog-removed-open': {
    body: '<main></main>',
    steps: [
      '$("main").innerHTML = "<dialog>One</dialog>"; $("dialog").showModal()',
      '$("main").innerHTML = "gone"',
      '$("main").innerHTML = "<dialog>Two</dialog>"; $("dialog").showModal()',
    ],
  },
  'popover-nested': {
    body: '<div popover id="a">outer <div popover id="b">inner</div></div>',
    steps: ['$("#a").showPopover()', '$("#b").showPopover()', '$("#a").hidePopover()'],
  },
  'popover-manual': {
    body: '<div popover="manual" id="a" style="inset:auto;top:10px;left:10px">one</div><div popover="manual" id="b" style="inset:auto;top:60px;left:10px">two</div>',
    steps: ['$("#a").showPopover()', '$("#b").showPopover()', '$("#a").hidePopover()'],
  },
  'details-accordion': {
    body: '<details name="g" open><summary>A</summary>alpha</details><details name="g" id="b"><summary>B</summary>beta</details><details name="g" id="c"><summary>C</summary>gamma</details>',
    steps: ['$("#b").open = true', '$("#c").open = true'],
  },
  'details-content-styled': {
    head: '<style>details::details-content { background: #ffc; display: block } summary::marker { content: "> " }</style>',
    body: '<details id="d"><summary>A</summary>alpha</details>',
    steps: [({ page }) => page.click('summary')],
  },
  fullscreen: {
    compare: 'pixels',
    head: '<style>:fullscreen { background: gold } ::backdrop { background: navy }</style>',
    body: '<div id="f" style="width:200px;height:100px;background:#cde">Full</div>',
    steps: [
      ({ page }) =>
        page.evaluate(() => {
          const f = document.querySelector('#f')
          f.addEventListener('click', () => f.requestFullscreen(), { once: true })
        }),
      async ({ page }) => {
        await page.click('#f')
        await page.waitForFunction(() => document.fullscreenElement !== null)
      },
      'await document.exitFullscreen()',
    ],
  },
  'inert-hidden': {
    head: '<style>[inert] { opacity: .4 }</style>',
    body: '<p id="p">One</p><p id="q">Two</p>',
    steps: ['$("#p").inert = true; $("#q").hidden = true', '$("#q").hidden = "until-found"'],
  },
  'slot-reassigned': {
    body: `<div id="h"><i slot="a">A</i><i slot="b">B</i></div>`,
    script:
      '$("#h").attachShadow({ mode: "open" }).innerHTML = "<style>::slotted(i) { color: red }</style>(<slot name=b></slot>|<slot name=a>none</slot>)"',
    steps: [
      '$("#h i").slot = "b"',
      '$("#h").append(Object.assign(document.createElement("i"), { slot: "a", textContent: "new" }))',
    ],
  },
  'slot-manual': {
    body: '<div id="h"><i>A</i><i>B</i></div>',
    script:
      'globalThis.root = $("#h").attachShadow({ mode: "open", slotAssignment: "manual" }); root.innerHTML = "[<slot></slot>]"; root.querySelector("slot").assign($("#h i"))',
    steps: ['root.querySelector("slot").assign($("#h").children[1])'],
  },
  'shadow-deep': {
    compare: 'pixels',
    body: '<div id="h"></div>',
    script:
      'let at = $("#h"); for (let i = 0; i < 12; i++) { const root = at.attachShadow({ mode: i % 2 ? "closed" : "open" }); root.innerHTML = `<style>div { padding: 3px; border: 1px solid }</style><div>${i}</div>`; at = root.lastChild }; globalThis.last = at',
    steps: ['last.append("deepest"); last.style.background = "pink"'],
  },
  'shadow-closed-late': {
    compare: 'pixels',
    body: '<section id="h">light</section>',
    steps: [
      'globalThis.root = $("#h").attachShadow({ mode: "closed" }); root.innerHTML = "<p style=color:red>closed</p>"',
      'root.firstChild.textContent = "changed"; root.append("more")',
      'root.innerHTML = "<style>:host { background: gold }</style>end"',
    ],
  },
  'declarative-closed': {
    compare: 'pixels',
    body: '<div><template shadowrootmode="closed"><style>b { color: purple; font-size: 30px }</style><b>Closed</b> <slot></slot></template>light</div><x-c><template shadowrootmode="closed"><i>custom</i></template></x-c>',
    steps: [],
  },
  'set-html-unsafe': {
    body: '<main></main>',
    steps: [
      '$("main").setHTMLUnsafe?.("<div><template shadowrootmode=open><b style=color:red>set</b></template></div>")',
    ],
  },
  'shadow-parts': {
    head: '<style>x-card::part(label) { color: white; background: darkgreen }</style>',
    body: '<x-card></x-card>',
    script:
      'customElements.define("x-card", class extends HTMLElement { constructor() { super(); this.attachShadow({ mode: "open" }).innerHTML = "<b part=label>part</b>" } })',
    steps: ['$("x-card").shadowRoot.querySelector("b").part = "other"'],
  },
  'shadow-host-context': {
    body: '<x-a class="on"></x-a>',
    script:
      'customElements.define("x-a", class extends HTMLElement { constructor() { super(); this.attachShadow({ mode: "open" }).innerHTML = "<style>:host { display: block; color: red } :host(.on) { color: blue } :host(:hover) { color: green } :host-context(.dark) { background: #222 }</style>text" } })',
    steps: ['document.body.className = "dark"', '$("x-a").className = ""'],
  },
  'custom-upgrade': {
    head: '<style>x-card:not(:defined) { opacity: .3 } x-card:defined { outline: 2px solid green }</style>',
    body: '<x-card>late</x-card>',
    steps: [CARD, 'document.body.append(document.createElement("x-card"))'],
  },
  'custom-built-in': {
    head: '<style>button[is=x-b]:defined { color: red }</style>',
    body: '<button is="x-b">Built in</button>',
    script:
      'customElements.define("x-b", class extends HTMLButtonElement { connectedCallback() { this.style.background = "gold" } }, { extends: "button" })',
    steps: [],
  },
  'custom-states': {
    head: '<style>x-s { display: block } x-s:state(on) { background: lime } x-s:not(:state(on)) { color: gray }</style>',
    body: '<x-s>State</x-s>',
    script:
      'customElements.define("x-s", class extends HTMLElement { constructor() { super(); this.inner = this.attachInternals() } })',
    steps: ['$("x-s").inner.states.add("on")', '$("x-s").inner.states.delete("on")'],
  },
  'form-associated': {
    head: '<style>x-f { display: inline-block; padding: 4px } x-f:invalid { background: salmon } x-f:valid { background: palegreen } x-f:disabled { color: gray }</style>',
    body: '<form><fieldset id="s"><x-f>Field</x-f></fieldset></form>',
    script:
      'customElements.define("x-f", class extends HTMLElement { static formAssociated = true; constructor() { super(); this.inner = this.attachInternals() } })',
    steps: [
      '$("x-f").inner.setValidity({ customError: true }, "no")',
      '$("x-f").inner.setValidity({})',
      '$("#s").disabled = true',
    ],
  },
  'template-changed': {
    body: '<template id="t"><p>one</p></template><main></main>',
    steps: [
      '$("#t").content.firstChild.textContent = "two"; $("main").append($("#t").content.cloneNode(true))',
      '$("#t").innerHTML = "<h3>three</h3>"; $("main").append($("#t").content)',
    ],
  },
  'adopt-from-frame': {
    body: '<iframe srcdoc="<p>inside <b>frame</b></p>" height="60"></iframe><main></main>',
    steps: [
      'await wait(100); $("main").append($("iframe").contentDocument.querySelector("p"))',
      '$("main p").style.color = "red"; $("main b").append("!")',
      '$("iframe").contentDocument.body.append($("main p"))',
      '$("iframe").contentDocument.querySelector("b").style.color = "blue"',
    ],
  },
  'moves-in-one-task': {
    body: '<div id="a"></div><div id="b"></div><p id="p">p<b>b</b></p>',
    steps: [
      'const p = $("#p"); for (let i = 0; i < 9; i++) (i % 2 ? $("#a") : $("#b")).append(p); p.remove(); $("#a").append(p)',
      'const s = document.createElement("section"); s.append($("#p")); $("#b").append(s); $("#p b").remove()',
    ],
  },
  'keyed-list': {
    body: '<ol id="l"></ol>',
    script:
      'for (let i = 0; i < 30; i++) { const li = document.createElement("li"); li.textContent = `row ${i}`; $("#l").append(li) }',
    steps: [
      'for (const li of [...$("#l").children].sort((a, b) => (a.textContent < b.textContent ? 1 : -1))) $("#l").append(li)',
      'for (const li of [...$("#l").children].filter((_, i) => i % 3)) li.remove()',
    ],
  },
  'twenty-thousand': {
    body: '<div id="r" style="font-size:3px;line-height:1"></div>',
    steps: [
      '$("#r").innerHTML = Array.from({ length: 10000 }, (_, i) => `<i>${i % 10}</i>`).join("")',
      'for (const [i, node] of [...$("#r").children].entries()) if (i % 5 === 0) node.remove()',
    ],
  },
  'shadow-in-frame': {
    body: '<iframe srcdoc="<div></div>" height="60"></iframe>',
    steps: [
      'await wait(100); const d = $("iframe").contentDocument; d.querySelector("div").attachShadow({ mode: "open" }).innerHTML = "<b style=color:red>in</b>"',
    ],
  },
  'edit-context': {
    body: '<div id="d" contenteditable style="white-space:pre-wrap">text</div>',
    steps: [
      async ({ page }) => {
        await page.click('#d')
        await page.keyboard.press('End')
        await page.keyboard.type(' typed')
        await page.keyboard.press('Enter')
        await page.keyboard.type('line')
      },
      'document.execCommand("selectAll"); document.execCommand("bold")',
      'document.execCommand("insertUnorderedList")',
    ],
  },
  'design-mode': {
    body: '<p>Edit</p>',
    steps: [
      'document.designMode = "on"; getSelection().selectAllChildren($("p")); document.execCommand("foreColor", false, "#ff0000")',
    ],
  },
  'ruby-bidi': {
    body: '<ruby>漢<rt>kan</rt></ruby> <bdo dir="rtl">abc</bdo> <p dir="rtl">שלום</p>',
    steps: ['$("p").dir = "ltr"'],
  },
}
