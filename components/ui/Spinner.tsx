import styles from './Spinner.module.css'

/** Something is on its way. */
export function Spinner({ label }: { label: string }) {
  return (
    <div class={styles.spinner} role="status">
      <span class={styles.ring} aria-hidden="true" />
      <span>{label}</span>
    </div>
  )
}
