import type { ComponentChildren } from 'preact'
import styles from './Chip.module.css'
import { cx } from './cx'

export type Tone = 'neutral' | 'ok' | 'warn' | 'danger' | 'accent'

/** A short state in a pill. The words carry the meaning, the colour only supports it. */
export function Chip(props: {
  tone?: Tone
  live?: boolean
  title?: string
  children: ComponentChildren
}) {
  const tone = props.tone ?? 'neutral'
  return (
    <span class={cx(styles.chip, tone !== 'neutral' && styles[tone])} title={props.title}>
      {props.live && <span class={styles.dot} aria-hidden="true" />}
      {props.children}
    </span>
  )
}
