/** The state of a list of todos, for the suites of frameworks with one-way data. */
export function reduce(todos, action) {
  switch (action.type) {
    case 'add':
      return [...todos, { id: action.id, title: action.title, done: false }]
    case 'complete':
      return todos.map((todo) => (todo.id === action.id ? { ...todo, done: true } : todo))
    default:
      return todos.filter((todo) => todo.id !== action.id)
  }
}
