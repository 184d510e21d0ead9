import Tracker from '@openreplay/tracker'

globalThis.__peer = {
  async start(endpoint, level) {
    const tracker = new Tracker({
      projectKey: 'profiles',
      ingestPoint: `${endpoint}/openreplay`,
      __DISABLE_SECURE_MODE: true,
      privateMode: level === 'privateMode',
      network: { disabled: true },
      // Addresses of what the page loads are no matter of masking elements.
      captureResourceTimings: false,
      capturePageLoadTimings: false,
    })
    await tracker.start()
  },
}
