import { useState } from 'preact/hooks'
import {
  CAPTURE_LEVELS,
  CONSENTS,
  type Consent,
  PRIVACY_LEVELS,
  type PrivacyLevel,
  type SiteSettings,
} from '../../lib/format/settings'
import { toHost } from '../format/address'
import { i18n, translateCode } from '../i18n'
import { Button } from '../ui/Button'
import { Select } from '../ui/Field'
import { Segmented } from '../ui/Segmented'
import { MaskRules } from './MaskRules'
import styles from './Sites.module.css'

interface SiteRowProps {
  site: SiteSettings
  defaultLevel: PrivacyLevel
  /** How many sessions of it are kept. */
  sessions: number
  onConsent: (consent: Consent) => void
  onChange: (patch: Partial<Omit<SiteSettings, 'origin'>>) => void
  onForget: () => void
  run: (action: Promise<unknown>) => void
}

/** One site: consent and level in sight, the rest one click away. */
export function SiteRow(props: SiteRowProps) {
  const { site, onChange } = props
  const [isOpen, setOpen] = useState(false)
  const host = toHost(site.origin)
  return (
    <section class={styles.site} aria-label={host}>
      <div class={styles.line}>
        <span class={styles.origin} title={site.origin}>
          {site.origin.startsWith('https://') ? host : site.origin}
          <span class={styles.facts}> · {i18n.t('library.sessions', props.sessions)}</span>
        </span>
        <Segmented
          label={i18n.t('consent.label', [host])}
          value={site.consent ?? 'undecided'}
          options={CONSENTS.map((value) => ({
            value: value as Consent | 'undecided',
            label: translateCode('consent', value, value),
          }))}
          onChange={(value) => {
            if (value !== 'undecided' && value !== site.consent) props.onConsent(value)
          }}
        />
        <Button kind="quiet" expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {i18n.t('options.more')}
        </Button>
      </div>
      {isOpen && (
        <div class={styles.more}>
          <div class={styles.switches}>
            <Select
              label={i18n.t('level.label')}
              value={site.privacy ?? 'default'}
              options={[
                {
                  value: 'default',
                  label: i18n.t('options.defaultLevel', [
                    translateCode('level', props.defaultLevel, props.defaultLevel),
                  ]),
                },
                ...PRIVACY_LEVELS.map((value) => ({
                  value: value as PrivacyLevel | 'default',
                  label: translateCode('level', value, value),
                })),
              ]}
              onChange={(value) => onChange({ privacy: value === 'default' ? undefined : value })}
            />
            <Select
              label={i18n.t('options.captureLevel')}
              value={site.captureLevel ?? 'full'}
              options={CAPTURE_LEVELS.map((value) => ({
                value,
                label: translateCode('captureLevel', value, value),
              }))}
              onChange={(captureLevel) => onChange({ captureLevel })}
            />
          </div>
          <MaskRules site={site} run={props.run} />
          <div>
            <Button kind="danger" icon="trash" onClick={props.onForget}>
              {i18n.t('options.forgetSite')}
            </Button>
          </div>
        </div>
      )}
    </section>
  )
}
