import { database } from './database'

/** For tests: a disk that can be full. Call before the first query opens the database: later it would not be asked. */
export function createTestDisk(): { room: number } {
  /** Writes that still fit; deleting needs no room. */
  const disk = { room: Number.POSITIVE_INFINITY }
  database.use({
    stack: 'dbcore',
    name: 'full disk',
    create: (core) => ({
      ...core,
      table(name) {
        const table = core.table(name)
        return {
          ...table,
          async mutate(request) {
            const isWrite = request.type === 'add' || request.type === 'put'
            if (isWrite && disk.room-- <= 0) throw new DOMException('no room', 'QuotaExceededError')
            return await table.mutate(request)
          },
        }
      },
    }),
  })
  return disk
}
