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

async function perFrame(seconds, work) {
  const until = performance.now() + seconds * 1000
  for (let turn = 0; performance.now() < until; turn++) {
    work(turn)
    await frame()
  }
}

globalThis.prepare = {
  a: () => root.append(rows(10_000)),
  b: () => {},
  c: () => root.append(rows(200)),
  d: () => root.append(rows(1000)),
  e: () => {},
  f: () => root.append(rows(1000)),
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
    await perFrame(5, (turn) => {
      for (const [index, text] of texts.entries()) text.nodeValue = `Value ${turn} ${index}`
    })
  },
  d: async () => {
    const elements = [...root.children]
    await perFrame(5, (turn) => {
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
