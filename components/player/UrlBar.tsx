import { useComputed } from '@preact/signals'
import { i18n } from '../i18n'
import { IconButton } from '../ui/Button'
import { Chip } from '../ui/Chip'
import { Icon } from '../ui/Icon'
import type { Toaster } from '../ui/Toast'
import styles from './UrlBar.module.css'
import { useCopies } from './useCopies'
import type { OpenPlayer } from './usePlayer'

/** Address and size of the recorded page at this moment. */
export function UrlBar({ open, toaster }: { open: OpenPlayer; toaster: Toaster }) {
  const copies = useCopies(open, toaster)
  const url = useComputed(() => open.state.value.url)
  const size = useComputed(() => {
    const { width, height } = open.state.value.viewport
    return width > 0 ? `${width} × ${height}` : ''
  })
  const tab = useComputed(() => open.state.value.tab)
  return (
    <div class={styles.bar}>
      <Icon name="globe" size={14} />
      {tab.value && (
        <Chip tone="accent">
          {i18n.t('player.tab', [String(tab.value.number), String(tab.value.count)])}
        </Chip>
      )}
      <span class={styles.url} title={url.value}>
        <span class="visually-hidden">{i18n.t('player.url')}: </span>
        {url}
      </span>
      <span class={styles.size}>{size}</span>
      <IconButton
        icon="camera"
        label={i18n.t('player.copyPicture')}
        shortcut="C"
        onClick={copies.picture}
      />
      <IconButton
        icon="link"
        label={i18n.t('player.copyLink')}
        shortcut="Y"
        onClick={copies.link}
      />
    </div>
  )
}
