import { useId } from 'preact/hooks'
import styles from './Segmented.module.css'

interface SegmentedProps<Value extends string> {
  /** Name of the group for screen readers. */
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
  disabled?: boolean
  /** Id of the sentence that explains the chosen option. */
  describedBy?: string
}

/** One of a few, all in sight. Radio buttons underneath: arrows move, the group is one tab stop. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const name = useId()
  return (
    <div
      class={styles.group}
      role="radiogroup"
      aria-label={props.label}
      aria-describedby={props.describedBy}
    >
      {props.options.map((option) => (
        <label key={option.value} class={styles.option}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === props.value}
            disabled={props.disabled}
            onClick={() => props.onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}
