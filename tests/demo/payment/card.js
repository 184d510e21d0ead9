// The payment provider's side: it answers whoever embeds it, and keeps the card to itself.
const form = document.forms[0]

addEventListener('message', (event) => {
  if (event.data !== 'pay') return
  const wrong = [...form.elements].filter((field) => !field.value.trim())
  for (const field of form.elements) field.classList.toggle('wrong', wrong.includes(field))
  event.source.postMessage({ paid: wrong.length === 0 }, event.origin)
})

form.elements.number.addEventListener('input', ({ target }) => {
  target.value = target.value
    .replace(/\D/g, '')
    .slice(0, 16)
    .replace(/(.{4})(?=.)/g, '$1 ')
})
