import { createPageAutomation } from '../../components/createPageAutomation'

const recount = createPageAutomation({
  openPlayer: () => Promise.reject(new Error('The player is not part of this build yet')),
  currentPlayer: () => undefined,
})
Object.defineProperty(globalThis, 'recount', { value: recount, enumerable: true })
