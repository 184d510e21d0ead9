import type { PrivacyLevel } from '../../lib/format/settings'
import { i18n, translateCode } from '../i18n'
import { Select } from '../ui/Field'
import styles from './ExportDialog.module.css'

/** Levels one can go up to; `allow` tightens nothing. */
const STRICTER: readonly PrivacyLevel[] = ['mask-user-input', 'mask-all']

interface MaskingSelectProps {
  level: PrivacyLevel | undefined
  onChange: (level: PrivacyLevel | undefined) => void
}

/** As it was recorded, or stricter. */
export function MaskingSelect({ level, onChange }: MaskingSelectProps) {
  return (
    <div class={styles.field}>
      <span>{i18n.t('export.masking')}</span>
      <Select
        label={i18n.t('export.masking')}
        value={level ?? 'as-recorded'}
        options={[
          { value: 'as-recorded', label: i18n.t('export.asRecorded') },
          ...STRICTER.map((value) => ({
            value: value as PrivacyLevel | 'as-recorded',
            label: translateCode('level', value, value),
          })),
        ]}
        onChange={(value) => onChange(value === 'as-recorded' ? undefined : value)}
      />
    </div>
  )
}
