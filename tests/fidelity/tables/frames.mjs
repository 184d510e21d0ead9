/** Documents inside the document. */

const AT = 'await wait(250);'

export const cases = {
  'frame-nested-srcdoc': {
    body: `<iframe id="o" width="400" height="200" srcdoc="<p>outer</p><iframe width='300' height='100' srcdoc='<p>inner</p>'></iframe>"></iframe>`,
    steps: [
      `${AT} const inner = $("#o").contentDocument.querySelector("iframe").contentDocument; inner.body.style.background = "gold"; inner.body.append("more")`,
    ],
  },
  'frame-data': {
    compare: 'pixels',
    body: '<iframe width="300" height="100" src="data:text/html,<body style=background:khaki><p>data frame</p>"></iframe>',
    steps: [AT],
  },
  'frame-data-script': {
    compare: 'pixels',
    body: '<iframe width="300" height="100" src="data:text/html,<p>before</p><script>setTimeout(() => { document.body.innerHTML = \'<h3>after</h3>\' }, 400)</script>"></iframe>',
    steps: ['await wait(700)'],
  },
  'frame-javascript': {
    body: `<iframe width="300" height="100" src="javascript:'<p style=color:red>javascript frame</p>'"></iframe>`,
    steps: [AT],
  },
  'frame-blank-dom': {
    body: '<iframe width="300" height="100"></iframe>',
    steps: [
      '$("iframe").contentDocument.body.innerHTML = "<p>filled</p>"',
      '$("iframe").contentDocument.body.firstChild.style.color = "green"',
    ],
  },
  'frame-moved': {
    body: '<div id="a"><iframe width="200" height="80" srcdoc="<p>wanders</p>"></iframe></div><div id="b" style="padding:20px;background:#eee"></div>',
    steps: [AT, `$("#b").append($("iframe")); ${AT}`],
  },
  'frame-removed': {
    body: '<iframe id="x" width="200" height="80" srcdoc="<p>first</p>"></iframe><iframe width="200" height="80" srcdoc="<p>second</p>"></iframe>',
    steps: [
      AT,
      '$("#x").remove()',
      `document.body.insertAdjacentHTML("afterbegin", "<iframe width=200 height=80 srcdoc='<p>third</p>'></iframe>"); ${AT}`,
    ],
  },
  'frame-navigated': {
    body: '<iframe width="300" height="120" src="/assets/frame.html"></iframe>',
    steps: [
      AT,
      '$("iframe").src = "/assets/other-frame.html"; await wait(500)',
      '$("iframe").contentWindow.history.back(); await wait(500)',
    ],
  },
  'frame-reloaded': {
    body: '<iframe width="300" height="120" src="/assets/frame.html"></iframe>',
    steps: [
      `${AT} $("iframe").contentDocument.body.append("gone after reload")`,
      '$("iframe").contentWindow.location.reload(); await wait(500)',
    ],
  },
  'frame-scrolled': {
    body: '<iframe width="300" height="120" srcdoc="<div style=\'height:900px;background:linear-gradient(red,blue)\'>tall</div>"></iframe>',
    steps: [`${AT} $("iframe").contentWindow.scrollTo(0, 400)`],
  },
  'frame-inputs': {
    body: '<iframe width="300" height="120" srcdoc="<input id=i><input type=checkbox id=c><select><option>a<option>b</select>"></iframe>',
    steps: [
      async ({ page }) => {
        const frame = page.frameLocator('iframe')
        await frame.locator('#i').fill('typed')
        await frame.locator('#c').check()
        await frame.locator('select').selectOption('b')
      },
    ],
  },
  'frame-sheets': {
    body: '<iframe width="300" height="120" srcdoc="<style>p { color: red }</style><p>styled</p>"></iframe>',
    steps: [
      `${AT} $("iframe").contentDocument.styleSheets[0].insertRule("p { font-size: 40px }")`,
      'const w = $("iframe").contentWindow; const s = new w.CSSStyleSheet(); s.replaceSync("p { color: blue }"); w.document.adoptedStyleSheets = [s]',
      '$("iframe").contentDocument.styleSheets[0].cssRules[0].style.fontSize = "20px"',
    ],
  },
  'frame-in-shadow': {
    body: '<div id="h"></div>',
    script:
      '$("#h").attachShadow({ mode: "open" }).innerHTML = "<iframe width=200 height=80 srcdoc=\'<p>in shadow</p>\'></iframe>"',
    steps: [AT],
  },
  'frame-in-closed-shadow': {
    compare: 'pixels',
    body: '<div id="h"></div>',
    script:
      '$("#h").attachShadow({ mode: "closed" }).innerHTML = "<iframe width=200 height=80 srcdoc=\'<p>in closed</p>\'></iframe>"',
    steps: [AT],
  },
  'frame-in-dialog': {
    body: '<dialog><iframe width="200" height="80" srcdoc="<p>in dialog</p>"></iframe></dialog>',
    steps: [`$("dialog").showModal(); ${AT}`],
  },
  'frame-lazy': {
    body: '<div style="height:3000px">far</div><iframe loading="lazy" width="200" height="80" src="/assets/frame.html"></iframe>',
    steps: ['scrollTo(0, 3000); await wait(500)'],
  },
  'frame-hidden-shown': {
    body: '<iframe style="display:none" width="200" height="80" srcdoc="<p>shown late</p>"></iframe>',
    steps: ['$("iframe").style.display = "block"; await wait(200)'],
  },
  'frame-resized': {
    body: '<iframe width="200" height="80" srcdoc="<style>@media (min-width: 300px) { body { background: gold } }</style><p>wide?</p>"></iframe>',
    steps: ['$("iframe").width = 400; await wait(200)'],
  },
  'frame-target': {
    body: '<a href="/assets/frame.html" target="f">open</a><iframe name="f" width="300" height="120"></iframe>',
    steps: [
      async ({ page }) => {
        await page.click('a')
        await page.waitForTimeout(400)
      },
    ],
  },
  'frame-cross-nested': {
    compare: 'pixels',
    body: '<iframe src="{{other}}/assets/nesting.html" width="400" height="240"></iframe>',
    steps: ['await wait(500)'],
  },
  'frame-cross-scrolled': {
    compare: 'pixels',
    body: '<iframe src="{{other}}/assets/tall.html" width="300" height="120"></iframe>',
    steps: [
      async ({ page }) => {
        await page.mouse.move(100, 60)
        await page.mouse.wheel(0, 300)
        await page.waitForTimeout(400)
      },
    ],
  },
  'frame-cross-typed': {
    compare: 'pixels',
    body: '<iframe src="{{other}}/assets/form.html" width="300" height="120"></iframe>',
    steps: [
      async ({ page }) => {
        await page.frameLocator('iframe').locator('input').fill('typed')
        await page.frameLocator('iframe').locator('button').focus()
      },
    ],
  },
  'frame-cross-two': {
    compare: 'pixels',
    body: '<iframe src="{{other}}/assets/frame.html" width="200" height="120"></iframe><iframe src="{{other}}/assets/tall.html" width="200" height="120"></iframe>',
    steps: [
      'await wait(400)',
      '$("iframe").remove(); await wait(400)',
      'document.body.insertAdjacentHTML("afterbegin", "<iframe src={{other}}/assets/form.html width=200 height=120></iframe>"); await wait(700)',
    ],
  },
  'frame-sandboxed-srcdoc': {
    compare: 'pixels',
    body: '<iframe sandbox width="300" height="80" srcdoc="<p style=color:purple>sandboxed srcdoc</p>"></iframe>',
    steps: ['await wait(300)'],
  },
  'frame-sandboxed-scripts': {
    compare: 'pixels',
    body: `<iframe sandbox="allow-scripts" width="300" height="80" srcdoc="<p>waits</p><script>setTimeout(() => { document.querySelector('p').textContent = 'ran' }, 400)</script>"></iframe>`,
    steps: ['await wait(700)'],
  },
  'frame-credentialless': {
    compare: 'pixels',
    body: '<iframe credentialless src="/assets/frame.html" width="300" height="120"></iframe>',
    steps: ['await wait(300)'],
  },
  frameset: {
    html: '<html><head><title>f</title></head><frameset cols="50%,50%"><frame src="/assets/frame.html"><frame src="/assets/tall.html"></frameset></html>',
    steps: ['await wait(300)'],
  },
  'object-html': {
    body: '<object type="text/html" data="/assets/frame.html" width="300" height="120">fallback</object>',
    steps: ['await wait(300)'],
    compare: 'pixels',
  },
  'object-svg': {
    body: '<object type="image/svg+xml" data="/assets/red.svg"></object><embed type="image/svg+xml" src="/assets/blue.svg">',
    steps: ['await wait(300)'],
    compare: 'pixels',
  },
  'object-fallback': {
    body: '<object data="/assets/none.xyz" width="300" height="60"><b>fallback</b></object>',
    steps: ['await wait(300)'],
    compare: 'pixels',
  },
  'frame-many': {
    body: '<main></main>',
    steps: [
      'for (let i = 0; i < 12; i++) $("main").insertAdjacentHTML("beforeend", `<iframe width=90 height=50 srcdoc="<b>${i}</b>"></iframe>`); await wait(700)',
      'for (const f of [...document.querySelectorAll("iframe")].filter((_, i) => i % 2)) f.remove(); await wait(200)',
    ],
  },
  'frame-document-open': {
    body: '<iframe width="300" height="100" srcdoc="<p>first</p>"></iframe>',
    steps: [
      `${AT} const d = $("iframe").contentDocument; d.open(); d.write("<p style=color:red>second</p>"); d.close(); await wait(300)`,
      '$("iframe").contentDocument.body.append("third")',
    ],
  },
}
