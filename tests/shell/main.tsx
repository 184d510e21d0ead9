import texts from 'virtual:texts'
import { render } from 'preact'
import { provideTexts } from '../../components/i18n'
import { Options } from '../../components/Options'
import { Panel } from '../../components/Panel'
import { Popup } from '../../components/Popup'
import { SessionsPage } from '../../components/SessionsPage'
import { ServicesProvider } from '../../components/services'
import { createSessionsView } from '../../components/sessionsView'
import '../../components/theme.css'
import type { Stoppable } from '../../lib/platform/stoppable'
import { createMemoryServices, type ShellState } from './memoryServices'

declare global {
  interface Window {
    showState(query: string): void
  }
}

provideTexts(texts)

/** What the address asks for: `?page=popup&data=full&tab=recording#/session/s2`. */
function show(): Stoppable {
  const query = new URLSearchParams(location.search)
  const services = createMemoryServices({
    grant: query.get('grant') === 'no' ? 'no' : 'yes',
    data: (query.get('data') ?? 'full') as ShellState['data'],
    vault: (query.get('vault') ?? 'off') as ShellState['vault'],
    tab: (query.get('tab') ?? 'undecided') as ShellState['tab'],
  })
  const view = createSessionsView(window)
  const surfaces: Record<string, () => preact.JSX.Element> = {
    options: () => <Options />,
    panel: () => <Panel view={view} tabId={1} />,
    popup: () => <Popup />,
    sessions: () => <SessionsPage view={view} />,
  }
  const surface = surfaces[query.get('page') ?? 'sessions']
  const root = document.getElementById('app')
  if (surface && root) {
    render(<ServicesProvider value={services}>{surface()}</ServicesProvider>, root)
  }
  return {
    stop() {
      if (root) render(null, root)
      view.stop()
    },
  }
}

let shown = show()

/** Begins anew with another state, in the same page: a new page costs a second. */
window.showState = (query) => {
  shown.stop()
  history.replaceState(null, '', `?${query}`)
  window.scrollTo(0, 0)
  shown = show()
}
