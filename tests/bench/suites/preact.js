import { h, render } from 'preact'
import { defineSuite, title } from './run.js'
import { reduce } from './todos.js'

defineSuite((root) => {
  let todos = []
  const draw = () =>
    render(
      h(
        'ul',
        { class: 'todo-list' },
        todos.map((todo) =>
          h(
            'li',
            { key: todo.id, class: todo.done ? 'completed' : '' },
            h('input', { type: 'checkbox', checked: todo.done }),
            h('label', null, todo.title),
            h('button', { type: 'button' }, 'x'),
          ),
        ),
      ),
      root,
    )
  const send = (action) => {
    todos = reduce(todos, action)
    draw()
  }
  draw()
  return {
    add: (id) => send({ type: 'add', id, title: title(id) }),
    complete: (id) => send({ type: 'complete', id }),
    remove: (id) => send({ type: 'remove', id }),
    stop: () => render(null, root),
  }
})
