export const NEWER_DATABASE = 'NewerDatabaseError'

/** Dexie multiplies version numbers by ten; the last digit counts repairs of its own. */
const DEXIE_FACTOR = 10

/**
 * Dexie opens a database of a newer version as well, and adds to it what it misses: an older Recount would damage what a
 * newer one has written. This one refuses, and leaves everything as it is.
 */
export function refuseNewer(factory: IDBFactory, latest: number): IDBFactory {
  return {
    open(name, version) {
      const request = factory.open(name, version)
      // Before Dexie's own listener, which is added when this one is there.
      request.addEventListener('success', (event) => {
        if (Math.floor(request.result.version / DEXIE_FACTOR) <= latest) return
        event.stopImmediatePropagation()
        request.result.close()
        const error = newerDatabaseError()
        const failure = { target: { error }, stopPropagation() {}, preventDefault() {} }
        request.onerror?.(failure as unknown as Event)
      })
      return request
    },
    deleteDatabase: (name) => factory.deleteDatabase(name),
    cmp: (first, second) => factory.cmp(first, second),
    databases: () => factory.databases(),
  }
}

function newerDatabaseError(): Error {
  const error = new Error(
    'A newer version of Recount has stored recordings here. Update Recount to see them; nothing was changed.',
  )
  error.name = NEWER_DATABASE
  return error
}
