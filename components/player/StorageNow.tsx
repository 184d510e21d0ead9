import { computed } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { i18n, translateCode } from '../i18n'
import styles from './EventPane.module.css'
import type { EventRow } from './eventRows'
import { storageAt } from './storageAt'
import { indexAt } from './timeScale'
import type { OpenPlayer } from './usePlayer'

/** What the page has stored at this moment, above the list of changes that led there. */
export function StorageNow({ open, rows }: { open: OpenPlayer; rows: readonly EventRow[] }) {
  // By index and not by time: the table changes when a change is passed, not with every frame.
  const passed = useMemo(
    () => computed(() => indexAt(rows, open.state.value.timeMs + 1)),
    [rows, open],
  ).value
  const entries = useMemo(() => storageAt(rows.slice(0, passed + 1), Infinity), [rows, passed])
  return (
    <details class={styles.now} open>
      <summary>{i18n.t('storage.now', entries.length)}</summary>
      {entries.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section class={styles.nowList} tabIndex={0} aria-label={i18n.t('storage.nowLabel')}>
          <table>
            <tbody>
              {entries.map(({ area, key, value }) => (
                <tr key={`${area}/${key}`}>
                  <th scope="row">{key}</th>
                  <td>{value}</td>
                  <td>{translateCode('storageArea', area, area)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  )
}
