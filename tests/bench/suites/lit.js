import { html, render } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { defineSuite, title } from './run.js'
import { reduce } from './todos.js'

defineSuite((root) => {
  let todos = []
  const send = (action) => {
    todos = reduce(todos, action)
    render(
      html`<ul class="todo-list">${repeat(
        todos,
        (todo) => todo.id,
        (todo) =>
          html`<li class=${todo.done ? 'completed' : ''}><input type="checkbox" .checked=${todo.done}><label>${todo.title}</label><button>x</button></li>`,
      )}</ul>`,
      root,
    )
  }
  return {
    add: (id) => send({ type: 'add', id, title: title(id) }),
    complete: (id) => send({ type: 'complete', id }),
    remove: (id) => send({ type: 'remove', id }),
  }
})
