import { defineSuite, title } from './run.js'

class TodoItem extends HTMLElement {
  constructor() {
    super()
    this.attachShadow({ mode: 'open' }).innerHTML =
      '<style>:host { display: flex } .done { text-decoration: line-through }</style><input type="checkbox"><label></label><button>x</button>'
    const [, toggle, label, button] = this.shadowRoot.children
    toggle.addEventListener('click', () => label.classList.toggle('done'))
    button.addEventListener('click', () => this.remove())
  }
  static observedAttributes = ['title']
  attributeChangedCallback(_name, _before, text) {
    this.shadowRoot.querySelector('label').textContent = text
  }
}
if (!customElements.get('todo-item')) customElements.define('todo-item', TodoItem)

defineSuite((root) => ({
  add: (index) => {
    const item = document.createElement('todo-item')
    item.setAttribute('title', title(index))
    root.append(item)
  },
  complete: (index) => root.children[index].shadowRoot.querySelector('input').click(),
  remove: () => root.lastElementChild.shadowRoot.querySelector('button').click(),
}))
