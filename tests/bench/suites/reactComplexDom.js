import { mountReact } from './reactList.js'
import { defineSuite, title } from './run.js'

/** A big page around the list: 40 sections of menus and tables, about 6,000 elements. */
function surroundings() {
  const page = document.createElement('div')
  for (let section = 0; section < 40; section++) {
    const box = document.createElement('section')
    box.className = `panel panel-${section}`
    box.innerHTML = `<h2>Section ${section}</h2><nav>${'<a href="#x" class="link"><span>Menu entry</span></a>'.repeat(20)}</nav><table>${`<tr>${'<td>Cell</td>'.repeat(8)}</tr>`.repeat(12)}</table>`
    page.append(box)
  }
  return page
}

defineSuite((root) => {
  const page = surroundings()
  const place = document.createElement('div')
  page.insertBefore(place, page.children[20])
  root.append(page)
  const { send, stop } = mountReact(place)
  return {
    add: (id) => send({ type: 'add', id, title: title(id) }),
    complete: (id) => send({ type: 'complete', id }),
    remove: (id) => send({ type: 'remove', id }),
    stop,
  }
})
