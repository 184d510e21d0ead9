import { render } from 'preact'
import { BLOCK_ATTRIBUTE, type PlayerAssets, TEXTS_BLOCK } from '../../lib/exporters/htmlFormat'
import { type FindBlock, openBlocks, readJson, readReport } from '../../lib/exporters/readHtml'
import { describeError } from '../../lib/platform/describeError'
import { provideTexts } from '../i18n'
import { ServicesProvider } from '../services'
import { createSessionsView } from '../sessionsView'
import '../theme.css'
import { StandalonePage } from './StandalonePage'
import { createStandaloneServices } from './standaloneServices'

/** Plays the recording that lies in this document. */
export async function startStandalone(): Promise<void> {
  const root = document.getElementById('app')
  if (!root) return
  try {
    provideTexts((await readJson(findBlock, TEXTS_BLOCK)) as PlayerAssets['texts'])
    const source = await openBlocks(findBlock)
    const session = await source.session()
    // A report that cannot be read is no reason not to play.
    const report = await readReport(findBlock).catch(() => undefined)
    const services = createStandaloneServices(source, session, report)
    const view = createSessionsView(window)
    root.replaceChildren()
    render(
      <ServicesProvider value={services}>
        <StandalonePage session={session} view={view} />
      </ServicesProvider>,
      root,
    )
  } catch (error) {
    const line = document.createElement('p')
    line.setAttribute('role', 'alert')
    line.textContent = `This file cannot be played: ${describeError(error)}`
    root.append(line)
  }
}

const findBlock: FindBlock = (name) =>
  document.querySelector(`script[${BLOCK_ATTRIBUTE}=${JSON.stringify(name)}]`)?.textContent ??
  undefined
