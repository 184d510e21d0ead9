// @ts-nocheck: runs in a worker of a toy extension, outside the project.
// Lets everything be recorded, keeps what it is sent, and can be told to misbehave.
const messages = []
const replies = {
  'recorder.hello': () => ({
    record: true,
    sessionId: 'session',
    policy: globalThis.policy ?? { level: 'allow', rules: [] },
    capture: { console: true, network: true, networkBodies: false, canvas: false, resources: true },
  }),
  'chunk.append': (payload) => {
    if (globalThis.refuse) throw new Error('refused')
    return { acked: payload.seq }
  },
  'resource.fetch': (payload) => ({ accepted: payload.items.length }),
  'stream.describe': () => null,
  'frame.claim': (payload, sender) => {
    command(sender.tab.id, 'frame.claimed', payload)
    return null
  },
  'frame.verify': (payload, sender) => {
    const child = messages.find(
      (m) => m.name === 'recorder.hello' && m.payload.streamId === payload.streamId,
    )
    command(
      sender.tab.id,
      'frame.verify',
      { streamId: payload.streamId, round: payload.round },
      child?.frameId,
    )
    return null
  },
}

function command(tabId, name, payload, frameId) {
  return chrome.tabs.sendMessage(tabId, { name, payload }, frameId === undefined ? {} : { frameId })
}
globalThis.messages = messages
globalThis.command = command

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  const { name, payload } = message
  messages.push({ name, payload, tabId: sender.tab?.id, frameId: sender.frameId, url: sender.url })
  try {
    respond({ ok: true, reply: replies[name](payload, sender) })
  } catch (error) {
    respond({ ok: false, error: String(error) })
  }
  return true
})
