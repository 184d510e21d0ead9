import { defineContentScript } from 'wxt/utils/define-content-script'
import type { ContentRequests, PanelNews } from '../lib/messages/protocol'
import { send } from '../lib/messages/runtime'
import { closedShadowRootOf } from '../lib/platform/shadowRoots'
import { previewTab } from '../lib/privacy/previewTab'
import { policyWithin } from '../lib/recorder/frameMasking'
import { inspectHere } from '../lib/recorder/inspectHere'

// Runs when the person asks for the preview or one of our pages asks what would be recorded, never by itself. One script
// for both: each alone would bring most of the other along. For `world` see recorder.content.ts.
export default defineContentScript({
  registration: 'runtime',
  world: 'MAIN',
  main() {
    inspectHere({
      window,
      shadowRootOf: closedShadowRootOf,
      onChanged: () => void send<PanelNews, 'page.changed'>('page.changed', null).catch(() => {}),
    })
    previewTab({
      shadowRootOf: closedShadowRootOf,
      policyHere: (policy) => policyWithin(policy, window),
      onClosed: () => void send<ContentRequests, 'preview.closed'>('preview.closed', null),
      onPicking: (on) => void send<ContentRequests, 'preview.picking'>('preview.picking', { on }),
      // Nobody may be listening: then it rejects.
      onPicked: (picked) =>
        void send<PanelNews, 'preview.picked'>('preview.picked', picked).catch(() => {}),
      rule: async (change, rule) =>
        (await send<ContentRequests, 'preview.rule'>('preview.rule', { change, rule })).replaced,
    })
  },
})
