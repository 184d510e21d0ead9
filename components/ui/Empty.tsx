import type { ComponentChildren } from 'preact'
import styles from './Empty.module.css'
import { Icon, type IconName } from './Icon'

interface EmptyProps {
  icon: IconName
  title: string
  children?: ComponentChildren
  actions?: ComponentChildren
  /** Level of the heading in the page's outline. */
  level?: 1 | 2 | 3
}

/** Stands where content would be: says why there is none and what to do. */
export function Empty({ icon, title, children, actions, level = 2 }: EmptyProps) {
  const Heading = `h${level}` as const
  return (
    <div class={styles.empty}>
      <span class={styles.picture}>
        <Icon name={icon} size={24} />
      </span>
      <Heading class={styles.title}>{title}</Heading>
      {children}
      {actions && <div class={styles.actions}>{actions}</div>}
    </div>
  )
}
