import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import field from '../ui/Field.module.css'
import styles from './Section.module.css'

/** One topic of the settings. Its id is where the navigation leads. */
export function Section(props: {
  id: string
  title: string
  intro?: string
  children: ComponentChildren
}) {
  return (
    <section class={styles.section} id={props.id} aria-labelledby={`${props.id}-title`}>
      <h2 id={`${props.id}-title`}>{props.title}</h2>
      {props.intro && <p class={styles.intro}>{props.intro}</p>}
      <div class={styles.card}>{props.children}</div>
    </section>
  )
}

/** Anything that needs the whole width of a section. */
export function Block({ children }: { children: ComponentChildren }) {
  return <div class={styles.block}>{children}</div>
}

/** A setting with its name on the left and its control on the right. */
export function Row(props: { name: string; hint?: string; children: ComponentChildren }) {
  return (
    <div class={styles.row}>
      <div class={styles.text}>
        <span class={styles.name}>{props.name}</span>
        {props.hint && <span class={styles.hint}>{props.hint}</span>}
      </div>
      {props.children}
    </div>
  )
}

/** On or off. The whole text is the switch's label. */
export function SwitchRow(props: {
  name: string
  hint?: string
  checked: boolean
  onChange: (checked: boolean) => void
}) {
  const id = useId()
  return (
    <div class={styles.row}>
      <label class={styles.text} for={id}>
        <span class={styles.name}>{props.name}</span>
        {props.hint && <span class={styles.hint}>{props.hint}</span>}
      </label>
      <span class={field.switch}>
        <input
          id={id}
          type="checkbox"
          role="switch"
          checked={props.checked}
          aria-checked={props.checked}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
      </span>
    </div>
  )
}

/** A number with its unit. What is out of range is put back into it when the field is left. */
export function NumberRow(props: {
  name: string
  hint?: string
  value: number
  min: number
  max: number
  unit: string
  onChange: (value: number) => void
}) {
  const id = useId()
  return (
    <div class={styles.row}>
      <label class={styles.text} for={id}>
        <span class={styles.name}>{props.name}</span>
        {props.hint && <span class={styles.hint}>{props.hint}</span>}
      </label>
      <span class={styles.number}>
        <input
          id={id}
          class={field.input}
          type="number"
          inputMode="decimal"
          min={props.min}
          max={props.max}
          step="any"
          value={props.value}
          onChange={(event) => {
            const { valueAsNumber } = event.currentTarget
            const value = Number.isFinite(valueAsNumber)
              ? Math.min(props.max, Math.max(props.min, valueAsNumber))
              : props.value
            event.currentTarget.value = String(value)
            if (value !== props.value) props.onChange(value)
          }}
        />
        {props.unit}
      </span>
    </div>
  )
}
