import type { ReportText } from '../../lib/exporters/exporter'
import { i18n } from '../i18n'
import field from '../ui/Field.module.css'
import { SeverityField } from './SeverityField'

interface ReportFieldsProps {
  report: ReportText
  onChange: (report: ReportText) => void
}

const TEXTS = ['description', 'expected', 'actual'] as const

/** What only the person can tell about a bug; steps, errors and environment come from the recording. */
export function ReportFields({ report, onChange }: ReportFieldsProps) {
  const set = (name: keyof ReportText, value: string) =>
    onChange({ ...report, [name]: value === '' ? undefined : value })
  return (
    <>
      <label>
        {i18n.t('report.title')}
        <input
          class={field.input}
          value={report.title ?? ''}
          onInput={(event) => set('title', event.currentTarget.value)}
        />
      </label>
      {TEXTS.map((name) => (
        <label key={name}>
          {i18n.t(`report.${name}`)}
          <textarea
            class={field.input}
            value={report[name] ?? ''}
            onInput={(event) => set(name, event.currentTarget.value)}
          />
        </label>
      ))}
      <SeverityField value={report.severity ?? ''} onChange={(value) => set('severity', value)} />
    </>
  )
}
