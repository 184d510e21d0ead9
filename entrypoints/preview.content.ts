import { defineContentScript } from 'wxt/utils/define-content-script'
import type { ContentRequests } from '../lib/messages/protocol'
import { send } from '../lib/messages/runtime'
import { closedShadowRootOf } from '../lib/platform/shadowRoots'
import { previewTab } from '../lib/privacy/previewTab'

// Runs when the person asks for the preview, never by itself. For `world` see recorder.content.ts.
export default defineContentScript({
  registration: 'runtime',
  world: 'MAIN',
  main: () =>
    previewTab({
      shadowRootOf: closedShadowRootOf,
      onClosed: () => void send<ContentRequests, 'preview.closed'>('preview.closed', null),
    }),
})
