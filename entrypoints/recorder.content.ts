import { defineContentScript } from 'wxt/utils/define-content-script'
import { startRecorder } from '../lib/recorder/startRecorder'

// No `matches`: WXT would add them to the required host permissions. The worker registers this script at run time.
export default defineContentScript({
  registration: 'runtime',
  // It runs in the isolated world, which the worker's registration says. Here 'MAIN' only keeps out WXT's own context, which
  // tells every page that we are there: it posts `wxt:content-script-started` with our id to the page's window.
  world: 'MAIN',
  main: () => void startRecorder(),
})
