import { type ComponentChild, render } from 'preact'
import './theme.css'
import { createExtensionServices } from './extensionServices'
import { type Services, ServicesProvider } from './services'

/** Draws a surface of the extension into its page. */
export function mount(
  surface: ComponentChild,
  services: Services = createExtensionServices(),
): void {
  const root = document.getElementById('app')
  if (!root) throw new Error('The page has no #app')
  render(<ServicesProvider value={services}>{surface}</ServicesProvider>, root)
}
