import { BrowserAgent } from '@newrelic/browser-agent/loaders/browser-agent'

globalThis.__peer = {
  start(endpoint) {
    const host = endpoint.replace('http://', '')
    globalThis.__agent = new BrowserAgent({
      init: {
        ssl: false,
        proxy: { beacon: host },
        session_replay: {
          enabled: true,
          preload: false,
          sampling_rate: 100,
          error_sampling_rate: 100,
        },
        privacy: { cookies_enabled: true },
        ajax: { deny_list: [host] },
      },
      info: {
        beacon: host,
        errorBeacon: host,
        licenseKey: 'profiles',
        applicationID: '1',
        sa: 1,
      },
      loader_config: {
        accountID: '1',
        trustKey: '1',
        agentID: '1',
        licenseKey: 'profiles',
        applicationID: '1',
      },
    })
    globalThis.__flush = () => globalThis.__agent.recordReplay?.()
  },
}
