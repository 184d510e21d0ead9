import { useEffect, useState } from 'preact/hooks'
import { formatBytes } from '../format/bytes'
import { i18n } from '../i18n'
import { type StorageFigures, useServices } from '../services'
import { cx } from '../ui/cx'
import styles from './Library.module.css'

/** From here on somebody should clear up before the browser does. */
const NEARLY_FULL = 0.8

/** How much room all that is stored takes, and how much there is. `changes` with whatever may have changed it. */
export function StorageMeter({ changes }: { changes: unknown }) {
  const services = useServices()
  const [figures, setFigures] = useState<StorageFigures>()
  // Asked anew whenever sessions come or go.
  useEffect(() => {
    let isOver = false
    services.storageFigures().then(
      (next) => !isOver && setFigures(next),
      () => undefined, // the meter is left out
    )
    return () => {
      isOver = true
    }
  }, [services, changes])
  if (!figures?.quotaBytes) return null
  const { usedBytes, quotaBytes } = figures
  const share = Math.min(1, usedBytes / quotaBytes)
  const text = i18n.t('library.storage', [formatBytes(usedBytes), formatBytes(quotaBytes)])
  return (
    <a class={styles.storage} href={`${services.pages.options}#storage`} title={text}>
      <meter
        class={cx(share > NEARLY_FULL && styles.nearlyFull)}
        min={0}
        max={quotaBytes}
        value={usedBytes}
        aria-hidden="true"
      />
      <span class="visually-hidden">{`${text}. ${i18n.t('library.storageSettings')}`}</span>
      <span aria-hidden="true">{formatBytes(usedBytes)}</span>
    </a>
  )
}
