import { useComputed } from '@preact/signals'
import { i18n } from '../i18n'
import { IconButton } from '../ui/Button'
import { Select } from '../ui/Field'
import { Icon } from '../ui/Icon'
import type { Toaster } from '../ui/Toast'
import styles from './UrlBar.module.css'
import { useCopies } from './useCopies'
import type { OpenPlayer } from './usePlayer'

/** Which tab of the session is watched: the one that was in front, or one all the time. */
function TabChoice({ open }: { open: OpenPlayer }) {
  const tab = useComputed(() => open.state.value.tab).value
  const followsTabs = useComputed(() => open.state.value.followsTabs).value
  if (!tab) return null
  const name = (number: number) => i18n.t('player.tab', [String(number), String(tab.count)])
  const numbers = Array.from({ length: tab.count }, (_, index) => index + 1)
  return (
    <Select
      label={i18n.t('player.watchedTab')}
      value={followsTabs ? 'front' : String(tab.number)}
      options={[
        { value: 'front', label: i18n.t('player.frontTab', [name(tab.number)]) },
        ...numbers.map((number) => ({ value: String(number), label: name(number) })),
      ]}
      onChange={(choice) => {
        open.player.setTab(choice === 'front' ? 'front' : Number(choice)).catch(() => {})
      }}
    />
  )
}

/** Address and size of the recorded page at this moment. */
export function UrlBar({ open, toaster }: { open: OpenPlayer; toaster: Toaster }) {
  const copies = useCopies(open, toaster)
  const url = useComputed(() => open.state.value.url)
  const size = useComputed(() => {
    const { width, height } = open.state.value.viewport
    return width > 0 ? `${width} × ${height}` : ''
  })
  return (
    <div class={styles.bar}>
      <Icon name="globe" size={14} />
      <TabChoice open={open} />
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
