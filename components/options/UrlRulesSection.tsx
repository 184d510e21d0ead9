import { useState } from 'preact/hooks'
import { matchUrl } from '../../lib/consent/urlRules'
import { PRIVACY_LEVELS, type PrivacyLevel, type UrlRule } from '../../lib/format/settings'
import { i18n, translateCode } from '../i18n'
import type { SectionProps } from '../Options'
import { Button, IconButton } from '../ui/Button'
import { Select } from '../ui/Field'
import field from '../ui/Field.module.css'
import { Block, Section } from './Section'
import styles from './Sites.module.css'
import { useEdited } from './useEdited'

/** Ordered rules about addresses, with a field that says which one decides. */
export function UrlRulesSection({ settings, change }: SectionProps) {
  const { edited: rules, edit: setRules, storing } = useEdited<UrlRule[]>(settings.urlRules)
  const store = (next: UrlRule[]) => {
    setRules(next)
    // One that cannot be read would exclude everything it might mean: it is kept on the page until it is right.
    const complete = next.filter((rule) => rule.pattern !== '')
    if (!complete.every((rule) => isPattern(rule.pattern))) return
    storing(complete)
    change({ urlRules: complete })
  }
  const replace = (index: number, patch: Partial<UrlRule>) =>
    store(rules.map((rule, at) => (at === index ? { ...rule, ...patch } : rule)))
  const move = (index: number, by: number) => {
    const next = [...rules]
    const [rule] = next.splice(index, 1)
    if (rule) next.splice(index + by, 0, rule)
    store(next)
  }

  return (
    <Section id="rules" title={i18n.t('options.rules')} intro={i18n.t('options.rulesIntro')}>
      <Block>
        <ol class={styles.rules}>
          {rules.map((rule, index) => (
            <li key={index} class={styles.rule}>
              <UrlRuleFields rule={rule} onChange={(patch) => replace(index, patch)} />
              <IconButton
                icon="up"
                label={i18n.t('options.moveUp')}
                disabled={index === 0}
                onClick={() => move(index, -1)}
              />
              <IconButton
                icon="down"
                label={i18n.t('options.moveDown')}
                disabled={index === rules.length - 1}
                onClick={() => move(index, 1)}
              />
              <IconButton
                icon="trash"
                label={i18n.t('options.removeRule')}
                onClick={() => store(rules.filter((_, at) => at !== index))}
              />
              {rule.pattern !== '' && !isPattern(rule.pattern) && (
                <p class={styles.problem} role="alert">
                  {i18n.t('options.badPattern')}
                </p>
              )}
            </li>
          ))}
        </ol>
        <Button onClick={() => setRules([...rules, { pattern: '', effect: 'exclude' }])}>
          {i18n.t('options.addUrlRule')}
        </Button>
      </Block>
      <TestField rules={rules.filter((rule) => rule.pattern !== '')} />
    </Section>
  )
}

function UrlRuleFields(props: { rule: UrlRule; onChange: (patch: Partial<UrlRule>) => void }) {
  const { rule, onChange } = props
  return (
    <>
      <input
        class={field.input}
        aria-label={i18n.t('options.pattern')}
        placeholder="https://shop.example/checkout/*"
        value={rule.pattern}
        aria-invalid={rule.pattern !== '' && !isPattern(rule.pattern)}
        onChange={(event) => onChange({ pattern: event.currentTarget.value.trim() })}
      />
      <Select
        label={i18n.t('options.effect')}
        value={rule.effect}
        options={[
          { value: 'include', label: i18n.t('options.include') },
          { value: 'exclude', label: i18n.t('options.exclude') },
        ]}
        onChange={(effect) => onChange({ effect })}
      />
      {rule.effect === 'include' && (
        <Select
          label={i18n.t('level.label')}
          value={rule.privacy ?? 'default'}
          options={[
            { value: 'default', label: i18n.t('options.siteLevel') },
            ...PRIVACY_LEVELS.map((value) => ({
              value: value as PrivacyLevel | 'default',
              label: translateCode('level', value, value),
            })),
          ]}
          onChange={(value) => onChange({ privacy: value === 'default' ? undefined : value })}
        />
      )}
    </>
  )
}

/** Asks the same function that the worker asks. */
function TestField({ rules }: { rules: UrlRule[] }) {
  const [url, setUrl] = useState('')
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
        <p class={styles.facts} role="status">
          {url === '' ? i18n.t('options.testHint') : verdictText(rules, url)}
        </p>
      </div>
    </Block>
  )
}

function verdictText(rules: UrlRule[], url: string): string {
  if (!URL.canParse(url)) return i18n.t('options.notAnAddress')
  const verdict = matchUrl(rules, url)
  const effect =
    verdict.effect === 'include' ? i18n.t('options.isIncluded') : i18n.t('options.isExcluded')
  if (verdict.rule) {
    return `${effect} ${i18n.t('options.byRule', [String(verdict.index + 1), verdict.rule.pattern])}`
  }
  const why = verdict.effect === 'include' ? 'options.byNoRule' : 'options.byIncludes'
  return `${effect} ${i18n.t(why)}`
}

function isPattern(text: string): boolean {
  try {
    new URLPattern(text)
    return true
  } catch {
    return false
  }
}
