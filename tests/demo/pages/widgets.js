// Three ways pages style their components: a constructed sheet in an open shadow root, rules inserted by script
// (css-in-js), and a closed shadow root.

const starSheet = new CSSStyleSheet()
starSheet.replaceSync(`
  :host { display: flex; gap: .5rem; align-items: center; color: #66736b; }
  button { padding: 0; border: 0; background: none; font-size: 1.4rem; line-height: 1; color: #d9d3c5; cursor: pointer; }
  button[data-on] { color: #d9a441; }
`)

class StarRating extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [starSheet]
    root.innerHTML = `${'<button type="button">★</button>'.repeat(5)}<span></span>`
    root.querySelectorAll('button').forEach((star, index) => {
      star.ariaLabel = `Rate ${index + 1} of 5`
      star.addEventListener('click', () => this.rate(index + 1))
    })
    this.paint(Number(this.getAttribute('value')), `${this.getAttribute('reviews')} reviews`)
  }

  rate(stars) {
    this.setAttribute('mine', stars)
    this.paint(stars, 'Thank you for rating')
  }

  paint(stars, text) {
    const buttons = [...this.shadowRoot.querySelectorAll('button')]
    for (const [index, star] of buttons.entries()) {
      star.toggleAttribute('data-on', index < Math.round(stars))
    }
    this.shadowRoot.querySelector('span').textContent = text
  }
}

/** Rules that exist in no text anywhere: only `insertRule` knows them. */
const styles = document.head.appendChild(document.createElement('style')).sheet
let classes = 0
function css(rules, hover) {
  const name = `pot-${classes++}`
  styles.insertRule(`.${name} { ${rules} }`, styles.cssRules.length)
  if (hover) styles.insertRule(`.${name}:hover { ${hover} }`, styles.cssRules.length)
  return name
}

const POTS = [
  ['Terracotta', '#c8694a'],
  ['Slate', '#5f7f95'],
  ['Cream', '#efe6d2'],
  ['Forest', '#3f7a55'],
]

class PotPicker extends HTMLElement {
  connectedCallback() {
    const row = css('display: flex; gap: .6rem; align-items: center; margin: 0 0 1.25rem')
    this.innerHTML = `<div class="${row}" role="radiogroup" aria-label="Pot"></div>`
    for (const [label, color] of POTS) {
      const pot = document.createElement('button')
      pot.type = 'button'
      pot.ariaLabel = label
      pot.role = 'radio'
      pot.className = css(
        `width: 2.2rem; height: 2.2rem; padding: 0; border: 2px solid #fff; box-shadow: 0 0 0 1px #cfc8b8; background: ${color}`,
        `background: ${color}; box-shadow: 0 0 0 2px #24322b`,
      )
      pot.addEventListener('click', () => this.choose(pot))
      this.firstElementChild.append(pot)
    }
    this.label = this.firstElementChild.appendChild(document.createElement('span'))
    this.choose(this.querySelector('button'))
  }

  choose(chosen) {
    for (const pot of this.querySelectorAll('button')) {
      pot.ariaChecked = String(pot === chosen)
      pot.style.setProperty('outline', pot === chosen ? '2px solid #2f5d43' : 'none')
    }
    this.label.textContent = `${chosen.ariaLabel} pot`
  }
}

class WaterPlan extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: 'closed' })
    root.innerHTML = `<style>
        details { margin-top: .5rem; border-top: 1px solid #e4dfd3; padding-top: .8rem; }
        summary { cursor: pointer; font-weight: 600; }
        ol { color: #66736b; }
      </style>
      <details><summary>Care plan</summary>
        <ol><li>Water: ${this.getAttribute('every').toLowerCase()}</li><li>Feed in spring</li><li>Turn it now and then</li></ol>
      </details>`
  }
}

customElements.define('star-rating', StarRating)
customElements.define('pot-picker', PotPicker)
customElements.define('water-plan', WaterPlan)
