import mixpanel from 'mixpanel-browser'

globalThis.__peer = {
  start(endpoint, level) {
    const isOn = level === 'default'
    mixpanel.init('profiles', {
      api_host: `${endpoint}/mixpanel`,
      record_sessions_percent: 100,
      record_min_ms: 0,
      record_mask_all_text: isOn,
      record_mask_all_inputs: isOn,
      record_heatmap_data: false,
      autocapture: false,
      track_pageview: false,
      api_payload_format: 'json',
      persistence: 'localStorage',
    })
    mixpanel.start_session_recording()
    globalThis.__flush = () => mixpanel.stop_session_recording()
  },
}
