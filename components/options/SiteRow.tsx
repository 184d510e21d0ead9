import type { ComponentChildren } from 'preact'
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
import type { SitePatch } from '../services'
import { Button } from '../ui/Button'
import { Select, Switch } from '../ui/Field'
import field from '../ui/Field.module.css'
import { Segmented } from '../ui/Segmented'
import type { Toaster } from '../ui/Toast'
import { MaskRules } from './MaskRules'
import styles from './Sites.module.css'
import { UrlRuleList } from './UrlRuleList'

interface SiteRowProps {
  site: SiteSettings
  defaultLevel: PrivacyLevel
  /** How many sessions of it are kept. */
  sessions: number
  onConsent: (consent: Consent) => void
  onChange: (patch: SitePatch) => void
  /** Mask what is stored of it for good; absent where nothing is. */
  onApplyRules?: (() => void) | undefined
  onForget: () => void
  run: (action: Promise<unknown>) => void
  toaster: Toaster
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
            <Choice label={i18n.t('level.label')}>
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
            </Choice>
            <Choice label={i18n.t('options.captureLevel')}>
              <Select
                label={i18n.t('options.captureLevel')}
                value={site.captureLevel ?? 'full'}
                options={CAPTURE_LEVELS.map((value) => ({
                  value,
                  label: translateCode('captureLevel', value, value),
                }))}
                onChange={(captureLevel) => onChange({ captureLevel })}
              />
            </Choice>
          </div>
          <div class={styles.switches}>
            <Switch
              label={i18n.t('options.siteBuffer')}
              checked={site.buffer ?? false}
              onChange={(buffer) => onChange({ buffer })}
            />
            <Switch
              label={i18n.t('options.sitePageApi')}
              checked={site.pageApi ?? false}
              onChange={(pageApi) => onChange({ pageApi })}
            />
            <label class={styles.percent}>
              {i18n.t('options.siteSample')}
              <input
                class={field.input}
                type="number"
                min={0}
                max={100}
                value={Math.round((site.sampleRate ?? 1) * 100)}
                onChange={(event) => {
                  const percent = event.currentTarget.valueAsNumber
                  if (percent >= 0 && percent <= 100) onChange({ sampleRate: percent / 100 })
                }}
              />
              %
            </label>
          </div>
          <fieldset class={styles.rules}>
            <legend>{i18n.t('options.siteRules')}</legend>
            <UrlRuleList
              stored={site.urlRules ?? []}
              onStore={(urlRules) => onChange({ urlRules })}
              toaster={props.toaster}
            />
          </fieldset>
          <MaskRules
            site={site}
            {...(props.onApplyRules ? { onApply: props.onApplyRules } : {})}
            run={props.run}
            toaster={props.toaster}
          />
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

/** The select names itself to those who hear the page. */
function Choice({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class={styles.choice}>
      <span class={styles.facts} aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  )
}
