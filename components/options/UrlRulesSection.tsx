import { useState } from 'preact/hooks'
import type { Settings, SiteSettings } from '../../lib/format/settings'
import { i18n } from '../i18n'
import type { SectionProps } from '../Options'
import field from '../ui/Field.module.css'
import { explainUrl } from './explainUrl'
import { Block, Section } from './Section'
import styles from './Sites.module.css'
import { UrlRuleList } from './UrlRuleList'

/** Rules about addresses of any site, with a field that says which one decides. */
export function UrlRulesSection({ settings, sites, change, toaster }: SectionProps) {
  return (
    <Section id="rules" title={i18n.t('options.rules')} intro={i18n.t('options.rulesIntro')}>
      <Block>
        <UrlRuleList
          stored={settings.urlRules}
          onStore={(urlRules) => change({ urlRules })}
          toaster={toaster}
        />
      </Block>
      <TestField settings={settings} sites={sites} />
    </Section>
  )
}

/** Asks the same functions that the worker asks. */
function TestField({ settings, sites }: { settings: Settings; sites: SiteSettings[] }) {
  const [url, setUrl] = useState('')
  const lines = url === '' ? [i18n.t('options.testHint')] : explainUrl(settings, sites, url)
  return (
    <Block>
      <div class={styles.rules}>
        <label for="test-url">
          <strong>{i18n.t('options.testUrl')}</strong>
        </label>
        <div class={styles.rule}>
          <input
            id="test-url"
            class={field.input}
            placeholder="https://shop.example/checkout/payment"
            value={url}
            onInput={(event) => setUrl(event.currentTarget.value.trim())}
          />
        </div>
        <div role="status">
          {lines.map((line) => (
            <p key={line} class={styles.facts}>
              {line}
            </p>
          ))}
        </div>
      </div>
    </Block>
  )
}
