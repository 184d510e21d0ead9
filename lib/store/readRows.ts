import type { Collection, Table } from 'dexie'

export interface ReadOptions<Row, Key> {
  /** Default: all rows. */
  among?: Collection<Row, Key>
  /** What stands for a row that cannot be read; without it such rows are left out. */
  instead?: (key: Key) => Row
}

/**
 * All rows that can be read. One value the browser cannot deserialize makes a whole `toArray` reject (Chromium: "Failed
 * to read large IndexedDB value"), so then they are read one by one, and only that one is set apart.
 */
export async function readRows<Row, Key>(
  table: Table<Row, Key>,
  { among, instead }: ReadOptions<Row, Key> = {},
): Promise<Row[]> {
  const collection = () => (among ?? table.toCollection()).clone()
  try {
    return await collection().toArray()
  } catch {
    const rows: Row[] = []
    for (const key of await collection().primaryKeys()) {
      const row = await table.get(key).catch(() => instead?.(key))
      if (row !== undefined) rows.push(row)
    }
    return rows
  }
}
