import { datadogRum } from '@datadog/browser-rum'

globalThis.__peer = {
  start(endpoint, level) {
    datadogRum.init({
      applicationId: '00000000-0000-4000-8000-000000000000',
      clientToken: 'pub00000000000000000000000000000000',
      site: 'datadoghq.com',
      // Replay only: RUM events carry the address of the page, which is no matter of masking elements.
      proxy: ({ path, parameters }) => `${endpoint}/datadog${path}?${parameters}`,
      sessionSampleRate: 100,
      sessionReplaySampleRate: 100,
      defaultPrivacyLevel: level,
      trackUserInteractions: false,
      trackResources: false,
      trackLongTasks: false,
      startSessionReplayRecordingManually: false,
      allowUntrustedEvents: true,
    })
    datadogRum.startSessionReplayRecording({ force: true })
  },
}
