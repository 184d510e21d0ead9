/** Methods of the automation object, as `docs/automation.md` lists them. */
const METHODS = /** @type {const} */ ([
  'setConsent',
  'setRules',
  'start',
  'stop',
  'list',
  'events',
  'stored',
  'export',
  'import',
  'open',
  'scan',
  'preview',
  'comparePreviews',
  'remove',
  'clear',
])
const ENCRYPTION_METHODS = /** @type {const} */ ([
  'status',
  'turnOn',
  'turnOff',
  'changePassphrase',
  'lock',
  'unlock',
])
const PLAYER_METHODS = /** @type {const} */ (['seek', 'play', 'pause'])

/**
 * The automation object of an open `sessions.html`, callable from outside the browser: the same methods, with
 * `player.timeMs()` as a method because a property cannot wait.
 *
 * @param {import('@playwright/test').Page} page
 * @returns {import('./index.mjs').Recount}
 */
export function driveAutomation(page) {
  /** @param {string} path @param {unknown[]} args */
  const call = (path, args) =>
    page.evaluate(
      ([path, args]) => {
        const parts = path.split('.')
        const name = parts.pop() ?? ''
        const target = parts.reduce(
          (object, part) => object[part],
          Reflect.get(globalThis, 'recount'),
        )
        return target[name](...args)
      },
      /** @type {const} */ ([path, args]),
    )
  /** @param {readonly string[]} names @param {string} prefix */
  const methods = (names, prefix) =>
    Object.fromEntries(
      names.map((name) => [
        name,
        (/** @type {unknown[]} */ ...args) => call(`${prefix}${name}`, args),
      ]),
    )
  return /** @type {import('./index.mjs').Recount} */ (
    /** @type {unknown} */ ({
      ...methods(METHODS, ''),
      encryption: methods(ENCRYPTION_METHODS, 'encryption.'),
      player: {
        ...methods(PLAYER_METHODS, 'player.'),
        timeMs: () => page.evaluate(() => Reflect.get(globalThis, 'recount').player.timeMs),
      },
    })
  )
}
