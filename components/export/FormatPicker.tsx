import { useId } from 'preact/hooks'
import type { Exporter } from '../../lib/exporters/exporter'
import { EXPORTERS } from '../../lib/exporters/exporters'
import { i18n, translateCode } from '../i18n'
import styles from './ExportDialog.module.css'

interface FormatPickerProps {
  exporter: Exporter
  onChange: (exporter: Exporter) => void
}

/** The list of formats is the list of exporters: a new one appears here by itself. */
export function FormatPicker({ exporter, onChange }: FormatPickerProps) {
  const name = useId()
  return (
    <fieldset class={styles.formats}>
      <legend>{i18n.t('export.format')}</legend>
      {EXPORTERS.map((option) => (
        <label key={option.id} class={styles.format}>
          <input
            type="radio"
            name={name}
            value={option.id}
            checked={option.id === exporter.id}
            onClick={() => onChange(option)}
          />
          <span>{translateCode('exportFormat', option.label, option.id)}</span>
          <small>{translateCode('exportMeans', option.label, `.${option.extension}`)}</small>
        </label>
      ))}
    </fieldset>
  )
}
