import type { ReportText } from '../../lib/exporters/exporter'
import { browserName } from '../../lib/exporters/report'
import type { REPORT_TEXTS, ReportTexts } from '../../lib/format/reportDraft'
import type { Session } from '../../lib/format/session'
import { SeverityField } from '../export/SeverityField'
import { i18n, translateCode } from '../i18n'
import field from '../ui/Field.module.css'
import styles from './Report.module.css'

interface ReportFormProps {
  session: Session
  /** What the person wrote; what they did not touch follows the recording. */
  texts: ReportTexts
  suggested: ReportText
  onChange: (texts: ReportTexts) => void
}

type Name = (typeof REPORT_TEXTS)[number]
const AREAS = ['description', 'expected', 'actual'] as const

/** The words of the report. Title, what happened and what was seen are there already, from steps and errors. */
export function ReportForm({ session, texts, suggested, onChange }: ReportFormProps) {
  const set = (name: Name, value: string) => onChange({ ...texts, [name]: value })
  const textOf = (name: Name) => texts[name] ?? suggested[name] ?? ''
  const { environment } = session
  const facts = [
    browserName(session),
    environment && `${environment.screen.width} × ${environment.screen.height}`,
    environment?.language,
    environment?.timezone,
    translateCode('level', session.level, session.level),
  ].filter(Boolean)
  return (
    <div class={styles.form}>
      <label>
        {i18n.t('report.title')}
        <input
          class={field.input}
          value={textOf('title')}
          onInput={(event) => set('title', event.currentTarget.value)}
        />
      </label>
      {AREAS.map((name) => (
        <label key={name}>
          {i18n.t(`report.${name}`)}
          <textarea
            class={field.input}
            value={textOf(name)}
            onInput={(event) => set(name, event.currentTarget.value)}
          />
        </label>
      ))}
      <div class={styles.pair}>
        <SeverityField value={textOf('severity')} onChange={(value) => set('severity', value)} />
        <label>
          {i18n.t('report.environment')}
          <input
            class={field.input}
            placeholder={i18n.t('report.environmentHint')}
            value={textOf('environment')}
            onInput={(event) => set('environment', event.currentTarget.value)}
          />
        </label>
      </div>
      <p class={styles.hint}>
        {i18n.t('composer.knows')} {facts.join(' · ')}
      </p>
    </div>
  )
}
