import posthog from 'posthog-js/dist/module.full.no-external'

globalThis.__peer = {
  start(endpoint) {
    posthog.init('phc_bench', {
      api_host: `${endpoint}/posthog`,
      autocapture: false,
      capture_pageview: false,
      capture_performance: false,
      disable_external_dependency_loading: true,
      session_recording: { maskAllInputs: false },
    })
    posthog.startSessionRecording(true)
  },
}
