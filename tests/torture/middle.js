// @ts-nocheck: runs in the page as it is, where nothing of ours has types.
// The man in the middle: a content script that the harness adds to its copy of the extension. It lives in the same
// world as the recorder, sees every message the recorder sends, spoils some, and tells the log which chunks were acked.
{
  const LOG = 'LOG_ORIGIN'
  const SHARE = Number('SPOILED_SHARE')
  const send = chrome.runtime.sendMessage.bind(chrome.runtime)
  const hashOf = (text) => {
    let hash = 0x811c9dc5
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
    return hash >>> 0
  }
  const tell = (path, text) => {
    fetch(LOG + path, { method: 'POST', body: text, keepalive: true }).catch(() => {})
  }
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
  const FAULTS = {
    async lost() {
      throw new Error('lost on its way')
    },
    async 'reply lost'(message) {
      await send(message)
      throw new Error('the reply was lost')
    },
    async twice(message) {
      const both = await Promise.all([send(message), send(message)])
      return both[1]
    },
    async late(message) {
      await wait(200 + Math.random() * 2500)
      return await send(message)
    },
    // The one behind it overtakes.
    async overtaken(message) {
      await wait(5500)
      return await send(message)
    },
    async 'cut short'(message) {
      const { body } = message.payload
      const cut = body.slice(0, Math.floor(body.length * Math.random()))
      await send({ ...message, payload: { ...message.payload, body: cut } })
      throw new Error('only part of it arrived')
    },
  }
  const GREETING_FAULTS = {
    'greeting lost': FAULTS.lost,
    'greeting reply lost': FAULTS['reply lost'],
  }
  const pick = (faults) => {
    const all = Object.keys(faults)
    const name = all[Math.floor(Math.random() * all.length)]
    tell('/fault', name)
    return faults[name]
  }

  const sendMessage = async (message, ...rest) => {
    if (message?.name === 'recorder.hello')
      return await (Math.random() < SHARE ? pick(GREETING_FAULTS)(message) : send(message, ...rest))
    if (message?.name !== 'chunk.append') return await send(message, ...rest)
    const spoil = Math.random() < SHARE && !message.payload.final
    const answer = await (spoil ? pick(FAULTS)(message) : send(message, ...rest))
    if (answer?.ok && 'acked' in answer.reply) {
      const { sessionId, streamId, seq, body } = message.payload
      const tokens = [...new Set(body.match(/~d\d+\.\w+\.\d+~/g) ?? [])]
      tell('/acked', JSON.stringify({ sessionId, streamId, seq, hash: hashOf(body), tokens }))
    }
    return answer
  }
  // Both names of the API: they are objects of their own.
  for (const api of [globalThis.chrome, globalThis.browser])
    if (api?.runtime) Object.defineProperty(api.runtime, 'sendMessage', { value: sendMessage })
}
