import { defineSuite, title, type } from './run.js'

defineSuite((root) => {
  root.innerHTML = '<input class="new-todo"><ul class="todo-list"></ul><footer></footer>'
  const [input, list, footer] = root.children
  const count = () => {
    footer.textContent = `${list.querySelectorAll('li:not(.completed)').length} items left`
  }
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    const item = document.createElement('li')
    item.innerHTML =
      '<input class="toggle" type="checkbox"><label></label><button class="destroy">x</button>'
    item.children[1].textContent = input.value
    list.append(item)
    input.value = ''
    count()
  })
  list.addEventListener('click', (event) => {
    const item = event.target.closest('li')
    if (event.target.className === 'destroy') item.remove()
    if (event.target.className === 'toggle') item.classList.toggle('completed')
    count()
  })
  return {
    add: (index) => type(input, title(index)),
    complete: (index) => list.children[index].querySelector('.toggle').click(),
    remove: () => list.lastElementChild.querySelector('.destroy').click(),
  }
})
