import type { Stoppable } from '../lib/platform/stoppable'
import type { storeVerbs } from './storeVerbs'

type Store = typeof storeVerbs

/** The store, read when it is first wanted: the popup says what happens in the tab before the database is there. */
export const store = async (): Promise<Store> => (await import('./storeVerbs')).storeVerbs

/** Watches something in the store, as soon as that is there. */
export function watchStore(begin: (verbs: Store) => Stoppable): Stoppable {
  let isOver = false
  let watch: Stoppable | undefined
  void store().then((verbs) => {
    if (!isOver) watch = begin(verbs)
  })
  return {
    stop() {
      isOver = true
      watch?.stop()
    },
  }
}
