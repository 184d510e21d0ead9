import { createElement as h, useReducer } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { reduce } from './todos.js'

/** The application, shared by the plain and the complex suite. */
export function mountReact(root) {
  let dispatch
  function App() {
    const [todos, send] = useReducer(reduce, [])
    dispatch = send
    return h(
      'div',
      null,
      h(
        'ul',
        { className: 'todo-list' },
        todos.map((todo) =>
          h(
            'li',
            { key: todo.id, className: todo.done ? 'completed' : '' },
            h('input', { type: 'checkbox', checked: todo.done, readOnly: true }),
            h('label', null, todo.title),
            h('button', { type: 'button' }, 'x'),
          ),
        ),
      ),
      h('footer', null, `${todos.filter((todo) => !todo.done).length} items left`),
    )
  }
  const app = createRoot(root)
  flushSync(() => app.render(h(App)))
  return { send: (action) => flushSync(() => dispatch(action)), stop: () => app.unmount() }
}
