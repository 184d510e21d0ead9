import { browser } from 'wxt/browser'

void browser.devtools.panels.create('Recount', '/icon/32.png', '/devtools-panel.html')

// Chrome alone has a Recorder panel. Loaded after the panel: most people never open it.
const { recorder } = (globalThis.chrome?.devtools ?? {}) as Partial<typeof chrome.devtools>
if (recorder) {
  void import('../../lib/exporters/recorderPlugin').then(({ RECORDER_PLUGINS }) => {
    for (const { name, mediaType, ...plugin } of RECORDER_PLUGINS)
      recorder.registerRecorderExtensionPlugin(plugin, name, mediaType)
  })
}
