import { useId } from 'preact/hooks'
import field from '../ui/Field.module.css'
import styles from './Vault.module.css'

interface PassphraseInputProps {
  label: string
  value: string
  onChange: (value: string) => void
  /** A new one is being chosen: the browser may offer to make one up. */
  isNew?: boolean
  describedBy?: string | undefined
}

export function PassphraseInput({ label, value, onChange, ...rest }: PassphraseInputProps) {
  const id = useId()
  return (
    <div class={styles.field}>
      <label for={id}>{label}</label>
      <input
        id={id}
        class={field.input}
        type="password"
        autocomplete={rest.isNew ? 'new-password' : 'current-password'}
        aria-describedby={rest.describedBy}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  )
}
