// The DOM stress of the anchors, a to f. Each workload is an async function that ends when its work is on the screen.
const root = document.getElementById('root')
const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve()))
const settled = async () => {
  await frame()
  await new Promise((resolve) => setTimeout(resolve))
}

/** 13 nodes: the row, four cells with a text each, one of them with two spans. */
function row(index) {
  const element = document.createElement('div')
  element.className = 'row'
  element.dataset.index = String(index)
  for (let cell = 0; cell < 4; cell++) {
    const box = document.createElement('span')
    box.className = 'cell'
    if (cell < 3) {
      box.textContent = `Cell ${cell} of row ${index}`
    } else {
      for (const word of ['first', 'second']) {
        const part = document.createElement('b')
        part.textContent = `${word} ${index}`
        box.append(part)
      }
    }
    element.append(box)
  }
  element.append(' ')
  return element
}

function rows(count) {
  const fragment = document.createDocumentFragment()
  for (let index = 0; index < count; index++) fragment.append(row(index))
  return fragment
}

/** The same work for every recorder: one that makes frames rarer does not get away with doing less. */
async function perFrame(frames, work) {
  for (let turn = 0; turn < frames; turn++) {
    work(turn)
    await frame()
  }
}

/** Changes an attribute and a text of 70 rows in each of ten frames, whatever else the page holds. */
async function changeSome() {
  const elements = [...root.children].slice(0, 70)
  await perFrame(10, (turn) => {
    for (const element of elements) {
      element.dataset.turn = String(turn)
      element.firstChild.firstChild.nodeValue = `Turn ${turn}`
    }
  })
  await settled()
}

/** Some 13 nodes a row. */
const rowsOf = (nodes) => Math.round(nodes / 13)

async function addSome(nodes) {
  root.append(rows(rowsOf(nodes)))
  await settled()
}

globalThis.prepare = {
  a: () => root.append(rows(10_000)),
  b: () => {},
  c: () => root.append(rows(200)),
  d: () => root.append(rows(1000)),
  e: () => {},
  f: () => root.append(rows(1000)),
  'change-1k': () => root.append(rows(rowsOf(1000))),
  'change-10k': () => root.append(rows(rowsOf(10_000))),
  'change-100k': () => root.append(rows(rowsOf(100_000))),
  'add-1k': () => {},
  'add-10k': () => {},
  'add-100k': () => {},
  frames: () => {},
  nodes: () => {},
  idle: () => root.append(rows(1000)),
}

globalThis.work = {
  // The work of a is the recorder's own: its first snapshot and the way to the store.
  a: async () => {},
  b: async () => {
    for (let turn = 0; turn < 20; turn++) {
      root.append(rows(1000))
      await settled()
      root.replaceChildren()
      await settled()
    }
  },
  c: async () => {
    const texts = [...root.querySelectorAll('.cell')].slice(0, 200).map((cell) => cell.firstChild)
    await perFrame(300, (turn) => {
      for (const [index, text] of texts.entries()) text.nodeValue = `Value ${turn} ${index}`
    })
  },
  d: async () => {
    const elements = [...root.children]
    await perFrame(300, (turn) => {
      for (const element of elements) {
        element.className = turn % 2 ? 'row on' : 'row'
        element.dataset.turn = String(turn)
      }
    })
  },
  e: async () => {
    const sheet = document.getElementById('sheet').sheet
    for (let index = 0; index < 2000; index++) {
      sheet.insertRule(`.rule-${index} { color: rgb(${index % 255}, 0, 0) }`, sheet.cssRules.length)
    }
    await settled()
  },
  'change-1k': changeSome,
  'change-10k': changeSome,
  'change-100k': changeSome,
  'add-1k': () => addSome(1000),
  'add-10k': () => addSome(10_000),
  'add-100k': () => addSome(100_000),
  /** 500 frames come, say something and go. */
  frames: async () => {
    for (let turn = 0; turn < 50; turn++) {
      const box = document.createElement('div')
      for (let index = 0; index < 10; index++) {
        const element = document.createElement('iframe')
        element.srcdoc = `<p>Frame ${turn * 10 + index}</p>`
        box.append(element)
      }
      root.append(box)
      await new Promise((resolve) => setTimeout(resolve, 100))
      root.replaceChildren()
      await settled()
    }
  },
  /** 100,000 nodes come and go. */
  nodes: async () => {
    for (let turn = 0; turn < 10; turn++) {
      root.append(rows(rowsOf(10_000)))
      await new Promise((resolve) => setTimeout(resolve, 200))
      root.replaceChildren()
      await settled()
    }
  },
  idle: () => new Promise((resolve) => setTimeout(resolve, 10_000)),
  f: async () => {
    let elements = [...root.children]
    for (let turn = 0; turn < 10; turn++) {
      elements = elements.toReversed().map((_, index, all) => all[(index * 7 + turn) % all.length])
      elements = [...new Set(elements)]
      for (const element of elements) root.append(element)
      await settled()
    }
  },
}
