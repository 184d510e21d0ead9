const WAIT_MS = 20_000

/**
 * Tabs of a browser, one shown at a time.
 *
 * @param {{ send(name: string, params?: object): Promise<any> }} driver
 */
export function createTabs(driver) {
  /** @param {string} script Body of a function; its last argument takes the answer. @param {unknown[]} args */
  async function evaluate(script, ...args) {
    const answer = await driver.send('WebDriver:ExecuteAsyncScript', {
      script: `const [...args] = arguments; const resolve = args.pop();
        (async () => { ${script} })().then(
          (value) => resolve(JSON.stringify({ value })), (error) => resolve(JSON.stringify({ error: String(error) })))`,
      args,
      scriptTimeout: 60_000,
    })
    const { value, error } = JSON.parse(answer)
    if (error) throw new Error(error)
    return value
  }

  /** @param {string} xpath */
  async function find(xpath) {
    const found = await until(() =>
      driver.send('WebDriver:FindElement', { using: 'xpath', value: xpath }),
    )
    return Object.values(found)[0]
  }

  return {
    evaluate,
    /** @param {string} url @returns {Promise<string>} */
    async open(url) {
      const { handle } = await driver.send('WebDriver:NewWindow', { type: 'tab' })
      await driver.send('WebDriver:SwitchToWindow', { handle })
      await driver.send('WebDriver:Navigate', { url })
      return handle
    },
    /** @param {string} handle */
    show: (handle) => driver.send('WebDriver:SwitchToWindow', { handle }),
    reload: () => driver.send('WebDriver:Refresh'),
    close: () => driver.send('WebDriver:CloseWindow'),
    /** A click of a person, as far as the browser knows. @param {string} xpath */
    click: async (xpath) => driver.send('WebDriver:ElementClick', { id: await find(xpath) }),
    /** @param {string} xpath @param {string} text */
    type: async (xpath, text) =>
      driver.send('WebDriver:ElementSendKeys', { id: await find(xpath), text }),
    find,
    /** In the page's own world: a driver's script has a console and a fetch of its own. @param {string} script */
    inPage: (script) =>
      evaluate(
        `const element = document.createElement('script')
        element.textContent = args[0]
        document.head.append(element)
        element.remove()`,
        script,
      ),
    /** @param {string} method Of the automation object, in a sessions page. @param {unknown[]} args */
    ask: (method, ...args) =>
      evaluate(`return await window.recount[args[0]](...args[1])`, method, args),
    /** What Firefox wrote to its own console about us. @returns {Promise<string[]>} */
    async complaints() {
      await driver.send('Marionette:SetContext', { value: 'chrome' })
      const lines = await driver.send('WebDriver:ExecuteScript', {
        script: `return Services.console.getMessageArray()
          .filter((each) => each instanceof Ci.nsIScriptError && !(each.flags & Ci.nsIScriptError.warningFlag))
          .filter((each) => /moz-extension|recount/i.test(each.sourceName + each.errorMessage))
          .map((each) => each.errorMessage + ' (' + each.sourceName + ')')`,
        args: [],
      })
      await driver.send('Marionette:SetContext', { value: 'content' })
      return lines
    },
    /** Runs something in Firefox itself. @param {string} script */
    async inBrowser(script) {
      await driver.send('Marionette:SetContext', { value: 'chrome' })
      const answer = await driver.send('WebDriver:ExecuteScript', { script, args: [] })
      await driver.send('Marionette:SetContext', { value: 'content' })
      return answer
    },
  }
}

/**
 * Asks until there is a truthy answer.
 *
 * @template T
 * @param {() => Promise<T>} ask
 * @returns {Promise<T>}
 */
export async function until(ask) {
  const end = Date.now() + WAIT_MS
  for (;;) {
    /** @type {unknown} */
    let why = 'it did not happen'
    try {
      const answer = await ask()
      if (answer) return answer
    } catch (error) {
      why = error
    }
    if (Date.now() > end) throw new Error(`Waited ${WAIT_MS / 1000} s: ${why}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
