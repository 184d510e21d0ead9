import { useComputed } from '@preact/signals'
import { i18n } from '../i18n'
import { formatRoute } from '../routes'
import { useServices } from '../services'
import { IconButton } from '../ui/Button'
import { Chip } from '../ui/Chip'
import { Icon } from '../ui/Icon'
import type { Toaster } from '../ui/Toast'
import styles from './UrlBar.module.css'
import type { OpenPlayer } from './usePlayer'

/** Address and size of the recorded page at this moment. */
export function UrlBar({ open, toaster }: { open: OpenPlayer; toaster: Toaster }) {
  const services = useServices()
  const url = useComputed(() => open.state.value.url)
  const size = useComputed(() => {
    const { width, height } = open.state.value.viewport
    return width > 0 ? `${width} × ${height}` : ''
  })
  const tab = useComputed(() => open.state.value.tab)
  const copyLink = () => {
    const { sessionId } = open.session
    const { timeMs } = open.state.value
    const link = new URL(
      formatRoute({ view: 'session', sessionId, timeMs }),
      new URL(services.pages.sessions, location.href),
    )
    navigator.clipboard.writeText(link.href).then(
      () => toaster.show(i18n.t('player.linkCopied'), { durationMs: 3000 }),
      () => toaster.show(link.href),
    )
  }
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
      <IconButton icon="link" label={i18n.t('player.copyLink')} onClick={copyLink} />
    </div>
  )
}
