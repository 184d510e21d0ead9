import $ from 'jquery'
import { defineSuite, title } from './run.js'

/** Draws the whole list anew for each change, as the jQuery TodoMVC does. */
defineSuite((root) => {
  let todos = []
  const draw = () => {
    $(root).html(
      `<ul class="todo-list">${todos.map((todo) => `<li class="${todo.done ? 'completed' : ''}" data-id="${todo.id}"><input type="checkbox"${todo.done ? ' checked' : ''}><label>${todo.title}</label><button>x</button></li>`).join('')}</ul>`,
    )
  }
  return {
    add: (id) => {
      todos.push({ id, title: title(id), done: false })
      draw()
    },
    complete: (id) => {
      todos[id].done = true
      draw()
    },
    remove: () => {
      todos = todos.slice(1)
      draw()
    },
  }
})
