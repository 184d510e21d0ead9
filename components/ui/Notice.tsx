import type { ComponentChildren } from 'preact'
import { cx } from './cx'
import { Icon, type IconName } from './Icon'
import styles from './Notice.module.css'

interface NoticeProps {
  tone?: 'neutral' | 'warn' | 'danger'
  icon?: IconName
  title?: string
  /** Announced at once: for what goes wrong while the person is looking elsewhere. */
  urgent?: boolean
  children: ComponentChildren
}

/** Something the person needs to know, with what they can do about it. */
export function Notice({ tone = 'neutral', icon, title, urgent, children }: NoticeProps) {
  const picture = icon ?? (tone === 'neutral' ? 'info' : 'alert')
  return (
    <div
      class={cx(styles.notice, tone !== 'neutral' && styles[tone])}
      role={urgent ? 'alert' : undefined}
    >
      <Icon name={picture} />
      <div class={styles.body}>
        {title && <p class={styles.title}>{title}</p>}
        {children}
      </div>
    </div>
  )
}
