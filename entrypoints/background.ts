import { defineBackground } from 'wxt/utils/define-background'
import { startBackground } from '../lib/background/startBackground'

export default defineBackground({
  // A module shares chunks with the pages: the store, its library and the masking engine are in the package once.
  type: 'module',
  main: () => startBackground(),
})
