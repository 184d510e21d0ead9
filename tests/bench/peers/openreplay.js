import Tracker from '@openreplay/tracker'

globalThis.__peer = {
  async start(endpoint, settings = {}) {
    const tracker = new Tracker({
      projectKey: 'bench',
      ingestPoint: `${endpoint}/openreplay`,
      __DISABLE_SECURE_MODE: true,
      defaultInputMode: 0,
      obscureTextEmails: false,
      network: { disabled: true },
      ...settings,
    })
    await tracker.start()
  },
}
