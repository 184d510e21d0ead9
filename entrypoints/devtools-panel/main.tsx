import { browser } from 'wxt/browser'
import { createExtensionServices } from '../../components/extensionServices'
import { mount } from '../../components/mount'
import { Panel } from '../../components/Panel'
import { createSessionsView } from '../../components/sessionsView'

// Opened as a page of its own there is nothing to inspect; `?tab=` then names the tab.
const named = Number(new URLSearchParams(location.search).get('tab') ?? -1)
const tabId = browser.devtools?.inspectedWindow?.tabId ?? named
const services = createExtensionServices({ tabId })
mount(<Panel view={createSessionsView(window)} tabId={tabId} />, services)
