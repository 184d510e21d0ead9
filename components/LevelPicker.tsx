import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { PRIVACY_LEVELS, type PrivacyLevel } from '../lib/format/settings'
import { i18n, translateCode } from './i18n'
import styles from './LevelPicker.module.css'
import { Segmented } from './ui/Segmented'

interface LevelPickerProps {
  /** Where there is little room: the sentence of the chosen level only. */
  compact?: boolean
  /** Beside the label, where it is compact. */
  action?: ComponentChildren
  level: PrivacyLevel
  onChange: (level: PrivacyLevel) => void
  /** Default: what is kept of the page. */
  label?: string
}

/** How much of a page is kept, with one sentence on what each level means. */
export function LevelPicker({ level, onChange, label, compact, action }: LevelPickerProps) {
  const name = useId()
  const legend = label ?? i18n.t('level.label')
  if (compact) {
    return (
      <div class={styles.compact}>
        <div class={styles.head}>
          <span class={styles.legend}>{legend}</span>
          {action}
        </div>
        <Segmented
          label={legend}
          value={level}
          options={PRIVACY_LEVELS.map((value) => ({
            value,
            label: translateCode('levelShort', value, value),
          }))}
          onChange={onChange}
          describedBy={name}
        />
        <p class={styles.sentence} id={name} aria-live="polite">
          {translateCode('levelMeans', level, '')}
        </p>
      </div>
    )
  }
  return (
    <fieldset class={styles.set}>
      <legend class={styles.legend}>{legend}</legend>
      <div class={styles.group}>
        {PRIVACY_LEVELS.map((option) => (
          <label key={option} class={styles.option}>
            <input
              type="radio"
              name={name}
              value={option}
              checked={option === level}
              onClick={() => onChange(option)}
              aria-describedby={`${name}-${option}`}
            />
            <span class={styles.name}>{translateCode('level', option, option)}</span>
            <span class={styles.sentence} id={`${name}-${option}`}>
              {translateCode('levelMeans', option, '')}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
