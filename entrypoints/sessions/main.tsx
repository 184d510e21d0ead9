import { createPageAutomation } from '../../components/createPageAutomation'
import { mount } from '../../components/mount'
import { SessionsPage } from '../../components/SessionsPage'
import { createSessionsView } from '../../components/sessionsView'

const view = createSessionsView(window)
mount(<SessionsPage view={view} />)
Object.defineProperty(globalThis, 'recount', {
  value: createPageAutomation(view.automation),
  enumerable: true,
})
