import { i18n } from '../i18n'
import field from '../ui/Field.module.css'

const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const

/** How bad a bug is; empty where nobody said. */
export function SeverityField(props: { value: string; onChange: (value: string) => void }) {
  return (
    <label>
      {i18n.t('report.severity')}
      <select
        class={field.select}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      >
        <option value="">{i18n.t('report.noSeverity')}</option>
        {SEVERITIES.map((value) => (
          <option key={value} value={value}>
            {i18n.t(`report.${value}`)}
          </option>
        ))}
      </select>
    </label>
  )
}
