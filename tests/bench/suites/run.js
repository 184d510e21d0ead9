/**
 * A suite does what Speedometer's TodoMVC suites do: adds a hundred things, completes each, deletes each, letting the
 * page lay out between the steps. `create(root)` answers with the three operations on one thing.
 */
const THINGS = 100

const settled = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))

export function defineSuite(create) {
  globalThis.work = async (iterations) => {
    for (let turn = 0; turn < iterations; turn++) {
      const root = document.createElement('section')
      document.getElementById('app').replaceChildren(root)
      const suite = await create(root)
      await settled()
      for (const step of [suite.add, suite.complete, suite.remove]) {
        for (let index = 0; index < THINGS; index++) await step(index)
        await settled()
      }
      suite.stop?.()
    }
  }
}

/** What the lists of the real applications look like: a view with a toggle, a label and a button. */
export const title = (index) => `Something to do ${index}`

export function type(input, text) {
  input.value = text
  input.dispatchEvent(new Event('input', { bubbles: true }))
  input.dispatchEvent(new Event('change', { bubbles: true }))
  input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
}
