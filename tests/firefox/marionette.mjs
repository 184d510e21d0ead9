import { connect } from 'node:net'

/**
 * Firefox's own remote protocol, as far as it is needed here: JSON with its length before it, over TCP. (Playwright drives
 * only a Firefox of its own, puppeteer's `goto` never ends on pages of an extension.)
 *
 * @param {number} port
 */
export async function connectMarionette(port) {
  const socket = connect(port, '127.0.0.1')
  /** @type {Map<number, { resolve(result: any): void, reject(error: Error): void }>} */
  const waiting = new Map()
  let buffer = Buffer.alloc(0)
  let greeted = () => {}
  const greeting = new Promise((resolve, reject) => {
    greeted = () => resolve(undefined)
    socket.once('error', reject)
  })
  socket.on('data', (data) => {
    buffer = Buffer.concat([buffer, data])
    for (;;) {
      const colon = buffer.indexOf(':')
      const end = colon + 1 + Number(buffer.subarray(0, colon))
      if (colon < 0 || buffer.length < end) return
      take(JSON.parse(buffer.subarray(colon + 1, end).toString()))
      buffer = buffer.subarray(end)
    }
  })
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox hung up'))
  })

  /** @param {any} message */
  function take(message) {
    if (!Array.isArray(message)) return greeted()
    const [, id, error, result] = message
    const caller = waiting.get(id)
    waiting.delete(id)
    if (error) caller?.reject(new Error(`${error.error}: ${error.message}`))
    else caller?.resolve(result && 'value' in result ? result.value : result)
  }

  await greeting
  let count = 0
  return {
    /** @param {string} name @param {object} [params] @returns {Promise<any>} */
    send(name, params = {}) {
      const id = ++count
      const text = JSON.stringify([0, id, name, params])
      socket.write(`${Buffer.byteLength(text)}:${text}`)
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
    },
    close: () => socket.destroy(),
  }
}
