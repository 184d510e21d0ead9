import { euros, html, loadProducts } from './shop.js'

const ORDER = {
  popular: (a, b) => b.reviews - a.reviews,
  cheap: (a, b) => a.price - b.price,
  dear: (a, b) => b.price - a.price,
}

const form = document.querySelector('.filters')
const chips = document.querySelector('.chips')
const grid = document.querySelector('.grid')
const found = document.querySelector('.found')

const products = await loadProducts()
let kind = 'All'

for (const name of ['All', ...new Set(products.map((product) => product.kind))]) {
  const chip = document.createElement('button')
  chip.type = 'button'
  chip.textContent = name
  chip.addEventListener('click', () => {
    kind = name
    show()
  })
  chips.append(chip)
}

form.addEventListener('input', show)
form.addEventListener('submit', (event) => event.preventDefault())
show()

function show() {
  const query = form.elements.q.value.trim().toLowerCase()
  const matches = products
    .filter((product) => kind === 'All' || product.kind === kind)
    .filter((product) => `${product.name} ${product.latin}`.toLowerCase().includes(query))
    .sort(ORDER[form.elements.sort.value])
  for (const chip of chips.children) chip.ariaPressed = String(chip.textContent === kind)
  found.textContent = matches.length === 1 ? '1 plant' : `${matches.length} plants`
  grid.replaceChildren(...matches.map(tile))
}

function tile({ id, name, price, rating, reviews, tags, light }) {
  return html(`<li class="tile">
    ${tags.map((tag) => `<span class="tag">${tag}</span>`).join('')}
    <a href="/product.html?plant=${id}">
      <img src="/img/${id}.svg" alt="" width="400" height="400" loading="lazy" />
      <div>
        <h3>${name}</h3>
        <p><span>${light}</span><span class="price">${euros(price)}</span></p>
        <p><span>★ ${rating} (${reviews})</span></p>
      </div>
    </a>
  </li>`)
}
