import { changeCart, euros, html, loadProducts, readCart, showSummary } from './shop.js'

const products = await loadProducts()
const lines = document.querySelector('.lines')
const promo = document.querySelector('.promo')

lines.addEventListener('click', (event) => {
  const button = event.target.closest('[data-by]')
  if (!button) return
  changeCart(button.closest('li').dataset.plant, Number(button.dataset.by))
  show()
})

promo.addEventListener('submit', async (event) => {
  event.preventDefault()
  const note = promo.querySelector('.note')
  note.textContent = 'Checking ...'
  const response = await fetch('/api/promo', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: promo.elements.promo.value }),
  })
  if (!response.ok) {
    console.error('promo code failed', response.status)
    note.textContent = 'Promo codes do not work right now.'
  }
})

show()

function show() {
  const cart = readCart()
  const chosen = products.filter(({ id }) => cart[id])
  lines.replaceChildren(...chosen.map((product) => line(product, cart[product.id])))
  if (chosen.length === 0) {
    lines.replaceChildren(
      html('<p class="empty">Nothing here yet. <a href="/">Find a plant</a></p>'),
    )
  }
  void showSummary(document.querySelector('.summary dl'))
}

function line({ id, name, price }, count) {
  return html(`<li data-plant="${id}">
    <img src="/img/${id}.svg" alt="" />
    <div><strong>${name}</strong><br />${euros(price)} each</div>
    <div class="stepper">
      <button type="button" data-by="-1" aria-label="One ${name} less">−</button>
      <span>${count}</span>
      <button type="button" data-by="1" aria-label="One ${name} more">+</button>
    </div>
    <strong>${euros(price * count)}</strong>
  </li>`)
}
