import posthog from 'posthog-js/dist/module.full.no-external'

globalThis.__peer = {
  start(endpoint, settings = { maskAllInputs: false }) {
    posthog.init('phc_bench', {
      api_host: `${endpoint}/posthog`,
      // It takes a driven browser for a bot and would record nothing.
      opt_out_useragent_filter: true,
      autocapture: false,
      capture_pageview: false,
      capture_performance: false,
      disable_external_dependency_loading: true,
      session_recording: settings,
    })
    posthog.startSessionRecording(true)
  },
}
