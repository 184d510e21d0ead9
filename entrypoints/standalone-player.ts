import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { startStandalone } from '../components/standalone/startStandalone'

export default defineUnlistedScript(() => {
  void startStandalone()
})
