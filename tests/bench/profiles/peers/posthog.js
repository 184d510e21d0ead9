import posthog from 'posthog-js/dist/module.full.no-external'

globalThis.__peer = {
  start(endpoint, level) {
    posthog.init('phc_profiles', {
      api_host: `${endpoint}/posthog`,
      // It takes a driven browser for a bot.
      opt_out_useragent_filter: true,
      autocapture: false,
      capture_pageview: false,
      capture_performance: false,
      disable_external_dependency_loading: true,
      session_recording: {
        compress_events: false,
        ...(level === 'masked' ? { maskTextSelector: '*' } : {}),
      },
    })
    posthog.startSessionRecording(true)
  },
}
