/** What a person does, and the state it leaves. Functions drive the page from outside, as a hand would. */

const drag = async (page, from, to) => {
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 3 })
  await page.mouse.move(...to, { steps: 3 })
}

const touch = (cdp, type, points) =>
  cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y]) => ({ x, y })) })

export const cases = {
  typing: {
    body: '<input id="i"><textarea id="t"></textarea>',
    steps: [
      ({ page }) => page.locator('#i').pressSequentially('hello'),
      ({ page }) => page.keyboard.press('Backspace'),
      ({ page }) => page.locator('#t').pressSequentially('one\ntwo'),
    ],
  },
  ime: {
    body: '<input id="i"><div id="e" contenteditable style="border:1px solid">x</div>',
    steps: [
      async ({ page, cdp }) => {
        await page.click('#i')
        await cdp.send('Input.imeSetComposition', {
          text: 'にほ',
          selectionStart: 2,
          selectionEnd: 2,
        })
      },
      ({ cdp }) => cdp.send('Input.insertText', { text: '日本' }),
      async ({ page, cdp }) => {
        await page.click('#e')
        await page.keyboard.press('End')
        await cdp.send('Input.imeSetComposition', {
          text: 'か',
          selectionStart: 1,
          selectionEnd: 1,
        })
        await cdp.send('Input.insertText', { text: '漢字' })
        await page.locator('#e').blur()
      },
    ],
  },
  paste: {
    body: '<input id="i"><div id="e" contenteditable style="border:1px solid">x</div>',
    steps: [
      async ({ page }) => {
        await page.click('#i')
        await page.keyboard.insertText('pasted')
      },
      'const e = $("#e"); e.focus(); document.execCommand("insertHTML", false, "<b>rich</b> paste")',
      async ({ page }) => {
        await page.click('#i')
        await page.keyboard.press('Control+a')
        await page.keyboard.press('Control+x')
      },
    ],
  },
  undo: {
    body: '<input id="i" value="start">',
    steps: [
      ({ page }) => page.locator('#i').pressSequentially('typed'),
      ({ page }) => page.keyboard.press('Control+z'),
    ],
  },
  range: {
    body: '<input type="range" id="r"><output id="o">50</output>',
    script: '$("#r").oninput = () => { $("#o").value = $("#r").value }',
    steps: [
      async ({ page }) => {
        await page.locator('#r').focus()
        for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight')
      },
      ({ page }) => page.locator('#r').click({ position: { x: 10, y: 5 } }),
      '$("#r").value = 90',
      '$("#r").max = 200; $("#r").stepUp(10)',
    ],
  },
  dates: {
    body: '<input type="date"><input type="time"><input type="month"><input type="week"><input type="datetime-local">',
    steps: [
      async ({ page }) => {
        await page.fill('[type=date]', '2026-05-04')
        await page.fill('[type=time]', '10:20')
        await page.fill('[type=month]', '2026-05')
        await page.fill('[type=week]', '2026-W10')
      },
      '$("[type=datetime-local]").value = "2026-01-02T03:04"; $("[type=date]").valueAsDate = null',
    ],
  },
  color: {
    body: '<input type="color" value="#336699">',
    steps: [({ page }) => page.fill('input', '#ff0000'), '$("input").value = "#00ff00"'],
  },
  'number-invalid': {
    head: '<style>:user-invalid { background: salmon } :invalid { outline: 2px solid red }</style>',
    body: '<form><input type="number" max="5" id="n"><input type="email" required id="e"></form>',
    steps: [
      async ({ page }) => {
        await page.fill('#n', '9')
        await page.locator('#e').pressSequentially('not an address')
        await page.keyboard.press('Tab')
      },
      ({ page }) => page.fill('#e', 'a@b.example'),
    ],
  },
  'custom-validity': {
    head: '<style>:invalid { background: salmon } :valid { background: palegreen }</style>',
    body: '<input id="a" value="x">',
    steps: ['$("#a").setCustomValidity("no")', '$("#a").setCustomValidity("")'],
  },
  file: {
    body: '<input type="file" id="f"><input type="file" multiple id="m">',
    steps: [
      ({ page }) =>
        page.setInputFiles('#f', {
          name: 'a.txt',
          mimeType: 'text/plain',
          buffer: Buffer.from('x'),
        }),
      '$("#f").value = ""',
    ],
  },
  indeterminate: {
    head: '<style>:indeterminate { outline: 3px solid orange }</style>',
    body: '<input type="checkbox" id="c"><progress></progress>',
    steps: [
      '$("#c").indeterminate = true',
      ({ page }) => page.click('#c'),
      '$("#c").indeterminate = true; $("#c").checked = false; $("progress").value = .4',
    ],
  },
  'radio-groups': {
    body: '<form><input type="radio" name="g" id="a" checked><input type="radio" name="g" id="b"></form><input type="radio" name="g" id="c"><input type="radio" name="g" id="d">',
    steps: [
      ({ page }) => page.click('#b'),
      ({ page }) => page.click('#c'),
      '$("#d").checked = true; $("#b").checked = false',
      '$("form").reset()',
    ],
  },
  'select-keys': {
    body: '<select id="s"><option>a<option>b<optgroup label="g"><option>c</optgroup></select><select size="3" id="l"><option>1<option>2<option>3<option>4</select>',
    steps: [
      async ({ page }) => {
        await page.locator('#s').focus()
        await page.keyboard.press('ArrowDown')
      },
      async ({ page }) => {
        await page.locator('#l').focus()
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press('ArrowDown')
      },
      '$("#s").selectedIndex = 2; $("#l").value = "4"',
      '$("#s").options.length = 1; $("#s").add(new Option("new", "n", false, true))',
      '$("#s").selectedIndex = -1',
    ],
  },
  'select-rebuilt': {
    body: '<select id="s"></select>',
    steps: [
      'for (const t of "abc") $("#s").add(new Option(t)); $("#s").value = "c"',
      '$("#s").replaceChildren(...["x", "y"].map((t) => new Option(t)))',
      '$("#s").value = "y"; $("#s").prepend(new Option("first"))',
    ],
  },
  'select-customizable': {
    head: '<style>select, ::picker(select) { appearance: base-select } select { width: 150px; border: 2px solid teal }</style>',
    body: '<select><button><selectedcontent></selectedcontent></button><option><b>one</b><option selected><i>two</i></select>',
    steps: ['$("select").selectedIndex = 0'],
  },
  'programmatic-value': {
    body: '<form><input id="a" value="start"><textarea id="t">start</textarea><input type="checkbox" id="c"></form>',
    steps: [
      '$("#a").value = "set"; $("#t").value = "set too"; $("#c").checked = true',
      '$("#a").setAttribute("value", "attribute"); $("#t").textContent = "text"; $("#c").toggleAttribute("checked")',
      '$("form").reset()',
      '$("#a").setAttribute("value", "after reset")',
    ],
  },
  'set-range-text': {
    body: '<input id="a" value="hello world"><textarea id="t">abc</textarea>',
    steps: ['$("#a").setRangeText("J", 0, 1); $("#t").setRangeText("xyz", 1, 2)'],
  },
  'input-type-changed': {
    body: '<input id="a" type="text" value="42">',
    steps: ['$("#a").type = "range"', '$("#a").type = "checkbox"', '$("#a").type = "button"'],
  },
  'textarea-resized': {
    body: '<textarea id="t">a\nb\nc\nd\ne\nf\ng\nh</textarea>',
    steps: [
      '$("#t").style.width = "300px"; $("#t").scrollTop = 60',
      ({ page }) => page.locator('#t').fill('short'),
    ],
  },
  datalist: {
    body: '<input list="l"><datalist id="l"><option value="one"><option value="two"></datalist>',
    steps: [({ page }) => page.fill('input', 'tw')],
  },
  'fieldset-disabled': {
    body: '<fieldset id="f"><legend>L</legend><input value="a"><button>B</button><select><option>x</select></fieldset>',
    steps: ['$("#f").disabled = true', '$("#f").disabled = false; $("button").disabled = true'],
  },
  'meter-progress': {
    body: '<meter id="m" value="3" max="10" low="4" high="8"></meter><progress id="p" max="10" value="2"></progress>',
    steps: ['$("#m").value = 9; $("#p").value = 7', '$("#p").removeAttribute("value")'],
  },
  hover: {
    head: '<style>button:hover { background: gold } li:hover > b { color: red }</style>',
    body: '<button id="b">Hover</button><ul><li><b>item</b></ul>',
    steps: [
      ({ page }) => page.hover('#b'),
      ({ page }) => page.hover('li'),
      ({ page }) => page.mouse.move(700, 500),
    ],
  },
  active: {
    head: '<style>button:active { background: tomato } button:focus { outline: 4px solid blue }</style>',
    body: '<button id="b">Press</button>',
    steps: [
      async ({ page }) => {
        await page.hover('#b')
        await page.mouse.down()
      },
      ({ page }) => page.mouse.up(),
    ],
  },
  'focus-ring': {
    head: '<style>form:focus-within { background: #eef } a:focus-visible { outline: 3px dashed green }</style>',
    body: '<form><input id="i"><button type="button">B</button></form><a href="#x">link</a><input type="checkbox">',
    steps: [
      ({ page }) => page.click('#i'),
      ({ page }) => page.keyboard.press('Tab'),
      ({ page }) => page.keyboard.press('Tab'),
      ({ page }) => page.keyboard.press('Tab'),
      'document.activeElement.blur()',
    ],
  },
  'focus-in-shadow': {
    body: '<div id="h"></div>',
    script:
      '$("#h").attachShadow({ mode: "open", delegatesFocus: true }).innerHTML = "<style>input:focus { background: gold } :host(:focus-within) { outline: 2px solid red }</style><input>"',
    steps: [
      '$("#h").shadowRoot.querySelector("input").focus()',
      '$("#h").shadowRoot.activeElement.blur()',
    ],
  },
  'focus-moved-by-script': {
    body: '<input id="a"><input id="b"><div id="d" tabindex="-1">div</div>',
    steps: ['$("#a").focus()', '$("#b").focus()', '$("#d").focus()', '$("#d").remove()'],
  },
  touch: {
    before: async (page, cdp) => {
      await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: true })
    },
    head: '<style>.on { background: gold }</style>',
    body: '<div id="d" style="width:200px;height:100px;border:1px solid">touch</div>',
    script:
      '$("#d").addEventListener("touchstart", () => $("#d").classList.add("on")); $("#d").addEventListener("touchend", () => $("#d").append(" ended")); $("#d").addEventListener("click", () => $("#d").append(" clicked"))',
    steps: [
      ({ cdp }) => touch(cdp, 'touchStart', [[100, 60]]),
      ({ cdp }) => touch(cdp, 'touchEnd', []),
    ],
  },
  'touch-scroll': {
    before: (_page, cdp) => cdp.send('Emulation.setTouchEmulationEnabled', { enabled: true }),
    body: '<div style="height:3000px;background:linear-gradient(red,blue)">tall</div>',
    steps: [
      ({ cdp }) =>
        cdp.send('Input.synthesizeScrollGesture', { x: 200, y: 400, yDistance: -300, speed: 4000 }),
    ],
  },
  'pinch-zoom': {
    body: '<p>Zoomed text</p><div style="width:200px;height:200px;background:teal"></div>',
    compare: 'pixels',
    steps: [
      ({ cdp }) => cdp.send('Emulation.setPageScaleFactor', { pageScaleFactor: 2 }),
      ({ cdp }) => cdp.send('Emulation.setPageScaleFactor', { pageScaleFactor: 1 }),
    ],
  },
  pen: {
    body: '<canvas hidden></canvas><div id="d" style="width:200px;height:100px;border:1px solid"></div>',
    script:
      '$("#d").addEventListener("pointermove", (e) => { $("#d").textContent = e.pointerType + " " + (e.pressure > 0) })',
    steps: [
      async ({ cdp }) => {
        const pen = { pointerType: 'pen', force: 0.5, button: 'left', buttons: 1 }
        await cdp.send('Input.dispatchMouseEvent', { type: 'mousePressed', x: 60, y: 40, ...pen })
        await cdp.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x: 90, y: 60, ...pen })
        await cdp.send('Input.dispatchMouseEvent', { type: 'mouseReleased', x: 90, y: 60, ...pen })
      },
    ],
  },
  'drag-and-drop': {
    head: '<style>.over { background: gold } #t { width: 200px; height: 80px; border: 2px dashed } [draggable] { width: 80px; background: pink }</style>',
    body: '<div id="s" draggable="true">drag me</div><div id="t"></div>',
    script:
      '$("#s").ondragstart = (e) => e.dataTransfer.setData("text", "s"); $("#t").ondragover = (e) => { e.preventDefault(); $("#t").className = "over" }; $("#t").ondrop = (e) => { e.preventDefault(); $("#t").className = ""; $("#t").append($("#s")) }',
    steps: [
      ({ page }) => drag(page, [30, 15], [90, 70]),
      ({ page }) => page.mouse.up(),
      ({ page }) => page.mouse.move(700, 500),
    ],
  },
  'pointer-drag': {
    body: '<div id="d" style="position:absolute;left:10px;top:10px;width:60px;height:60px;background:teal"></div>',
    script:
      '$("#d").onpointerdown = (e) => $("#d").setPointerCapture(e.pointerId); $("#d").onpointermove = (e) => { if (e.buttons) { $("#d").style.left = e.clientX + "px"; $("#d").style.top = e.clientY + "px" } }',
    steps: [({ page }) => drag(page, [30, 30], [300, 200]), ({ page }) => page.mouse.up()],
  },
  'wheel-scroll': {
    body: '<div id="d" style="width:200px;height:100px;overflow:auto"><div style="height:900px;background:linear-gradient(red,blue)">x</div></div><div style="height:2000px">y</div>',
    steps: [
      async ({ page }) => {
        await page.mouse.move(50, 50)
        await page.mouse.wheel(0, 200)
        await page.waitForTimeout(300)
      },
      async ({ page }) => {
        await page.mouse.move(500, 300)
        await page.mouse.wheel(0, 400)
        await page.waitForTimeout(300)
      },
    ],
  },
  'smooth-scroll': {
    head: '<style>html { scroll-behavior: smooth } div { height: 800px } #b { background: pink }</style>',
    body: '<div>a</div><div id="b">b</div><div>c</div>',
    steps: ['$("#b").scrollIntoView(); await wait(1200)', 'scrollTo(0, 100); await wait(1200)'],
  },
  'scroll-snap': {
    head: '<style>#s { width: 300px; height: 100px; overflow-x: auto; scroll-snap-type: x mandatory; display: flex } #s div { flex: 0 0 300px; scroll-snap-align: start }</style>',
    body: '<div id="s"><div style="background:red">1</div><div style="background:green">2</div><div style="background:blue">3</div></div>',
    steps: [
      '$("#s").scrollLeft = 340; await wait(300)',
      '$("#s").lastElementChild.scrollIntoView(); await wait(200)',
    ],
  },
  sticky: {
    head: '<style>h2 { position: sticky; top: 0; background: gold } p { height: 500px }</style>',
    body: '<h2>A</h2><p>a</p><h2>B</h2><p>b</p><h2>C</h2><p>c</p>',
    steps: ['scrollTo(0, 300)', 'scrollTo(0, 700)'],
  },
  'scroll-rtl': {
    body: '<div id="s" dir="rtl" style="width:200px;overflow:auto;white-space:nowrap">שלום long text that runs over the edge of the box and on and on</div>',
    steps: ['$("#s").scrollLeft = -80'],
  },
  'scroll-in-shadow': {
    body: '<div id="h"></div>',
    script:
      '$("#h").attachShadow({ mode: "open" }).innerHTML = "<div id=s style=height:80px;overflow:auto><div style=\'height:600px;background:linear-gradient(red,blue)\'>x</div></div>"',
    steps: ['$("#h").shadowRoot.querySelector("#s").scrollTop = 200'],
  },
  'scroll-then-grow': {
    body: '<div id="s" style="height:100px;overflow:auto"><p>one</p></div>',
    steps: [
      'for (let i = 0; i < 40; i++) $("#s").insertAdjacentHTML("beforeend", `<p>row ${i}</p>`); $("#s").scrollTop = 1e6',
      '$("#s").insertAdjacentHTML("beforeend", "<p>last</p>"); $("#s").scrollTop = 1e6',
      '$("#s").replaceChildren($("#s").lastChild)',
    ],
  },
  'scroll-anchoring': {
    body: '<div id="t"></div><div style="height:3000px;background:linear-gradient(red,blue)">x</div>',
    steps: ['scrollTo(0, 500)', '$("#t").style.height = "200px"'],
  },
  'scroll-hidden-shown': {
    body: '<div id="s" style="height:80px;overflow:auto"><div style="height:600px;background:linear-gradient(red,blue)">x</div></div>',
    steps: [
      '$("#s").scrollTop = 300',
      '$("#s").style.display = "none"',
      '$("#s").style.display = "block"',
    ],
  },
  'virtual-rows': {
    body: '<div id="s" style="height:200px;overflow:auto"><div id="i" style="position:relative;height:20000px"></div></div>',
    script:
      'const draw = () => { const first = Math.floor($("#s").scrollTop / 20); $("#i").replaceChildren(...Array.from({ length: 14 }, (_, k) => { const d = document.createElement("div"); d.textContent = `row ${first + k}`; d.style.cssText = `position:absolute;top:${(first + k) * 20}px`; return d })) }; draw(); $("#s").onscroll = draw',
    steps: ['$("#s").scrollTop = 4000', '$("#s").scrollTop = 15000', '$("#s").scrollTop = 10'],
  },
  'window-resized': {
    body: '<div style="width:50vw;height:50vh;background:gold">half</div>',
    steps: [
      ({ page }) => page.setViewportSize({ width: 600, height: 400 }),
      ({ page }) => page.setViewportSize({ width: 800, height: 600 }),
    ],
  },
  'hash-target': {
    head: '<style>:target { background: gold } section { height: 500px }</style>',
    body: '<a href="#b">b</a><section id="a">A</section><section id="b">B</section><section id="c">C</section>',
    steps: [
      async ({ page }) => page.click('a'),
      'location.hash = "c"; await wait(200)',
      'history.back(); await wait(200)',
    ],
  },
  'spa-routes': {
    body: '<nav>nav</nav><main>home</main>',
    steps: [
      'history.pushState({}, "", "/about"); $("main").innerHTML = "<h1>About</h1>"; document.title = "About"',
      'history.replaceState({}, "", "/about?x"); $("main").append("x")',
      'addEventListener("popstate", () => { $("main").textContent = "home again" }, { once: true }); history.back(); await wait(300)',
    ],
  },
  'text-selected-by-hand': {
    body: '<p style="font-size:30px;user-select:text">Select some words</p>',
    steps: [({ page }) => drag(page, [12, 55], [150, 55]), ({ page }) => page.mouse.up()],
  },
  'label-and-details-click': {
    body: '<label for="c">label</label><input type="checkbox" id="c"><details><summary>more</summary>content</details>',
    steps: [({ page }) => page.click('label'), ({ page }) => page.click('summary')],
  },
}
