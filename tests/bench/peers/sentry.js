import * as Sentry from '@sentry/browser'

globalThis.__peer = {
  start(endpoint, settings = {}) {
    Sentry.init({
      dsn: `${endpoint.replace('://', '://public@')}/1`,
      defaultIntegrations: false,
      integrations: [
        Sentry.replayIntegration({
          maskAllText: false,
          maskAllInputs: false,
          blockAllMedia: false,
          mutationLimit: Number.MAX_SAFE_INTEGER,
          mutationBreadcrumbLimit: Number.MAX_SAFE_INTEGER,
          ...settings,
        }),
      ],
      replaysSessionSampleRate: 1,
    })
  },
}
