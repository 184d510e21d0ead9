/**
 * Calls a method of the automation object (docs/automation.md) of an open sessions page.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} method
 * @param {...unknown} args
 * @returns {Promise<any>}
 */
export function callAutomation(page, method, ...args) {
  return page.evaluate(
    ([method, args]) => Reflect.get(globalThis, 'recount')[method](...args),
    /** @type {const} */ ([method, args]),
  )
}
