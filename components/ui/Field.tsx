import type { Ref } from 'preact'
import { cx } from './cx'
import styles from './Field.module.css'
import { Icon } from './Icon'

interface SearchFieldProps {
  label: string
  value: string
  onInput: (value: string) => void
  inputRef?: Ref<HTMLInputElement>
  class?: string
}

/** A search box; Escape empties it. */
export function SearchField({ label, value, onInput, inputRef, ...rest }: SearchFieldProps) {
  return (
    <div class={cx(styles.search, rest.class)}>
      <Icon name="search" size={14} />
      <input
        ref={inputRef}
        type="search"
        class={styles.input}
        aria-label={label}
        placeholder={label}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return
          event.stopPropagation()
          onInput('')
        }}
      />
    </div>
  )
}

interface SelectProps<Value extends string> {
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
}

/** The browser's own list: the best one for keyboards, phones and screen readers. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  return (
    <select
      class={styles.select}
      aria-label={props.label}
      title={props.label}
      value={props.value}
      onChange={(event) => {
        const chosen = props.options[event.currentTarget.selectedIndex]
        if (chosen) props.onChange(chosen.value)
      }}
    >
      {props.options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

interface SwitchProps {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
}

/** On or off, at once. */
export function Switch({ label, checked, onChange }: SwitchProps) {
  return (
    <label class={styles.switch}>
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {label}
    </label>
  )
}
