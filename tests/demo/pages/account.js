// A single-page part of the shop: routes change with the History API, without loading a document.
import { euros, html } from './shop.js'

const SPENDING = [18, 42, 0, 64, 29, 51, 12, 38, 76, 22, 47, 92]
const MONTHS = 'JFMAMJJASOND'
const ORDERS = [
  ['LC-20311', 'Snake plant, Pilea', 38],
  ['LC-20098', 'Burgundy rubber tree', 42],
  ['LC-19870', 'Echeveria × 3', 27],
]

const view = document.querySelector('.view')

const ROUTES = {
  '/account': () =>
    html(`<div class="card"><h2>Good to see you</h2>
      <p>Three orders this year, one watering reminder today.</p>
      <label class="check"><input type="checkbox" checked /> Remind me when it is time to water</label></div>`),
  '/account/orders': () =>
    html(`<div class="card"><table><thead><tr><th>Order</th><th>Plants</th><th>Total</th></tr></thead>
      <tbody>${ORDERS.map(([order, plants, total]) => `<tr><td>${order}</td><td>${plants}</td><td>${euros(total)}</td></tr>`).join('')}</tbody></table></div>`),
  '/account/spending': () =>
    html(`<div class="card"><h2>Spending by month</h2>
      <canvas width="720" height="280" role="img" aria-label="Spending by month"></canvas></div>`),
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-route]')
  if (!link) return
  event.preventDefault()
  history.pushState(null, '', link.href)
  show()
})
addEventListener('popstate', show)
show()

function show() {
  const route = ROUTES[location.pathname] ? location.pathname : '/account'
  for (const link of document.querySelectorAll('a[data-route]')) {
    link.ariaCurrent = link.pathname === route ? 'page' : null
  }
  view.replaceChildren(ROUTES[route]())
  const canvas = view.querySelector('canvas')
  if (canvas) grow(canvas)
}

/** Lets the bars grow, one frame after the other. */
function grow(canvas) {
  const context = canvas.getContext('2d')
  const start = performance.now()
  const draw = (now) => {
    const progress = Math.min(1, (now - start) / 600)
    paint(context, 1 - (1 - progress) ** 3)
    if (progress < 1 && canvas.isConnected) requestAnimationFrame(draw)
  }
  requestAnimationFrame(draw)
}

function paint(context, progress) {
  const { width, height } = context.canvas
  const step = width / SPENDING.length
  context.clearRect(0, 0, width, height)
  context.font = '14px system-ui, sans-serif'
  context.textAlign = 'center'
  SPENDING.forEach((amount, month) => {
    const bar = (amount / 100) * (height - 50) * progress
    const x = month * step + step / 2
    context.fillStyle = month === SPENDING.length - 1 ? '#b85a3b' : '#58976a'
    context.beginPath()
    context.roundRect(x - step * 0.3, height - 28 - bar, step * 0.6, bar, [6, 6, 0, 0])
    context.fill()
    context.fillStyle = '#66736b'
    context.fillText(MONTHS[month], x, height - 8)
    if (amount > 0) context.fillText(`€${amount}`, x, height - 34 - bar)
  })
}
