import { defineContentScript } from 'wxt/utils/define-content-script'
import { startRecorder } from '../lib/recorder/startRecorder'

// No `matches`: WXT would add them to the required host permissions. The worker registers this script at run time.
export default defineContentScript({
  registration: 'runtime',
  main: () => void startRecorder(),
})
