import { clarity } from 'clarity-js'

globalThis.__peer = {
  start(endpoint, level) {
    clarity.start({
      projectId: 'profiles',
      content: level !== 'strict',
      lean: false,
      track: false,
      delay: 200,
      upload: (payload) => void fetch(`${endpoint}/clarity`, { method: 'POST', body: payload }),
    })
    globalThis.__flush = () => clarity.stop()
  },
}
