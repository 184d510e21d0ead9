import { datadogRum } from '@datadog/browser-rum'

globalThis.__peer = {
  start(endpoint, settings = {}) {
    datadogRum.init({
      applicationId: '00000000-0000-4000-8000-000000000000',
      clientToken: 'pub00000000000000000000000000000000',
      site: 'datadoghq.com',
      proxy: `${endpoint}/datadog`,
      sessionSampleRate: 100,
      sessionReplaySampleRate: 100,
      defaultPrivacyLevel: 'allow',
      trackUserInteractions: false,
      trackResources: false,
      trackLongTasks: false,
      startSessionReplayRecordingManually: false,
      allowUntrustedEvents: true,
      ...settings,
    })
    datadogRum.startSessionReplayRecording({ force: true })
  },
}
