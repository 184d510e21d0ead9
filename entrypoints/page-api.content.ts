import { defineContentScript } from 'wxt/utils/define-content-script'
import { startPageApi } from '../lib/probe/pageApi/startPageApi'

// Registered only for sites where the person switched the page API on.
export default defineContentScript({
  registration: 'runtime',
  world: 'MAIN',
  main: () => void startPageApi(),
})
