import { defineContentScript } from 'wxt/utils/define-content-script'
import { startProbe } from '../lib/probe/startProbe'

export default defineContentScript({
  registration: 'runtime',
  world: 'MAIN',
  main: () => void startProbe(),
})
