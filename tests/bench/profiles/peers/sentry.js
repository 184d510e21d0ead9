import * as Sentry from '@sentry/browser'

globalThis.__peer = {
  start(endpoint, level) {
    const isOn = level === 'default'
    Sentry.init({
      dsn: `${endpoint.replace('://', '://public@')}/1`,
      defaultIntegrations: false,
      integrations: [
        Sentry.replayIntegration({
          maskAllText: isOn,
          maskAllInputs: isOn,
          blockAllMedia: isOn,
          // Addresses of what the page loads are no matter of masking elements.
          beforeAddRecordingEvent: (event) => (event.data.tag === 'performanceSpan' ? null : event),
        }),
      ],
      replaysSessionSampleRate: 1,
    })
    globalThis.__flush = () => Sentry.getReplay()?.flush()
  },
}
