import { mountReact } from './reactList.js'
import { defineSuite, title } from './run.js'

defineSuite((root) => {
  const { send, stop } = mountReact(root)
  return {
    add: (id) => send({ type: 'add', id, title: title(id) }),
    complete: (id) => send({ type: 'complete', id }),
    remove: (id) => send({ type: 'remove', id }),
    stop,
  }
})
