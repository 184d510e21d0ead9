import type { Table } from 'dexie'

/**
 * All rows of a table that can be read. One value the browser cannot deserialize makes a whole `toArray` reject
 * (Chromium: "Failed to read large IndexedDB value"), so then they are read one by one and only that one is left out.
 */
export async function readRows<Row, Key>(table: Table<Row, Key>): Promise<Row[]> {
  try {
    return await table.toArray()
  } catch {
    const rows: Row[] = []
    for (const key of await table.toCollection().primaryKeys()) {
      const row = await table.get(key).catch(() => undefined)
      if (row !== undefined) rows.push(row)
    }
    return rows
  }
}
