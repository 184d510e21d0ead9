import { PRIVACY_LEVELS, type PrivacyLevel, type UrlRule } from '../../lib/format/settings'
import { i18n, translateCode } from '../i18n'
import { Button, IconButton } from '../ui/Button'
import { cx } from '../ui/cx'
import { Select } from '../ui/Field'
import field from '../ui/Field.module.css'
import type { Toaster } from '../ui/Toast'
import styles from './Sites.module.css'
import { useEdited } from './useEdited'

interface UrlRuleListProps {
  stored: UrlRule[]
  onStore: (rules: UrlRule[]) => void
  toaster: Toaster
}

/** Ordered rules about addresses, edited in place. */
export function UrlRuleList({ stored, onStore, toaster }: UrlRuleListProps) {
  const { edited: rules, edit: setRules, storing } = useEdited<UrlRule[]>(stored)
  const store = (next: UrlRule[]) => {
    setRules(next)
    // One that cannot be read would exclude everything it might mean: it is kept on the page until it is right.
    const complete = next.filter((rule) => rule.pattern !== '')
    if (!complete.every((rule) => isPattern(rule.pattern))) return
    storing(complete)
    onStore(complete)
  }
  const replace = (index: number, patch: Partial<UrlRule>) =>
    store(rules.map((rule, at) => (at === index ? { ...rule, ...patch } : rule)))
  const remove = (index: number) => {
    store(rules.filter((_, at) => at !== index))
    const undo = { label: i18n.t('common.undo'), run: () => store(rules) }
    toaster.show(i18n.t('options.ruleRemoved'), { action: undo })
  }
  const move = (index: number, by: number) => {
    const next = [...rules]
    const [rule] = next.splice(index, 1)
    if (rule) next.splice(index + by, 0, rule)
    store(next)
  }

  return (
    <>
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
              onClick={() => remove(index)}
            />
            {rule.pattern !== '' && !isPattern(rule.pattern) && (
              <p class={styles.problem} role="alert">
                {i18n.t('options.badPattern')}
              </p>
            )}
          </li>
        ))}
      </ol>
      <div>
        <Button onClick={() => setRules([...rules, { pattern: '', effect: 'exclude' }])}>
          {i18n.t('options.addUrlRule')}
        </Button>
      </div>
    </>
  )
}

function UrlRuleFields(props: { rule: UrlRule; onChange: (patch: Partial<UrlRule>) => void }) {
  const { rule, onChange } = props
  return (
    <>
      <input
        class={cx(field.input, styles.pattern)}
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
        <>
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
          <Share
            label={i18n.t('options.ruleSample')}
            value={rule.sampleRate}
            onChange={(sampleRate) => onChange({ sampleRate })}
          />
        </>
      )}
    </>
  )
}

/** A share of visits in percent; left empty it is what else applies. */
function Share(props: {
  label: string
  value: number | undefined
  onChange: (share: number | undefined) => void
}) {
  return (
    <label class={styles.percent}>
      {props.label}
      <input
        class={field.input}
        type="number"
        min={0}
        max={100}
        placeholder="100"
        value={props.value === undefined ? '' : Math.round(props.value * 100)}
        onChange={(event) => {
          const { value, valueAsNumber } = event.currentTarget
          if (value === '') props.onChange(undefined)
          else if (valueAsNumber >= 0 && valueAsNumber <= 100) props.onChange(valueAsNumber / 100)
        }}
      />
      %
    </label>
  )
}

function isPattern(text: string): boolean {
  try {
    new URLPattern(text)
    return true
  } catch {
    return false
  }
}
