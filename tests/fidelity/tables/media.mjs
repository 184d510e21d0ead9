/** Pictures, canvases, sound and moving pictures. */

/** A canvas is sampled once a second. */
const SAMPLED = 'await wait(1700)'

export const cases = {
  'audio-controls': {
    body: '<audio controls src="/assets/tone.wav"></audio>',
    steps: [
      '$("audio").currentTime = 1; await wait(300)',
      '$("audio").volume = .3; $("audio").playbackRate = 2; await wait(200)',
      '$("audio").removeAttribute("controls")',
    ],
  },
  'audio-muted': {
    body: '<audio controls src="/assets/tone.wav"></audio>',
    steps: [
      '$("audio").muted = true; await wait(300)',
      '$("audio").muted = false; await wait(300)',
    ],
  },
  'video-poster': {
    body: '<video width="200" height="100" poster="/assets/red.svg"></video>',
    steps: ['$("video").poster = "/assets/blue.svg"; await wait(300)'],
  },
  'video-stream': {
    compare: 'pixels',
    body: '<video width="200" height="100" muted autoplay></video>',
    script:
      'const c = document.createElement("canvas"); c.width = 200; c.height = 100; globalThis.ink = c.getContext("2d"); ink.fillStyle = "green"; ink.fillRect(0, 0, 200, 100); globalThis.paint = setInterval(() => ink.fillRect(0, 0, 200, 100), 50); $("video").srcObject = c.captureStream(20)',
    steps: [
      SAMPLED,
      `ink.fillStyle = "orange"; ${SAMPLED}`,
      `clearInterval(paint); $("video").pause(); ${SAMPLED}`,
    ],
  },
  'video-blob': {
    compare: 'pixels',
    body: '<video width="200" height="100" muted></video>',
    script:
      'globalThis.film = async () => { const c = document.createElement("canvas"); c.width = 200; c.height = 100; const ink = c.getContext("2d"); const r = new MediaRecorder(c.captureStream(20), { mimeType: "video/webm" }); const parts = []; r.ondataavailable = (e) => parts.push(e.data); r.start(); for (const color of ["red", "red", "blue", "blue"]) { ink.fillStyle = color; ink.fillRect(0, 0, 200, 100); await new Promise((go) => setTimeout(go, 120)) } r.stop(); await new Promise((go) => (r.onstop = go)); return URL.createObjectURL(new Blob(parts, { type: "video/webm" })) }',
    steps: [`$("video").src = await film(); ${SAMPLED}`, `$("video").currentTime = .4; ${SAMPLED}`],
  },
  'canvas-2d-drawn': {
    body: '<canvas id="c" width="200" height="100"></canvas>',
    script:
      'globalThis.ink = $("#c").getContext("2d"); ink.fillStyle = "navy"; ink.fillRect(20, 20, 100, 40)',
    steps: [
      SAMPLED,
      `ink.clearRect(0, 0, 200, 100); ink.font = "30px serif"; ink.fillText("Text", 20, 50); ${SAMPLED}`,
    ],
  },
  'canvas-resized': {
    body: '<canvas id="c" width="100" height="60"></canvas>',
    steps: [
      `$("#c").width = 200; const i = $("#c").getContext("2d"); i.fillStyle = "teal"; i.fillRect(0, 0, 200, 60); ${SAMPLED}`,
    ],
  },
  'canvas-webgl': {
    body: '<canvas id="c" width="100" height="60"></canvas>',
    script:
      'const gl = $("#c").getContext("webgl"); globalThis.hue = [1, 0, 0]; const draw = () => { gl.clearColor(...hue, 1); gl.clear(gl.COLOR_BUFFER_BIT); requestAnimationFrame(draw) }; if (gl) draw()',
    steps: [SAMPLED, `hue = [0, 0, 1]; ${SAMPLED}`],
  },
  'canvas-webgl-once': {
    body: '<canvas id="c" width="100" height="60"></canvas>',
    script:
      'const gl = $("#c").getContext("webgl"); globalThis.paint = (hue) => { gl.clearColor(...hue, 1); gl.clear(gl.COLOR_BUFFER_BIT) }; paint([0, .5, 0])',
    steps: [SAMPLED, `paint([.5, 0, .5]); ${SAMPLED}`],
  },
  'canvas-offscreen': {
    body: '<canvas id="c" width="100" height="60"></canvas>',
    script:
      'globalThis.off = $("#c").transferControlToOffscreen(); const i = off.getContext("2d"); globalThis.paint = (color) => { i.fillStyle = color; i.fillRect(0, 0, 100, 60) }; paint("tomato")',
    steps: [SAMPLED, `paint("skyblue"); ${SAMPLED}`],
  },
  'canvas-worker': {
    body: '<canvas id="c" width="100" height="60"></canvas>',
    script:
      'const off = $("#c").transferControlToOffscreen(); const w = new Worker(URL.createObjectURL(new Blob(["onmessage = ({ data }) => { const i = data.getContext(\'2d\'); i.fillStyle = \'gold\'; i.fillRect(0, 0, 100, 60) }"]))); w.postMessage(off, [off])',
    steps: [SAMPLED],
  },
  'canvas-bitmap': {
    body: '<canvas id="c" width="100" height="60"></canvas>',
    steps: [
      `const o = new OffscreenCanvas(100, 60); const i = o.getContext("2d"); i.fillStyle = "purple"; i.fillRect(0, 0, 100, 60); $("#c").getContext("bitmaprenderer").transferFromImageBitmap(o.transferToImageBitmap()); ${SAMPLED}`,
    ],
  },
  'canvas-in-shadow': {
    body: '<div id="h"></div>',
    script:
      'const root = $("#h").attachShadow({ mode: "open" }); root.innerHTML = "<canvas width=100 height=60></canvas>"; const i = root.firstChild.getContext("2d"); i.fillStyle = "olive"; i.fillRect(0, 0, 90, 50)',
    steps: [SAMPLED],
  },
  'canvas-as-background': {
    body: '<canvas id="c" width="60" height="60" hidden></canvas><div id="d" style="height:60px"></div><img id="i" alt="">',
    steps: [
      'const i = $("#c").getContext("2d"); i.fillStyle = "green"; i.fillRect(0, 0, 60, 60); $("#d").style.background = `url(${$("#c").toDataURL()})`; $("#i").src = $("#c").toDataURL(); await wait(300)',
    ],
  },
  'image-changed': {
    body: '<img id="i" src="/assets/red.svg" alt="">',
    steps: [
      '$("#i").src = "/assets/blue.svg"; await wait(300)',
      '$("#i").srcset = "/assets/red.svg 1x"; await wait(300)',
      '$("#i").removeAttribute("srcset"); await wait(300)',
    ],
  },
  picture: {
    body: '<picture><source media="(max-width: 600px)" srcset="/assets/red.svg"><img src="/assets/blue.svg" alt=""></picture>',
    steps: [
      ({ page }) => page.setViewportSize({ width: 500, height: 600 }),
      ({ page }) => page.setViewportSize({ width: 800, height: 600 }),
    ],
  },
  'image-broken': {
    body: '<img src="/assets/none.png" alt="alternative text" width="200" height="60"><img id="b" src="/assets/none2.png">',
    steps: ['await wait(200)', '$("#b").src = "/assets/red.svg"; await wait(300)'],
  },
  'image-lazy': {
    body: '<div style="height:3000px">far</div><img loading="lazy" src="/assets/red.svg" width="50" height="50" alt="">',
    steps: ['scrollTo(0, 3000); await wait(400)'],
  },
  'image-data': {
    body: `<img alt="" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='50' height='50'><circle r='25' cx='25' cy='25' fill='teal'/></svg>">`,
    steps: ['$("img").src = $("img").src.replace("teal", "coral"); await wait(200)'],
  },
  'image-cross-origin': {
    body: '<img src="{{other}}/assets/red.svg" alt=""><div style="height:50px;background:url({{other}}/assets/blue.svg)"></div>',
    steps: ['await wait(300)'],
  },
  'image-fit-map': {
    body: '<img src="/assets/red.svg" usemap="#m" style="width:200px;height:80px;object-fit:contain;background:#eee" alt=""><map name="m"><area shape="rect" coords="0,0,50,50" href="#x"></map><input type="image" src="/assets/blue.svg" alt="go">',
    steps: ['$("img").style.objectFit = "fill"'],
  },
  'image-blob-many': {
    body: '<main></main>',
    steps: [
      `for (const color of ["red", "green", "blue"]) { const img = new Image(); img.src = URL.createObjectURL(new Blob([\`<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="\${color}"/></svg>\`], { type: "image/svg+xml" })); img.onload = () => URL.revokeObjectURL(img.src); $("main").append(img) }; await wait(500)`,
      'for (const img of [...document.images].reverse()) $("main").append(img)',
    ],
  },
  'image-in-shadow': {
    body: '<div id="h"></div>',
    script:
      '$("#h").attachShadow({ mode: "open" }).innerHTML = "<img src=/assets/red.svg><style>div { height: 50px; background: url(/assets/blue.svg) }</style><div></div>"',
    steps: ['await wait(300)'],
  },
  'image-base-href': {
    head: '<base href="/assets/">',
    body: '<img src="red.svg" alt=""><div style="height:50px;background:url(blue.svg)"></div>',
    steps: ['$("base").href = "/other/"; await wait(200)'],
  },
  'favicon-changed': {
    head: '<link id="f" rel="icon" href="/assets/red.svg">',
    body: '<p>icon</p>',
    steps: ['$("#f").href = "/assets/blue.svg"; await wait(200)'],
  },
  'cursor-image': {
    body: '<p style="cursor:url(/assets/red.svg), pointer">cursor</p>',
    steps: [({ page }) => page.hover('p')],
  },
}
