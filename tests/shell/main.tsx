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
import { createMemoryServices, type ShellState } from './memoryServices'

provideTexts(texts)

/** `?page=popup&data=full&tab=recording#/session/s2` */
const query = new URLSearchParams(location.search)
const services = createMemoryServices({
  grant: query.get('grant') === 'no' ? 'no' : 'yes',
  data: (query.get('data') ?? 'full') as ShellState['data'],
  vault: (query.get('vault') ?? 'off') as ShellState['vault'],
  tab: (query.get('tab') ?? 'undecided') as ShellState['tab'],
})
const surfaces: Record<string, () => preact.JSX.Element> = {
  options: () => <Options />,
  panel: () => <Panel view={createSessionsView(window)} tabId={1} />,
  popup: () => <Popup />,
  sessions: () => <SessionsPage view={createSessionsView(window)} />,
}
const surface = surfaces[query.get('page') ?? 'sessions']
const root = document.getElementById('app')
if (surface && root) {
  render(<ServicesProvider value={services}>{surface()}</ServicesProvider>, root)
}
