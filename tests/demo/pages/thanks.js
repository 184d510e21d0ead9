import './shop.js'

document.querySelector('.order').textContent = new URLSearchParams(location.search).get('order')
