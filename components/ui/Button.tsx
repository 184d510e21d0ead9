import type { ComponentChildren } from 'preact'
import styles from './Button.module.css'
import { cx } from './cx'
import { Icon, type IconName } from './Icon'

type Kind = 'normal' | 'primary' | 'record' | 'quiet' | 'danger'

interface Common {
  kind?: Kind
  size?: 'normal' | 'large'
  onClick?: (event: MouseEvent) => void
  disabled?: boolean
  pressed?: boolean
  expanded?: boolean
  id?: string
}

interface ButtonProps extends Common {
  icon?: IconName
  children: ComponentChildren
  title?: string
  type?: 'button' | 'submit'
}

/** A button with text. */
export function Button({ icon, children, title, type = 'button', ...rest }: ButtonProps) {
  return (
    <button type={type} title={title} {...shared(rest)}>
      {icon && <Icon name={icon} size={14} />}
      {children}
    </button>
  )
}

interface IconButtonProps extends Common {
  icon: IconName
  /** Read to screen readers and shown as tooltip. */
  label: string
  /** Shown in the tooltip after the label. */
  shortcut?: string
  popup?: 'menu' | 'dialog'
}

/** A button that shows only a picture; its name is in the tooltip. */
export function IconButton({
  icon,
  label,
  shortcut,
  popup,
  kind = 'quiet',
  ...rest
}: IconButtonProps) {
  const props = shared({ kind, ...rest })
  return (
    <button
      type="button"
      aria-label={label}
      aria-haspopup={popup}
      aria-keyshortcuts={shortcut}
      title={shortcut ? `${label} (${shortcut})` : label}
      {...props}
      class={cx(props.class, styles.icon)}
    >
      <Icon name={icon} />
    </button>
  )
}

interface LinkButtonProps {
  href: string
  icon?: IconName
  kind?: Kind
  children: ComponentChildren
  newTab?: boolean
}

/** A link that looks like a button. */
export function LinkButton({ href, icon, kind = 'normal', children, newTab }: LinkButtonProps) {
  return (
    <a
      href={href}
      class={cx(styles.button, kind !== 'normal' && styles[kind])}
      {...(newTab ? { target: '_blank', rel: 'noreferrer' } : {})}
    >
      {icon && <Icon name={icon} size={14} />}
      {children}
    </a>
  )
}

function shared({ kind = 'normal', size, onClick, disabled, pressed, expanded, id }: Common) {
  return {
    id,
    class: cx(styles.button, kind !== 'normal' && styles[kind], size === 'large' && styles.large),
    onClick,
    disabled,
    'aria-pressed': pressed,
    'aria-expanded': expanded,
  }
}
