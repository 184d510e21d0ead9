import './widgets.js'
import { changeCart, euros, html, loadProducts } from './shop.js'

const id = new URLSearchParams(location.search).get('plant')
const product = (await loadProducts()).find((each) => each.id === id)
const article = document.querySelector('.product')

if (product) show()
else article.replaceChildren(html('<p class="empty">We do not grow that one.</p>'))
article.ariaBusy = 'false'

function show() {
  document.title = `${product.name} | Leaf & Clay`
  article.replaceChildren(
    html(`<img src="/img/${id}.svg" alt="${product.name} in a pot" width="400" height="400" />
      <div>
        <h1>${product.name}</h1>
        <p class="latin">${product.latin}</p>
        <star-rating value="${product.rating}" reviews="${product.reviews}"></star-rating>
        <dl class="facts">
          <dt>Light</dt><dd>${product.light}</dd>
          <dt>Water</dt><dd>${product.water}</dd>
          <dt>Good for</dt><dd>${product.kind}</dd>
        </dl>
        <pot-picker></pot-picker>
        <div class="row">
          <button class="add">Add to cart · ${euros(product.price)}</button>
          <button class="quiet share">Share</button>
        </div>
        <p class="note" role="status"></p>
        <water-plan every="${product.water}"></water-plan>
      </div>`),
  )
  article.querySelector('.add').addEventListener('click', () => {
    changeCart(id, 1)
    article.querySelector('.note').textContent = `${product.name} is in your cart.`
  })
  // A mistake on purpose, as shops have them: nobody ever loads the share menu.
  article.querySelector('.share').addEventListener('click', () => window.shareMenu.open(id))
}
