import { defineContentScript } from 'wxt/utils/define-content-script'
import type { PanelNews } from '../lib/messages/protocol'
import { send } from '../lib/messages/runtime'
import { closedShadowRootOf } from '../lib/platform/shadowRoots'
import { inspectHere } from '../lib/recorder/inspectHere'

// Runs when one of our pages asks what would be recorded of a tab. For `world` see recorder.content.ts.
export default defineContentScript({
  registration: 'runtime',
  world: 'MAIN',
  main: () =>
    inspectHere({
      window,
      shadowRootOf: closedShadowRootOf,
      onChanged: () => void send<PanelNews, 'page.changed'>('page.changed', null).catch(() => {}),
    }),
})
