// What every page of the shop shares: the catalogue, the cart and a little templating.

const CART = 'leaf-and-clay-cart'

export async function loadProducts() {
  const response = await fetch('/api/products')
  return response.json()
}

export function readCart() {
  return JSON.parse(localStorage.getItem(CART) ?? '{}')
}

export function changeCart(id, by) {
  const cart = readCart()
  const count = (cart[id] ?? 0) + by
  if (count > 0) cart[id] = count
  else delete cart[id]
  localStorage.setItem(CART, JSON.stringify(cart))
  showCount()
  console.info('cart changed', { id, count: Math.max(count, 0) })
}

export function emptyCart() {
  localStorage.removeItem(CART)
  showCount()
}

export function euros(amount) {
  return `€${amount.toFixed(2)}`
}

export function html(markup) {
  const template = document.createElement('template')
  template.innerHTML = markup
  return template.content
}

export async function showSummary(list) {
  const products = await loadProducts()
  const cart = readCart()
  const goods = products.reduce((sum, { id, price }) => sum + price * (cart[id] ?? 0), 0)
  const delivery = goods === 0 || goods > 60 ? 0 : 4.9
  list.replaceChildren(
    html(`<dt>Plants</dt><dd>${euros(goods)}</dd>
      <dt>Delivery</dt><dd>${delivery ? euros(delivery) : 'Free'}</dd>
      <dt class="total">Total</dt><dd class="total">${euros(goods + delivery)}</dd>`),
  )
}

function showCount() {
  const count = Object.values(readCart()).reduce((sum, each) => sum + each, 0)
  document.querySelector('[data-cart-count]').textContent = count
}

showCount()
