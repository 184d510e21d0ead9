import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { HelpfulError } from '../../scripts/support/run.mjs'
import { startScreen } from '../../scripts/support/screen.mjs'

const START_MS = 30_000

/**
 * Names of Firefox' protocol, which the tabs of `tests/firefox` speak, in the one of WebDriver.
 *
 * @type {Record<string, string>}
 */
const COMMANDS = {
  'WebDriver:ExecuteAsyncScript': 'POST execute/async',
  'WebDriver:FindElement': 'POST element',
  'WebDriver:ElementClick': 'POST element/{id}/click',
  'WebDriver:ElementSendKeys': 'POST element/{id}/value',
  'WebDriver:SwitchToWindow': 'POST window',
  'WebDriver:Navigate': 'POST url',
  'WebDriver:TakeScreenshot': 'GET screenshot',
}

/** Starts WebKitGTK's small browser on a screen of its own, through its driver. */
export async function launchWebKit() {
  const screen = await startScreen()
  const port = await freePort()
  const child = spawn('WebKitWebDriver', [`--port=${port}`], {
    env: { ...process.env, DISPLAY: screen.display },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  child.stderr.on('data', (data) => {
    output += data
  })
  child.once('error', (error) => {
    output += error
  })
  const base = `http://127.0.0.1:${port}/session`
  let path = base
  const close = async () => {
    if (path !== base) await ask('DELETE', path).catch(() => undefined)
    child.kill('SIGKILL')
    screen.stop()
  }
  try {
    await listening(`http://127.0.0.1:${port}/status`)
    const { sessionId, capabilities } = await ask('POST', base, { capabilities: {} })
    path = `${base}/${sessionId}`
    await ask('POST', `${path}/window/rect`, { x: 0, y: 0, width: 1280, height: 860 })
    return {
      name: `${capabilities.browserName} ${capabilities.browserVersion}`,
      driver: {
        /** @param {string} name @param {any} [params] @returns {Promise<any>} */
        async send(name, { id, ...params } = {}) {
          // A second tab of this browser is never drawn: one serves for all.
          if (name === 'WebDriver:CloseWindow') return undefined
          if (name === 'WebDriver:NewWindow') return { handle: await ask('GET', `${path}/window`) }
          const [method = '', where = ''] = (COMMANDS[name] ?? '').split(' ')
          return ask(method, `${path}/${where.replace('{id}', id)}`, params)
        },
      },
      close,
    }
  } catch (error) {
    await close()
    throw new HelpfulError(`WebKit did not start: ${error}\n${output}`)
  }
}

/** @param {string} method @param {string} url @param {object} [params] @returns {Promise<any>} */
async function ask(method, url, params = {}) {
  const body = method === 'POST' ? JSON.stringify(params) : undefined
  const response = await fetch(url, { method, body })
  const { value } = await response.json()
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`)
  return value
}

/** @param {string} url */
async function listening(url) {
  const end = Date.now() + START_MS
  while (
    !(await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (Date.now() > end) throw new Error('its driver does not listen')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
