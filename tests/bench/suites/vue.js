import { createApp, h, nextTick, reactive } from 'vue'
import { defineSuite, title } from './run.js'

defineSuite((root) => {
  const state = reactive({ todos: [] })
  const app = createApp({
    render: () =>
      h(
        'ul',
        { class: 'todo-list' },
        state.todos.map((todo) =>
          h('li', { key: todo.id, class: { completed: todo.done } }, [
            h('input', { type: 'checkbox', checked: todo.done }),
            h('label', todo.title),
            h('button', 'x'),
          ]),
        ),
      ),
  })
  app.mount(root)
  return {
    add: async (id) => {
      state.todos.push({ id, title: title(id), done: false })
      await nextTick()
    },
    complete: async (id) => {
      state.todos[id].done = true
      await nextTick()
    },
    remove: async () => {
      state.todos.shift()
      await nextTick()
    },
    stop: () => app.unmount(),
  }
})
