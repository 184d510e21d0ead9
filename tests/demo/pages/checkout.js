import { emptyCart, showSummary } from './shop.js'

const form = document.querySelector('.checkout')
const frame = document.querySelector('.payment')
const note = form.querySelector('.note')

const { paymentUrl } = await (await fetch('/api/config')).json()
frame.src = `${paymentUrl}/card.html`
void showSummary(form.querySelector('.summary dl'))

form.elements.remember.addEventListener('change', () => {
  form.querySelector('.secret').hidden = !form.elements.remember.checked
})

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const missing = [...form.elements].filter((field) => field.required && !field.value.trim())
  if (missing.length > 0) {
    note.textContent = `Please fill in: ${missing.map((field) => field.name).join(', ')}`
    missing[0].focus()
    return
  }
  note.textContent = 'Paying ...'
  frame.contentWindow.postMessage('pay', paymentUrl)
})

addEventListener('message', async (event) => {
  if (event.origin !== paymentUrl) return
  if (!event.data.paid) {
    note.textContent = 'Please check the card.'
    return
  }
  const response = await fetch('/api/orders', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(new FormData(form))),
  })
  const { order } = await response.json()
  emptyCart()
  location.href = `/thanks.html?order=${order}`
})
